# main NONCE none|standard|deep SECONDS [TARGETS [WISHES]]: all that is in the parts before, side by side, in frames.

# Section, its time limit in seconds, the KiB it may print. The order is that of the reply.
LOOKS='release:8:32 hostName:8:4 tools:8:8 clock:8:8 memory:8:8 kernelSettings:8:64 conntrack:8:4 services:8:32
  interfaces:8:256 routes:8:256 policyRules:8:32 neighbours:8:128 networkFiles:8:128 networkState:8:128 leases:8:64
  resolver:8:64 resolvedConf:8:64 resolvConf:8:64 hosts:8:64 listeners:8:128
  iptablesVersion:8:4 iptablesNft:10:512 iptablesLegacy:10:512 ip6tablesNft:10:256 ip6tablesLegacy:10:256 nftTables:8:32
  ip4save:8:128 ip6save:8:128
  containers:12:256 containerNetworks:12:64 daemonJson:8:16 proxySettings:12:16 upstream:12:16'
AIMS='targets:5:16'
QUESTIONS='dnsProbe:40:64 nameProbe:40:64 reach:60:64'

# How many looks are under way at once: the smallest guest has one processor and 1 GiB.
WINDOW=8

declare -A OUTPUTS

# begin SECTION:SECONDS:KIB
begin() {
  local section seconds kib output
  IFS=: read -r section seconds kib < <(printf '%s\n' "$1")
  exec {output}< <(framed "$section" "$seconds" "$((kib * 1024))")
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

# Runs `looks` and `later` of main: a few looks ahead of the one that is printed; the questions, which take longest, as
# soon as it is known what to ask, and printed last.
run_all() {
  local begun one found
  if [ -z "$TARGETS" ] && declare -F find_targets >/dev/null; then exec {found}< <(limited 12 find_targets | head -c 16384); fi
  for ((begun = 0; begun < WINDOW && begun < ${#looks[@]}; begun++)); do begin "${looks[begun]}"; done
  if [ -n "${found-}" ]; then TARGETS=$(timeout -s KILL 13 cat <&"$found"); fi
  for one in "${later[@]}"; do begin "$one"; done
  for one in "${looks[@]}"; do
    finish "$one"
    if [ "$begun" -lt "${#looks[@]}" ]; then begin "${looks[begun]}"; fi
    begun=$((begun + 1))
  done
  for one in "${later[@]}"; do finish "$one"; done
}

main() {
  [[ $1 =~ ^[0-9a-f]{16,64}$ && $2 =~ ^(none|standard|deep)$ && $3 =~ ^[0-9]{1,3}$ ]] || return 2
  local looks later untold=() one
  export NONCE=$1 LEVEL=$2 BUDGET=$(($3 - 3)) LC_ALL=C TARGETS=${4//;/$'\n'} WISHES=${5//;/$'\n'} CONTROL ENGINE=''
  case $PATH in */sbin*) ;; *) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin ;; esac
  unset BASH_ENV ENV CDPATH GREP_OPTIONS
  shopt -s nullglob
  export BASHOPTS
  # shellcheck disable=SC2046,SC2086 # lists of names, to be split
  export -f $(compgen -A function)
  # shellcheck disable=SC2086
  {
    mapfile -t looks < <(present $LOOKS)
    mapfile -t later < <(present $AIMS)
    mapfile -t untold < <(present $QUESTIONS)
  }
  if [ "$LEVEL" != none ]; then later+=("${untold[@]}") untold=(); fi
  printf '\n@%s:A\n' "$NONCE"
  run_all
  for one in "${untold[@]}"; do printf '@%s:N:%s\n' "$NONCE" "${one%%:*}"; done
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
