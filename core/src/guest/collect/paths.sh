# The sizes of packets that pass on the way to where a TLS handshake failed.

sized_ping() { ping -n -c 1 -W 1 -M do -s "$(($1 - 28))" "$2"; }

# measure_path FROM PID HOST PORT ADDRESS: sizes that are usual, from above until one passes: Ethernet, PPPoE, tunnels, the least of
# IPv6. `told`: what somebody on the way named as the most.
measure_path() {
  local size passed='' lost='' told='' names='mtu ?= ?([0-9]{3,5})'
  for size in 1500 1492 1420 1360 1280 576; do
    have ping && [ -z "$passed" ] || break
    asked "$2" 3 1 sized_ping "$size" "$5"
    case $STATUS in 0) passed=$size ;; 125) ;; *) lost=$size ;; esac
    [[ ! $ANSWER =~ $names ]] || told=${BASH_REMATCH[1]}
  done
  row pathMtu "$1" "$3" "$4" "$5" "$passed" "$lost" "$told"
}
