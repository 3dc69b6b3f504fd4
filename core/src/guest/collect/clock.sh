# What time it is elsewhere.

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

# from, server, address, state, stratum, offset, delay in milliseconds.
probe_ntpProbe() { rows ntpProbe; }
