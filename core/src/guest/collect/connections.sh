# Connections to the ports that the device needs, directly and through the proxy.

tcp_connect() { exec 3<>"/dev/tcp/$1/$2" && echo connected; }

# connect PID ADDRESS PORT SECONDS: sets TCP; the address may be missing (see lookup). The kernel itself sends the first packet
# again after a second (RFC 6298 2.1), so within two and a half there are two tries, and time for an answer to the second.
connect() {
  TOOK=''
  case $2 in '') TCP=unresolved; return ;; -) TCP=notTried; return ;; esac
  asked "$1" "$4" 1 tcp_connect "$2" "$3"
  if unanswered; then TCP=$SILENCE; return; fi
  case $ANSWER in
    *connected) TCP=connected ;;
    *[Rr]efused*) TCP=refused ;;
    *) TCP=unreachable ;;
  esac
}

# tls_hello PID HOST OPENSSL-OPTION...: sets TLS to ok, failed or notTried, a tab, and who issued the certificate that was
# shown. The hello ends with the connection closed properly; nothing is sent in it.
tls_hello() {
  local pid=$1 name=() issuer=''
  TLS=$'notTried\t'
  is_ipv4 "$2" || name=(-servername "$2")
  shift 2
  have openssl || return 0
  asked "$pid" 5 1 openssl s_client "${name[@]}" "$@"
  [ "$STATUS" -ne 125 ] || return 0
  [[ ! $ANSWER =~ (^|$'\n')issuer=([^$'\n']+) ]] || issuer=${BASH_REMATCH[2]}
  issuer=${issuer//[^[:print:]]/?}
  case $ANSWER in
    *'Cipher is (NONE)'*) TLS=failed ;;
    *'Cipher is '*) TLS=ok ;;
    *) TLS=failed ;;
  esac
  TLS=$TLS$'\t'${issuer:0:200}
}

# reach_port FROM PID HOST PORT ADDRESS: what comes first in the list of targets is known whole before the budget ends. All of it
# has one turn, packets to measure the path included: what waits for another may come too late. Of the two that may measure, none
# is in the network of a container: only the VM's own path tells of its card.
reach_port() {
  local from=$1 pid=$2 host=$3 port=$4 address=$5 took KEEP_TURN=yes
  TLS=$'notTried\t'
  connect "$pid" "$address" "$port" 2.5
  took=$TOOK
  [ "$TCP" != connected ] || tls_hello "$pid" "$host" -connect "$address:$port"
  row reach "$from" "$host" "$port" "${address#-}" "$TCP" "$TLS" direct "$took"
  [[ $TLS != failed* || $from != vm ]] || ! first_of "$PATHS" || measure_path "$from" "$pid" "$host" "$port" "$address"
  give_turn
}

# reach_host FROM PID HOST ADDRESS: all ports that the device needs of it.
reach_host() {
  local host port ports
  while read -r host ports; do
    [ "$host" = "$3" ] || continue
    for port in $ports; do reach_port "$1" "$2" "$host" "$port" "$4" & done
  done < <(targets port)
  wait
}

# ask_control NAME ADDRESS PORT: nobody is there, so whoever answers, answers for everyone; a connection says all. Who does that
# is near: a quarter of a second is left for the answer to what the kernel sends again. A healthy network has the whole look wait
# for this.
ask_control() {
  question vm - udp "$2" "$1" 1 1.25 &
  connect - "$2" "$3" 1.25
  row reach vm "$2" "$3" "$2" "$TCP" notTried '' direct "$TOOK"
  wait
}

# ask_proxy HOST PORT: HTTP CONNECT without credentials. Only to 443: what IoT Edge sends by a proxy goes there, WebSockets
# included.
ask_proxy() {
  local port=$2 host
  address_of "$1"
  while read -r host; do by_proxy "$host" & done < <(targets port | head -n 6 | grep ' 443\( \|$\)' | cut -d ' ' -f 1)
  wait
}

by_proxy() {
  local took
  TLS=$'notTried\t'
  connect - "$ADDRESS" "$port" 2.5
  took=$TOOK
  [ "$TCP" != connected ] || tls_hello - "$1" -proxy "$ADDRESS:$port" -connect "$1:443"
  row reach vm "$1" 443 "${ADDRESS#-}" "$TCP" "$TLS" proxy "$took"
}

# from, host, port, address, TCP, TLS, issuer, direct|proxy, milliseconds (guide rows G16 to G18).
probe_reach() { rows reach; }

# from, host, port, address, largest size that passed, smallest that did not, what a router named; only after a TLS failure.
probe_pathMtu() { rows pathMtu; }
