# DNS, spoken with bash and coreutils alone: the guest need not have dig.

# A question for the address of a name, or for the root's servers where the name is a dot (RFC 1035 4.1.2), for %b of
# printf. Names have passed is_host: no character of theirs means anything there.
dns_question() {
  local label question length type='\x00\x01' IFS=.
  printf -v question '\\x%02x\\x%02x\\x01\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00' "$((RANDOM % 256))" "$((RANDOM % 256))"
  [ "$1" != . ] || type='\x00\x02'
  for label in $1; do
    [ -n "$label" ] || continue
    printf -v length '\\x%02x' "${#label}"
    question=$question$length$label
  done
  printf '%s' "$question\\x00$type\\x00\\x01"
}

# dns_exchange udp|tcp SERVER NAME: prints question and answer in hexadecimal, or bash's own words why not.
# One write a datagram: dd collects what bash's printf would cut at a line feed.
dns_exchange() {
  local question size high low
  question=$(dns_question "$3")
  exec 3<>"/dev/$1/$2/53" || return
  if [ "$1" = udp ]; then
    printf '%b' "$question" | dd bs=512 iflag=fullblock status=none >&3
    dd bs=4096 count=1 status=none <&3 | od -An -v -tx1
  else
    printf -v size '\\x%02x\\x%02x' 0 "$(printf '%b' "$question" | wc -c)"
    printf '%b' "$size$question" | dd bs=514 iflag=fullblock status=none >&3
    size=$(dd bs=1 count=2 status=none <&3 | od -An -tu1)
    read -r high low < <(printf '%s' "$size")
    dd bs=1 count="$((high * 256 + low))" status=none <&3 | od -An -v -tx1
  fi
  return "${PIPESTATUS[0]}"
}

# skip_name AT: sets AT behind the name that begins there (RFC 1035 4.1.4).
skip_name() {
  local length
  while [ "$at" -lt "${#bytes[@]}" ]; do
    length=$((16#${bytes[at]}))
    if [ "$length" -eq 0 ]; then at=$((at + 1)); return; fi
    if [ "$length" -ge 192 ]; then at=$((at + 2)); return; fi
    at=$((at + length + 1))
  done
}

# dns_answer HEX...: prints the code's name, a tab, and the IPv4 addresses between commas (RFC 1035 4.1).
dns_answer() {
  local bytes=("$@") at=12 answers type size found=() codes=(NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED) code
  [ $# -ge 12 ] && [ $((16#$3 & 128)) -ne 0 ] || return 1
  code=$((16#$4 & 15))
  answers=$((16#$7 * 256 + 16#$8))
  if [ $((16#$5 * 256 + 16#$6)) -gt 0 ]; then skip_name; at=$((at + 4)); fi
  while [ "$answers" -gt 0 ] && [ "${#found[@]}" -lt 16 ]; do
    skip_name
    [ $((at + 10)) -le $# ] || break
    type=$((16#${bytes[at]} * 256 + 16#${bytes[at + 1]}))
    size=$((16#${bytes[at + 8]} * 256 + 16#${bytes[at + 9]}))
    at=$((at + 10))
    if [ "$type" -eq 1 ] && [ "$size" -eq 4 ] && [ $((at + 4)) -le $# ]; then
      found+=("$((16#${bytes[at]})).$((16#${bytes[at + 1]})).$((16#${bytes[at + 2]})).$((16#${bytes[at + 3]}))")
    fi
    at=$((at + size))
    answers=$((answers - 1))
  done
  local IFS=,
  printf '%s\t%s' "${codes[code]-RCODE$code}" "${found[*]}"
}

# ask PID udp|tcp SERVER NAME TRIES [SECONDS]: sets RESULT to state, code and addresses with tabs between, and ADDRESSES; fails where no answer came.
ask() {
  local hex='^[0-9a-f[:space:]]+$' read=''
  ADDRESSES=''
  asked "$1" "${6:-2}" "$5" dns_exchange "$2" "$3" "$4"
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
