# main NONCE none|standard|deep SECONDS no|host|containers [TARGETS [WISHES]]: all that is in the parts before, side by side, in frames.

# Section, its time limit in seconds, the KiB it may print: what is done besides the looks.
ANSWERS='dnsProbe:8:64 nameProbe:8:64 reach:8:64 pathMtu:8:8 ntpProbe:8:8 gatewayProbe:8:8'
ARP='arpProbe:12:4'
CHECKS='iotedgeCheck:300:64'

# How many looks are under way at once: the smallest guest has one processor and 1 GiB.
WINDOW=8

declare -A OUTPUTS

# begin SECTION:SECONDS:KIB [SINCE]
begin() {
  local section seconds kib output
  IFS=: read -r section seconds kib < <(printf '%s\n' "$1")
  exec {output}< <(framed "$section" "$seconds" "$((kib * 1024))" "${2-}")
  OUTPUTS[$1]=$output
}

# finish SECTION:SECONDS:KIB: prints what it left, however long a stray child holds the pipe.
finish() {
  local output=${OUTPUTS[$1]}
  timeout -s KILL "$(($(within_budget 600) + 2))" cat <&"$output"
  exec {output}<&-
}

# present SECTION:SECONDS:KIB...: those whose probe is here; a guest without gzip gets this script in several parts.
present() {
  local one
  for one in "$@"; do
    ! declare -F "probe_${one%%:*}" >/dev/null || printf '%s\n' "$one"
  done
}

begin_asking() {
  LIMIT=$(within_budget 600)
  export LIMIT
  ASKED_SINCE=$(milliseconds)
  exec {ASKING}< <(limited "$LIMIT" ask_all | head -c 120000; printf ':%s' "${PIPESTATUS[0]}")
}

finish_asking() {
  ASKED=$(timeout -s KILL "$(($(within_budget 600) + 2))" cat <&"$ASKING" | tr -d '\000')
  ASKED_CODE=${ASKED##*:}
  [[ $ASKED_CODE =~ ^[0-9]{1,3}$ ]] || ASKED_CODE=137
  ASKED=${ASKED%:*}
  export ASKED ASKED_CODE
}

# A few looks ahead of the one that is printed; the questions, which take longest, as soon as it is known what to ask; an
# ARP probe after the neighbour table was read, so that it finds nothing that the probe has put there.
run_all() {
  local begun one found
  if [ -z "$TARGETS" ] && declare -F find_targets >/dev/null; then exec {found}< <(limited 12 find_targets | head -c 16384); fi
  for one in "${checks[@]}"; do begin "$one"; done
  for ((begun = 0; begun < WINDOW && begun < ${#looks[@]}; begun++)); do begin "${looks[begun]}"; done
  if [ -n "${found-}" ]; then TARGETS=$(timeout -s KILL 13 cat <&"$found"); fi
  if [ "${#answers[@]}" -gt 0 ]; then begin_asking; fi
  for one in "${looks[@]}"; do
    finish "$one"
    if [ "$begun" -lt "${#looks[@]}" ]; then begin "${looks[begun]}"; fi
    begun=$((begun + 1))
  done
  for one in "${aims[@]}" "${arp[@]}"; do begin "$one"; done
  for one in "${aims[@]}"; do finish "$one"; done
  if [ "${#answers[@]}" -gt 0 ]; then finish_asking; fi
  for one in "${answers[@]}"; do begin "$one" "$ASKED_SINCE"; done
  for one in "${answers[@]}" "${arp[@]}" "${checks[@]}"; do finish "$one"; done
}

# leave_out WHY SECTION:SECONDS:KIB...: said at the end.
leave_out() {
  local why=$1 one
  shift
  for one in "$@"; do untold+=("${one%%:*}:$why"); done
}

# choose: what of the questions is asked, and why the rest is not.
choose() {
  if [ "$LEVEL" = none ]; then
    leave_out none "${answers[@]}" "${arp[@]}" "${checks[@]}"
    answers=() arp=() checks=()
  fi
  if [ "$LEVEL" != deep ]; then leave_out deep "${arp[@]}"; arp=(); fi
  if [ "$CHECK" = no ]; then leave_out request "${checks[@]}"; checks=(); fi
}

main() {
  [[ $1 =~ ^[0-9a-f]{16,64}$ && $2 =~ ^(none|standard|deep)$ && $3 =~ ^[0-9]{1,3}$ && $4 =~ ^(no|host|containers)$ ]] || return 2
  local looks aims answers arp checks untold=() one
  export NONCE=$1 LEVEL=$2 BUDGET=$(($3 - 3)) CHECK=$4 LC_ALL=C TARGETS=${5//;/$'\n'} WISHES=${6//;/$'\n'} CONTROL MOST AT_ONCE STARTED ENGINE=''
  case $PATH in */sbin*) ;; *) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin ;; esac
  unset BASH_ENV ENV CDPATH GREP_OPTIONS
  shopt -s nullglob
  export BASHOPTS
  # shellcheck disable=SC2046,SC2086 # lists of names, to be split
  export -f $(compgen -A function)
  # shellcheck disable=SC2086
  {
    mapfile -t looks < <(present $LOOKS)
    mapfile -t aims < <(present $AIMS)
    mapfile -t answers < <(present $ANSWERS)
    mapfile -t arp < <(present $ARP)
    mapfile -t checks < <(present $CHECKS)
  }
  printf '\n@%s:A\n' "$NONCE"
  choose
  run_all
  for one in "${untold[@]}"; do printf '@%s:N:%s\n' "$NONCE" "$one"; done
  printf '@%s:Z\n' "$NONCE"
}

# The whole script has been read when these lines are: what is cut off on its way does nothing. No probe gets hold of the
# session's own standard input and error: sshd waits for whoever keeps one of them.
run() {
  exec </dev/null 2>/dev/null
  cd / && main "$@"
  exit 0
}
run "$@"
