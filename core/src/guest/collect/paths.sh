# The way there: gateway, packet sizes, time.

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

# ask_gateway DEVICE ADDRESS: any packet makes the kernel ask for its neighbour; ARP is what no firewall closes. In three
# seconds the kernel gives up.
ask_gateway() {
  local ping=notTried words word last='' state='' mac=''
  if have ping; then
    asked - 4 1 ping -n -c 1 -W 3 -I "$1" "$2"
    case $STATUS in 0) ping=answered ;; 125) ;; *) ping=silent ;; esac
  fi
  read -ra words < <(ip -4 neigh show to "$2" dev "$1" | head -c 400)
  for word in "${words[@]}"; do
    [ "$last" != lladdr ] || mac=$word
    last=$word
  done
  [[ ! $last =~ ^[A-Z]+$ ]] || state=$last
  row gatewayProbe "$1" "$2" "$ping" "$state" "$mac"
}

# SNTP (RFC 4330): 48 bytes, version 4, mode client. Prints the guest's time before and after, and the answer as numbers.
time_exchange() {
  local before reply
  exec 3<>"/dev/udp/$1/123" || return
  before=$(date +%s%3N)
  { printf '\x23'; head -c 47 /dev/zero; } | dd bs=48 iflag=fullblock status=none >&3
  reply=$(dd bs=512 count=1 status=none <&3 | od -An -v -tu1)
  printf '%s %s ' "$before" "$(date +%s%3N)"
  # shellcheck disable=SC2086 # numbers and blanks, to be split
  echo $reply
}

# stamp BYTE...: milliseconds since 1970 of eight bytes of NTP (RFC 5905 6, with its next era from 2036 on).
stamp() {
  local seconds=$(((($1 * 256 + $2) * 256 + $3) * 256 + $4)) fraction=$(((($5 * 256 + $6) * 256 + $7) * 256 + $8))
  [ "$seconds" -ge 2147483648 ] || seconds=$((seconds + 4294967296))
  printf '%s' "$(((seconds - 2208988800) * 1000 + fraction * 1000 / 4294967296))"
}

# ask_time SERVER
ask_time() {
  local address words there back state=notTried numbers='^[0-9 ]+$' KEEP_TURN=yes
  address_of "$1"
  KEEP_TURN='' address=${ADDRESS#-}
  [ -n "$ADDRESS" ] || state=unresolved
  if [ -n "$address" ]; then
    asked - 2 2 time_exchange "$address"
    if unanswered; then state=$SILENCE; else state=failed; fi
  fi
  give_turn
  read -ra words < <(printf '%s\n' "$ANSWER")
  if [ "$state" = failed ] && [[ $ANSWER =~ $numbers ]] && [ "${#words[@]}" -ge 50 ] && [ $((words[2] & 7)) -eq 4 ]; then
    there=$(stamp "${words[@]:34:8}")
    back=$(stamp "${words[@]:42:8}")
    row ntpProbe vm "$1" "$address" answered "${words[3]}" \
      "$(((there - words[0] + back - words[1]) / 2))" "$((words[1] - words[0] - back + there))"
  else row ntpProbe vm "$1" "$address" "$state" '' '' ''
  fi
}
