import { BRIDGE } from './scene.js';

interface Parts {
  readonly input: readonly string[];
  readonly user: readonly string[];
  /** Whether the DNAT rules are there. */
  readonly published: boolean;
  readonly forward: string;
}

/** The tables of dockerd 24 for one module with two published ports, on the stock rules of Mariner's ip4save. */
export const dockerLike = ({ input, user, published, forward }: Parts): string =>
  [
    '*nat',
    ':PREROUTING ACCEPT [0:0]',
    ':INPUT ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    ':POSTROUTING ACCEPT [0:0]',
    ':DOCKER - [0:0]',
    '-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER',
    '-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER',
    `-A POSTROUTING -s 172.18.0.0/16 ! -o ${BRIDGE} -j MASQUERADE`,
    '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    '-A POSTROUTING -s 172.18.0.3/32 -d 172.18.0.3/32 -p tcp -m tcp --dport 8883 -j MASQUERADE',
    `-A DOCKER -i ${BRIDGE} -j RETURN`,
    '-A DOCKER -i docker0 -j RETURN',
    ...(published
      ? [
          `-A DOCKER ! -i ${BRIDGE} -p tcp -m tcp --dport 8883 -j DNAT --to-destination 172.18.0.3:8883`,
          `-A DOCKER ! -i ${BRIDGE} -p tcp -m tcp --dport 9000 -j DNAT --to-destination 172.18.0.3:443`,
        ]
      : []),
    'COMMIT',
    '*filter',
    ':INPUT DROP [0:0]',
    `:FORWARD ${forward} [0:0]`,
    ':OUTPUT DROP [0:0]',
    ':DOCKER - [0:0]',
    ':DOCKER-ISOLATION-STAGE-1 - [0:0]',
    ':DOCKER-ISOLATION-STAGE-2 - [0:0]',
    ':DOCKER-USER - [0:0]',
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
    ...input,
    '-A FORWARD -j DOCKER-USER',
    '-A FORWARD -j DOCKER-ISOLATION-STAGE-1',
    ...[BRIDGE, 'docker0'].flatMap((bridge) => [
      `-A FORWARD -o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      `-A FORWARD -o ${bridge} -j DOCKER`,
      `-A FORWARD -i ${bridge} ! -o ${bridge} -j ACCEPT`,
      `-A FORWARD -i ${bridge} -o ${bridge} -j ACCEPT`,
    ]),
    '-A OUTPUT -j ACCEPT',
    `-A DOCKER -d 172.18.0.3/32 ! -i ${BRIDGE} -o ${BRIDGE} -p tcp -m tcp --dport 8883 -j ACCEPT`,
    `-A DOCKER -d 172.18.0.3/32 ! -i ${BRIDGE} -o ${BRIDGE} -p tcp -m tcp --dport 443 -j ACCEPT`,
    `-A DOCKER-ISOLATION-STAGE-1 -i ${BRIDGE} ! -o ${BRIDGE} -j DOCKER-ISOLATION-STAGE-2`,
    '-A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2',
    '-A DOCKER-ISOLATION-STAGE-1 -j RETURN',
    `-A DOCKER-ISOLATION-STAGE-2 -o ${BRIDGE} -j DROP`,
    '-A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP',
    '-A DOCKER-ISOLATION-STAGE-2 -j RETURN',
    ...user,
    '-A DOCKER-USER -j RETURN',
    'COMMIT',
    '',
  ].join('\n');
