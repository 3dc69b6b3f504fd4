# Questions that leave the device: to its DNS servers, by the system's own resolution, to the ports it needs, to its gateway
# and its clock; from the VM and from the namespace of each container network. All begin at once, the budget lets them
# through, and what depends on an answer follows it directly. Each prints rows for the sections below.

# Targets are lines of words that have passed the allow-lists: see find_targets.
targets() {
  local kind rest
  while read -r kind rest; do
    [ "$kind" != "$1" ] || printf '%s\n' "$rest"
  done < <(printf '%s\n' "$TARGETS")
}

know_targets() {
  case $TARGETS in end | *$'\n'end) return ;; esac
  echo 'what to ask was not found in time'
  return 1
}

# names MOST: the names that are needed, without what is an address already.
names() {
  local name left=$1
  while read -r name; do
    is_ipv4 "$name" || [ "$left" -le 0 ] || { printf '%s\n' "$name"; left=$((left - 1)); }
  done < <(targets name)
}

# each KIND MOST FUNCTION ARGUMENT...: runs it in the background for up to MOST targets of a kind, the target's words behind.
each() {
  local kind=$1 most=$2 line words
  shift 2
  while read -r line; do
    read -ra words < <(printf '%s\n' "$line")
    "$@" "${words[@]}" &
  done < <(targets "$kind" | head -n "$most")
}

# ask PID udp|tcp SERVER NAME TRIES: sets RESULT to state, code and addresses with tabs between, and ADDRESSES; fails where no answer came.
ask() {
  local hex='^[0-9a-f[:space:]]+$' read=''
  ADDRESSES=''
  asked "$1" 2 "$5" dns_exchange "$2" "$3" "$4"
  if unanswered; then
    RESULT=$SILENCE$'\t\t'
    return 1
  fi
  # shellcheck disable=SC2086 # hexadecimal digits and blanks only, to be split
  if [[ $ANSWER =~ $hex ]] && read=$(dns_answer $ANSWER); then
    RESULT=$'answered\t'$read ADDRESSES=${read#*$'\t'}
    return 0
  fi
  case $ANSWER in *[Rr]efused*) RESULT=$'refused\t\t' ;; *) RESULT=$'failed\t\t' ;; esac
  return 1
}

# question FROM PID TRANSPORT SERVER NAME [TRIES]: prints a row of dnsProbe; fails where no answer came.
question() {
  local answered=0
  ask "$2" "$3" "$4" "$5" "${6:-1}" || answered=1
  row dnsProbe "$1" "$4" "$3" "$5" "$RESULT" "$TOOK"
  return "$answered"
}

# ask_server FROM PID CLAIM SERVER NAME...: all names over UDP, the first one twice where it stays without an answer; a server
# that gave none is not asked more. Of the servers of a container network, the first to answer, which gets the claim, also
# tells where connections go.
ask_server() {
  local from=$1 pid=$2 claim=$3 server=$4 scout=$5 name leads=
  shift 5
  if question "$from" "$pid" udp "$server" "$scout" 2; then
    [ "$claim" = - ] || ! first_of "$claim" || leads=1
    follow "$from" "$pid" "$server" "$scout"
    for name in "$@"; do
      { question "$from" "$pid" udp "$server" "$name"; follow "$from" "$pid" "$server" "$name"; wait; } &
    done
  fi
  wait
}

# follow FROM PID SERVER NAME: what a server of a network said last, as a lookup, and the connections it leads to.
follow() {
  local state=unresolved address=${ADDRESSES%%,*}
  [ -n "$leads" ] && [ "$4" != . ] || return 0
  case $RESULT in silent*) state=timedOut ;; notTried*) state=notTried address=- ;; esac
  [ -z "$ADDRESSES" ] || state=resolved
  row nameProbe "$1" "$4" "$ADDRESSES" "$state" "$3"
  reach_host "$1" "$2" "$4" "$address" &
}

# ask_network FROM PID SERVER...: where no server answered, no name has an address.
ask_network() {
  local from=$1 pid=$2 claim asked name server
  shift 2
  mapfile -t asked < <(names 5)
  exec {claim}< <(printf .)
  for server in "$@"; do ask_server "$from" "$pid" "$claim" "$server" "${asked[@]:-.}" & done
  while read -r name _; do ! is_ipv4 "$name" || reach_host "$from" "$pid" "$name" "$name" & done < <(targets port)
  wait
  first_of "$claim" || return 0
  for name in "${asked[@]}"; do
    row nameProbe "$from" "$name" '' timedOut "${1--}"
    reach_host "$from" "$pid" "$name" ''
  done
}

# lookup NAME: by the system's own resolution; without getent, by the first server. Sets STATE, ADDRESSES, VIA, and ADDRESS to
# the first one, - where nobody asked.
lookup() {
  local address kind found=''
  ADDRESSES='' STATE=unresolved VIA=getent
  if have getent; then
    asked - 3 1 getent ahostsv4 "$1"
    while read -r address kind _; do
      [ "$kind" != STREAM ] || ! is_ipv4 "$address" || found="$found${found:+,}$address"
    done < <(printf '%s\n' "$ANSWER")
    ADDRESSES=$found
  else
    VIA=$(targets server | head -n 1)
    ask - udp "$VIA" "$1" 2 || :
  fi
  ADDRESS=${ADDRESSES%%,*}
  if [ -n "$ADDRESSES" ]; then STATE=resolved
  elif unanswered; then
    case $SILENCE in silent) STATE=timedOut ;; *) STATE=notTried ADDRESS=- ;; esac
  fi
}

# address_of HOST: sets ADDRESS.
address_of() { if is_ipv4 "$1"; then ADDRESS=$1; else lookup "$1"; fi; }

# ask_name NAME: the lookup, then the connections that it leads to; the device's own name leads to none.
ask_name() {
  lookup "$1"
  row nameProbe vm "$1" "$ADDRESSES" "$STATE" "$VIA"
  reach_host vm - "$1" "$ADDRESS"
}

tcp_connect() { exec 3<>"/dev/tcp/$1/$2" && echo connected; }

# connect PID ADDRESS PORT SECONDS: sets TCP; the address may be missing (see lookup). The kernel itself sends the first packet
# again after a second (RFC 6298 2.1), so within three there are two tries.
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

# reach_port FROM PID HOST PORT ADDRESS: what comes first in the list of targets is known whole before the budget ends.
reach_port() {
  local from=$1 pid=$2 host=$3 port=$4 address=$5 took KEEP_TURN=yes
  TLS=$'notTried\t'
  connect "$pid" "$address" "$port" 3
  KEEP_TURN='' took=$TOOK
  [ "$TCP" != connected ] || tls_hello "$pid" "$host" -connect "$address:$port"
  give_turn
  row reach "$from" "$host" "$port" "${address#-}" "$TCP" "$TLS" direct "$took"
  [[ $TLS != failed* ]] || ! first_of "$PATHS" || measure_path "$from" "$pid" "$host" "$port" "$address"
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

# ask_control NAME ADDRESS PORT: nobody is there, so whoever answers, answers for everyone; a connection says all.
ask_control() {
  question vm - udp "$2" "$1" &
  connect - "$2" "$3" 2
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
  connect - "$ADDRESS" "$port" 3
  took=$TOOK
  [ "$TCP" != connected ] || tls_hello - "$1" -proxy "$ADDRESS:$port" -connect "$1:443"
  row reach vm "$1" 443 "${ADDRESS#-}" "$TCP" "$TLS" proxy "$took"
}

# over_tcp: the servers once more.
over_tcp() {
  local name server from pid servers
  name=$(names 1)
  while read -r server; do question vm - tcp "$server" "${name:-.}" & done < <(targets server | head -n 4)
  while read -r from pid servers; do
    for server in $servers; do question "$from" "$pid" tcp "$server" "${name:-.}" & done
  done < <(targets network | head -n 3)
  wait
}

# What questions start in a bash of its own. Every bash reads all functions that are handed to it, and all of this script's take
# it several times as long as its start.
STARTED='in_namespace dns_exchange dns_question tcp_connect sized_ping time_exchange'

# What is likely to wait longest begins first, then what leads to further questions.
ask_all() {
  local asked server
  know_targets || return
  # shellcheck disable=SC2046 # names, to be split
  export -nf $(compgen -A function)
  # shellcheck disable=SC2086 # names, to be split
  export -f $STARTED
  open_budget
  exec {PATHS}< <(printf ..)
  mapfile -t asked < <(names 6)
  each ntp 2 ask_time
  each control 1 ask_control "${asked[0]:-.}"
  each network 3 ask_network
  while read -r server; do ask_server vm - - "$server" "${asked[@]:-.}" & done < <(targets server | head -n 4)
  each name 40 ask_name
  each gateway 4 ask_gateway
  each proxy 1 ask_proxy
  over_tcp &
  each self 1 ask_name
  wait
  return 0
}

# rows SECTION: what the questions gave for it; a failure of theirs is one of each.
rows() {
  [ "$ASKED_CODE" = 0 ] || { [[ $ASKED = *[$'\t\n']* ]] || printf '%s\n' "$ASKED"; return "$ASKED_CODE"; }
  printf '%s\n' "$ASKED" | sed -n "s/^$1://p"
}

# from, server, transport, name, state, code, addresses, milliseconds; tabs between (guide rows G12, G14).
probe_dnsProbe() { rows dnsProbe; }

# from, name, addresses, state, asked by which means.
probe_nameProbe() { rows nameProbe; }

# from, host, port, address, TCP, TLS, issuer, direct|proxy, milliseconds (guide rows G16 to G18).
probe_reach() { rows reach; }

# from, host, port, address, largest size that passed, smallest that did not, what a router named; only after a TLS failure.
probe_pathMtu() { rows pathMtu; }

# from, server, address, state, stratum, offset, delay in milliseconds.
probe_ntpProbe() { rows ntpProbe; }

# device, gateway, ping, the neighbour's state and MAC.
probe_gatewayProbe() {
  have ip || { no_tool ip; return; }
  rows gatewayProbe
}
