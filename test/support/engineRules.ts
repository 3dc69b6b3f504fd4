/** The text of a guest's rules whose container engine publishes a port, with these lines in INPUT. */
export const engineRules = (input: readonly string[]): string => `*nat
:PREROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -j DOCKER
-A DOCKER -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.18.0.3:80
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
:DOCKER-USER - [0:0]
:DOCKER - [0:0]
${input.join('\n')}
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER
-A OUTPUT -j ACCEPT
-A DOCKER-USER -p tcp -m tcp --dport 80 -j DROP
-A DOCKER -d 172.18.0.3/32 -p tcp -m tcp --dport 80 -j ACCEPT
COMMIT
`;
