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

# here FUNCTION: whether it came with this part of the script; a guest without gzip gets it in several.
here() { declare -F "$1" >/dev/null; }

# each KIND MOST FUNCTION ARGUMENT...: runs it in the background for up to MOST targets of a kind, the target's words behind.
each() {
  local kind=$1 most=$2 line words
  shift 2
  here "$1" || return 0
  while read -r line; do
    read -ra words < <(printf '%s\n' "$line")
    "$@" "${words[@]}" &
  done < <(targets "$kind" | head -n "$most")
}

# share: sets MOST to what this part of the script may send where the others are not with it.
share() {
  if ! here ask_server; then MOST=12; elif ! here ask_time; then MOST=$((MOST - 12)); fi
}

# What questions start in a bash of its own. Every bash reads all functions that are handed to it, and all of this script's take
# it several times as long as its start.
STARTED='in_namespace dns_exchange dns_question tcp_connect sized_ping time_exchange'

# What is likely to wait longest begins first, then what leads to further questions.
ask_all() {
  local asked
  know_targets || return
  # shellcheck disable=SC2046 # names, to be split
  export -nf $(compgen -A function)
  # shellcheck disable=SC2086 # names, to be split
  export -f $STARTED
  share
  open_budget
  exec {PATHS}< <(printf ..)
  mapfile -t asked < <(names 6)
  each ntp 2 ask_time
  each control 1 ask_control "${asked[0]:-.}"
  each network 3 ask_network
  each server 4 ask_server_of_vm
  each name 40 ask_name
  each gateway 4 ask_gateway
  each proxy 1 ask_proxy
  ! here over_tcp || over_tcp &
  each self 1 ask_name
  wait
  return 0
}

# rows SECTION: what the questions gave for it; a failure of theirs is one of each.
rows() {
  [ "$ASKED_CODE" = 0 ] || { [[ $ASKED = *[$'\t\n']* ]] || printf '%s\n' "$ASKED"; return "$ASKED_CODE"; }
  printf '%s\n' "$ASKED" | sed -n "s/^$1://p"
}
