# How a probe is run and how its output travels.
#
# The output of each probe is kept in a variable of its own subshell until it is its turn to be printed: no temporary
# file, so a full or read-only disk is no obstacle and nothing can be left behind.

have() { command -v "$1" >/dev/null 2>&1; }

# running UNIT. Whoever asks a service of systemd by D-Bus starts it where it is stopped (systemd-resolved.service(8)), and
# a look changes nothing.
running() {
  ! have systemctl || [ "$(timeout -s KILL 2 systemctl show -p ActiveState --value "$1" | head -c 64)" = active ]
}

# Says which tools a probe would have needed; 127 is what a shell gives for a command that isn't there.
no_tool() {
  printf 'no tool: %s\n' "$*"
  return 127
}

milliseconds() {
  if [ -n "${EPOCHREALTIME-}" ]; then
    local micro=${EPOCHREALTIME/./}
    printf '%s' "${micro%???}"
  else
    date +%s%3N
  fi
}

# show_file PATH [TARGET]: a file under its own name, its text always ending a line; a line of the text that could pass
# for a name gets a blank in front. What isn't there prints nothing.
show_file() {
  [ -f "$1" ] || return 0
  printf '==> %s%s\n' "$1" "${2:+ -> $2}"
  head -c 65536 "$1" | sed 's/^ *==>/ &/'
  echo
}

# limited SECONDS COMMAND ARGUMENT...: runs a program, or a function of this script, as a process group of its own, so that its
# time limit reaches all that it started, whatever signals they ignore: TERM would end this function first, and with it the
# limit of the others.
limited() {
  local seconds=$1
  shift
  if declare -F "$1" >/dev/null; then timeout -s KILL "$seconds" bash -c '"$@"' limited "$@"; else timeout -s KILL "$seconds" "$@"; fi
}

# No probe may outlive the script: the last seconds belong to the reply.
within_budget() {
  local left=$((BUDGET - SECONDS))
  [ "$left" -ge 1 ] || left=1
  if [ "$1" -lt "$left" ]; then printf '%s' "$1"; else printf '%s' "$left"; fi
}

# framed SECTION SECONDS BYTES [SINCE]: runs probe_SECTION and prints
#   @NONCE:S:SECTION:EXIT CODE:BYTES:SHA-256 OR -:TRUNCATED 0|1:MILLISECONDS
#   @NONCE:D:BASE64                  as many lines as it takes
#   @NONCE:E:SECTION
framed() {
  local section=$1 limit=$3 begun output code plain padding bytes hash=- truncated=0
  begun=${4:-$(milliseconds)}
  # A probe that asks many questions has to know when to stop by itself.
  LIMIT=$(within_budget "$2")
  export LIMIT
  output=$(
    limited "$LIMIT" "probe_$section" | head -c "$((limit + 1))" | base64 -w 512
    printf ':%s' "${PIPESTATUS[0]}"
  )
  code=${output##*:}
  output=${output%:*}
  plain=${output//[[:space:]]/}
  padding=${plain%%=*}
  bytes=$((${#plain} / 4 * 3 - (${#plain} - ${#padding})))
  [ "$bytes" -le "$limit" ] || truncated=1
  have sha256sum && hash=$(printf '%s' "$plain" | base64 -d | sha256sum)
  printf '@%s:S:%s:%s:%s:%s:%s:%s\n' "$NONCE" "$section" "$code" "$bytes" "${hash%% *}" "$truncated" "$(($(milliseconds) - begun))"
  [ -z "$plain" ] || printf '%s' "$output" | sed "s/^/@$NONCE:D:/"
  printf '@%s:E:%s\n' "$NONCE" "$section"
}
