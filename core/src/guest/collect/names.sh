# What names lead to: asked of each configured server, and of the system's own resolution.

# question FROM PID TRANSPORT SERVER NAME [TRIES [SECONDS]]: prints a row of dnsProbe; fails where no answer came.
question() {
  local answered=0
  ask "$2" "$3" "$4" "$5" "${6:-1}" "${7-}" || answered=1
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

# ask_server_of_vm SERVER
ask_server_of_vm() { ask_server vm - - "$1" "${asked[@]:-.}"; }

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

# ask_name NAME: the lookup, then the connections that it leads to; the device's own name leads to none.
ask_name() {
  lookup "$1"
  row nameProbe vm "$1" "$ADDRESSES" "$STATE" "$VIA"
  reach_host vm - "$1" "$ADDRESS"
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

# from, server, transport, name, state, code, addresses, milliseconds; tabs between (guide rows G12, G14).
probe_dnsProbe() { rows dnsProbe; }

# from, name, addresses, state, asked by which means.
probe_nameProbe() { rows nameProbe; }
