# What leaves the device is bounded by two pipes that all who ask share, after GNU make's jobserver: each question takes a
# byte for good from the one, and borrows a byte of the other while it lasts. What is read is gone for everybody else, in
# whichever process they are: no count can be missed. Of 150 packets, connections and queries, ARP may have six.

MOST=144
AT_ONCE=8

open_budget() {
  exec {LEFT}< <(printf "%${MOST}s" '')
  exec {TURNS}<> <(:)
  TURN='' KEEP_TURN=''
  printf "%${AT_ONCE}s" '' >&"$TURNS"
}

# take_turn: waits for one, unless one was kept; fails where there is no time left.
take_turn() {
  [ -z "$TURN" ] || return 0
  [ "$SECONDS" -lt "$LIMIT" ] && IFS= read -r -N 1 -t "$((LIMIT - SECONDS))" -u "$TURNS" TURN
}

give_turn() {
  [ -z "$TURN" ] || printf ' ' >&"$TURNS"
  TURN=''
}

# in_namespace PID COMMAND ARGUMENT...: in the network of a container, with the programs and files of the VM.
in_namespace() {
  local pid=$1
  shift
  if declare -F "$1" >/dev/null; then set -- bash -c '"$@"' in_namespace "$@"; fi
  exec nsenter -t "$pid" -n -- "$@"
}

# asked PID SECONDS TRIES COMMAND ARGUMENT...: one question, from the network of a process (- for the VM's own), again where it
# stays without an answer. Sets ANSWER to what was printed, STATUS to the exit code, 125 where there was no more to spend, and
# TOOK to milliseconds, without the wait for its turn. What is cut short would pass for a silence: so it is not begun then. With
# KEEP_TURN the turn is kept for what follows directly, which then waits behind nobody.
asked() {
  local pid=$1 seconds=$2 tries=$3 begun one whole
  shift 3
  ANSWER='' STATUS=125 TOOK=''
  take_turn || return 0
  [ "$pid" = - ] || set -- in_namespace "$pid" "$@"
  whole=${seconds%.*}
  [ "$whole" = "$seconds" ] || whole=$((whole + 1))
  begun=$(milliseconds)
  while [ "$tries" -gt 0 ] && [ "$((SECONDS + whole))" -lt "$LIMIT" ] && IFS= read -r -N 1 -u "$LEFT" one; do
    ANSWER=$(limited "$seconds" "$@" 2>&1 </dev/null | head -c 65536 | tr -d '\000'; exit "${PIPESTATUS[0]}")
    STATUS=$?
    [ "$STATUS" -ne 137 ] || { tries=$((tries - 1)); continue; }
    break
  done
  [ "$STATUS" -eq 125 ] || TOOK=$(($(milliseconds) - begun))
  [ -n "$KEEP_TURN" ] || give_turn
}

# unanswered: whether the last question was ended by its limit, or not asked at all; sets SILENCE to which.
unanswered() {
  case $STATUS in
    124 | 137) SILENCE=silent ;;
    125) SILENCE=notTried ;;
    *) return 1 ;;
  esac
}

# first_of CLAIM: succeeds once, for whoever comes first; CLAIM is a pipe of as many bytes as may succeed.
first_of() { local one; IFS= read -r -N 1 -u "$1" one; }

# row SECTION FIELD...: one write, so that rows of several processes do not mix (pipe(7)).
row() {
  local section=$1 line
  printf -v line '%s\t' "${@:2}"
  printf '%s:%s\n' "$section" "${line%$'\t'}"
}
