# The sizes of packets that pass on the way to where a TLS handshake failed.

sized_ping() { ping -n -c 1 -W 1 -M do -s "$(($1 - 28))" "$2"; }

# try_size PID BYTES ADDRESS: prints the size, and passed, lost, or what somebody named as the most.
try_size() {
  local told='mtu ?= ?([0-9]{3,5})'
  asked "$1" 3 1 sized_ping "$2" "$3"
  case $STATUS in 0) printf '%s passed\n' "$2" ;; 125) return ;; *) printf '%s lost\n' "$2" ;; esac
  [[ ! $ANSWER =~ $told ]] || printf '%s told\n' "${BASH_REMATCH[1]}"
}

# measure_path FROM PID HOST PORT ADDRESS: sizes that are usual, side by side: Ethernet, PPPoE, tunnels, the least of IPv6.
measure_path() {
  local size what passed='' lost='' told=''
  if have ping; then
    while read -r size what; do
      case $what in
        passed) [ "${passed:-0}" -ge "$size" ] || passed=$size ;;
        lost) [ "${lost:-99999}" -le "$size" ] || lost=$size ;;
        told) [ "${told:-99999}" -le "$size" ] || told=$size ;;
      esac
    done < <(for size in 1500 1492 1420 1360 1280 576; do try_size "$2" "$size" "$5" & done; wait)
  fi
  row pathMtu "$1" "$3" "$4" "$5" "$passed" "$lost" "$told"
}
