# Questions that leave the device: to its DNS servers, by the system's own resolution, to the ports it needs; from the
# VM and from the namespace of each container network. Bounds over all three probes, retries included:
#   dnsProbe   4 servers x (6 names + 1 retry + 1 TCP) = 32, 4 of networks x (3 + 1 + 1) = 20, control 1: 53
#   nameProbe  7 names of the VM, 3 networks x 3 names: 16
#   reach      6 + 3 x 5 lookups, 30 rows x (TCP + TLS): 81
# = 150; 3 + 2 + 3 = 8 at a time.

# asked PID SECONDS FUNCTION ARGUMENT...: runs a function in the network namespace of a process (- for the VM's own).
asked() {
  local pid=$1 seconds=$2
  shift 2
  if [ "$pid" = - ]; then
    limited "$seconds" "$@"
  else
    timeout -s KILL "$seconds" nsenter -t "$pid" -n -- bash -c '"$@"' asked "$@"
  fi
}

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

# ask PID udp|tcp SERVER NAME: prints state, code and addresses with tabs between.
ask() {
  local reply status hex='^[0-9a-f[:space:]]+$'
  reply=$(asked "$1" 2 dns_exchange "$2" "$3" "$4" 2>&1 | head -c 16384; exit "${PIPESTATUS[0]}")
  status=$?
  if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
    printf 'silent\t\t'
  elif [[ $reply =~ $hex ]]; then
    # shellcheck disable=SC2086 # hexadecimal digits and blanks only, to be split
    if reply=$(dns_answer $reply); then printf 'answered\t%s' "$reply"; else printf 'failed\t\t'; fi
  else
    case $reply in *[Rr]efused*) printf 'refused\t\t' ;; *) printf 'failed\t\t' ;; esac
  fi
}

# question FROM PID TRANSPORT SERVER NAME: prints a row of dnsProbe; fails where no answer came.
question() {
  local begun result
  begun=$(milliseconds)
  result=$(ask "$2" "$3" "$4" "$5")
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$4" "$3" "$5" "$result" "$(($(milliseconds) - begun))"
  case $result in answered*) ;; *) return 1 ;; esac
}

# question_server FROM PID SERVER NAME...: all names over UDP, the first one twice where it stays without an answer; a
# server that gave none is not asked more.
question_server() {
  local from=$1 pid=$2 server=$3 row
  shift 3
  row=$(question "$from" "$pid" udp "$server" "$1") ||
    case $row in *$'\tsilent\t'*) row=$(question "$from" "$pid" udp "$server" "$1") ;; esac
  printf '%s\n' "$row"
  case $row in *$'\tanswered\t'*) shift ;; *) return ;; esac
  while [ $# -gt 0 ] && question "$from" "$pid" udp "$server" "$1"; do shift; done
}

# beside MOST FUNCTION ARGUMENT...: runs it in the background, as soon as fewer than MOST others run.
beside() {
  local most=$1
  shift
  while [ "$RUNNING" -ge "$most" ]; do
    wait -n
    RUNNING=$((RUNNING - 1))
  done
  "$@" &
  RUNNING=$((RUNNING + 1))
}

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

# from, server, transport, name, state, code, addresses, milliseconds; tabs between (guide rows G12, G14).
probe_dnsProbe() {
  local names from pid server most RUNNING=0
  know_targets || return
  mapfile -t names < <(targets name | head -n 6)
  [ "${#names[@]}" -gt 0 ] || names=(.)
  while read -r from pid server; do
    most=6
    [ "$pid" = - ] || most=3
    beside 3 question_server "$from" "$pid" "$server" "${names[@]:0:most}"
    beside 3 question "$from" "$pid" tcp "$server" "${names[0]}"
  done < <(targets server)
  beside 3 question vm - udp "$CONTROL" "${names[0]}"
  wait
  return 0
}

# lookup PID SERVER NAME: prints state, tab, addresses; the VM by its own resolution, a network by its first server.
lookup() {
  local reply status addresses='' address kind
  if [ "$1" != - ]; then
    reply=$(ask "$1" udp "$2" "$3")
    addresses=${reply##*$'\t'}
    case $reply in
      silent*) printf 'timedOut\t' ;;
      *) if [ -n "$addresses" ]; then printf 'resolved\t%s' "$addresses"; else printf 'unresolved\t'; fi ;;
    esac
    return
  fi
  reply=$(timeout -s KILL 5 getent ahostsv4 "$3" | head -c 4096; exit "${PIPESTATUS[0]}")
  status=$?
  while read -r address kind _; do
    [ "$kind" != STREAM ] || ! is_ipv4 "$address" || addresses="$addresses${addresses:+,}$address"
  done < <(printf '%s\n' "$reply")
  if [ -n "$addresses" ]; then printf 'resolved\t%s' "$addresses"
  elif [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then printf 'timedOut\t'
  else printf 'unresolved\t'
  fi
}

# name_row FROM PID SERVER NAME
name_row() {
  local result via=getent
  [ "$2" = - ] || via=$3
  result=$(lookup "$2" "$3" "$4")
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$4" "${result#*$'\t'}" "${result%%$'\t'*}" "$via"
}

# from, name, addresses, state, asked by which means; tabs between.
probe_nameProbe() {
  local name names from pid server RUNNING=0
  have getent || { no_tool getent; return; }
  know_targets || return
  while read -r name; do
    beside 2 name_row vm - '' "$name"
  done < <(targets name | head -n 6; targets self)
  mapfile -t names < <(targets name | head -n 3)
  while read -r from pid server; do
    for name in "${names[@]}"; do beside 2 name_row "$from" "$pid" "$server" "$name"; done
  done < <(targets network)
  wait
  return 0
}

tcp_connect() { exec 3<>"/dev/tcp/$1/$2" && echo connected; }

# connection PID ADDRESS PORT: prints connected, refused, silent or unreachable. In three seconds the kernel itself sends
# the first packet twice.
connection() {
  local reply status
  reply=$(asked "$1" 3 tcp_connect "$2" "$3" 2>&1)
  status=$?
  if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then echo silent; return; fi
  case $reply in
    *connected) echo connected ;;
    *[Rr]efused*) echo refused ;;
    *) echo unreachable ;;
  esac
}

# tls_hello PID HOST OPENSSL-OPTION...: prints ok or failed, a tab, and who issued the certificate that was shown. The
# hello ends with the connection closed properly; nothing is sent in it.
tls_hello() {
  local pid=$1 name=() reply issuer=''
  is_ipv4 "$2" || name=(-servername "$2")
  shift 2
  have openssl || { printf 'notTried\t'; return; }
  reply=$(asked "$pid" 5 openssl s_client "${name[@]}" "$@" 2>&1 </dev/null | head -c 65536 | tr -d '\000')
  [[ ! $reply =~ (^|$'\n')issuer=([^$'\n']+) ]] || issuer=${BASH_REMATCH[2]}
  issuer=${issuer//[^[:print:]]/?}
  case $reply in
    *'Cipher is (NONE)'*) printf 'failed\t%s' "${issuer:0:200}" ;;
    *'Cipher is '*) printf 'ok\t%s' "${issuer:0:200}" ;;
    *) printf 'failed\t%s' "${issuer:0:200}" ;;
  esac
}

# reach_row FROM PID HOST PORT ADDRESS TCP-STATE-IF-KNOWN
reach_row() {
  local from=$1 pid=$2 host=$3 port=$4 address=$5 tcp=$6 tls=$'notTried\t' begun took=
  if [ -z "$tcp" ]; then
    begun=$(milliseconds)
    tcp=$(connection "$pid" "$address" "$port")
    took=$(($(milliseconds) - begun))
  fi
  # The control question is answered by the connection alone.
  [ "$tcp" != connected ] || [ "$host" = "$CONTROL" ] || tls=$(tls_hello "$pid" "$host" -connect "$address:$port")
  printf '%s\t%s\t%s\t%s\t%s\t%s\tdirect\t%s\n' "$from" "$host" "$port" "$address" "$tcp" "$tls" "$took"
}

# reach_host FROM PID SERVER HOST PORT...
reach_host() {
  local from=$1 pid=$2 server=$3 host=$4 address=$4 known='' found port
  shift 4
  if ! is_ipv4 "$host"; then
    found=$(lookup "$pid" "$server" "$host")
    found=${found#*$'\t'}
    address=${found%%,*}
    [ -n "$address" ] || known=unresolved
  fi
  for port in "$@"; do
    # What there is no time left for is said, not left out.
    [ -n "$known" ] || [ $((SECONDS + 4)) -lt "$LIMIT" ] || known=notTried
    reach_row "$from" "$pid" "$host" "$port" "$address" "$known"
  done
}

# reach_by_proxy PROXY-HOST PROXY-PORT HOST PORT...: HTTP CONNECT without credentials. Only 443: what IoT Edge sends by a
# proxy goes there, WebSockets included.
reach_by_proxy() {
  local proxy=$1 proxy_port=$2 host=$3 address=$1 port tcp tls begun
  shift 3
  if ! is_ipv4 "$proxy"; then
    address=$(lookup - '' "$proxy")
    address=${address#*$'\t'}
    address=${address%%,*}
  fi
  for port in "$@"; do
    [ "$port" = 443 ] || continue
    tls=$'notTried\t'
    begun=$(milliseconds)
    if [ -z "$address" ]; then tcp=unresolved; else tcp=$(connection - "$address" "$proxy_port"); fi
    [ "$tcp" != connected ] || tls=$(tls_hello - "$host" -proxy "$address:$proxy_port" -connect "$host:$port")
    printf 'vm\t%s\t%s\t%s\t%s\t%s\tproxy\t%s\n' "$host" "$port" "$address" "$tcp" "$tls" "$(($(milliseconds) - begun))"
  done
}

# each_port KIND MOST FUNCTION ARGUMENT...: runs it beside others for up to MOST lines of a kind of target, followed by host and ports.
each_port() {
  local line words kind=$1 most=$2
  shift 2
  while read -r line; do
    read -ra words < <(printf '%s\n' "$line")
    ROWS=$((ROWS + ${#words[@]} - 1))
    [ "$ROWS" -le 30 ] || return 0
    beside 3 "$@" "${words[@]}"
  done < <(targets "$kind" | head -n "$most")
}

# from, host, port, address, TCP, TLS, issuer, direct|proxy, milliseconds; tabs between (guide rows G16 to G18).
probe_reach() {
  local from pid server host port RUNNING=0 ROWS=0
  know_targets || return
  each_port port 6 reach_host vm - -
  each_port control 1 reach_host vm - -
  while read -r host port; do
    each_port port 6 reach_by_proxy "$host" "$port"
  done < <(targets proxy | head -n 1)
  while read -r from pid server; do
    each_port port 5 reach_host "$from" "$pid" "$server"
  done < <(targets network)
  wait
  return 0
}
