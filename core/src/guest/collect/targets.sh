# Which names, ports and servers this device needs. Whatever is printed here has passed an allow-list.

# name_servers FILE...: each once; resolved's own stub is no server but a way to the others (systemd-resolved(8)).
name_servers() {
  local key address rest seen=' '
  while read -r key address rest; do
    [ "$key" = nameserver ] && is_address "$address" || continue
    case "$seen 127.0.0.53 127.0.0.54 " in *" $address "*) continue ;; esac
    seen="$seen$address "
    printf '%s\n' "$address"
  done < <(for file in "$@"; do show_file "$file"; done)
}

# The servers of the VM: resolved's file leaves out those of a link that takes only the names of its own domains.
vm_servers() {
  local word seen=' '
  while read -r word; do
    word=${word%%#*}
    is_address "$word" || continue
    case $seen in *" $word "*) continue ;; esac
    seen="$seen$word "
    printf 'server %s\n' "$word"
  done < <(
    name_servers /run/systemd/resolve/resolv.conf /etc/resolv.conf
    if have resolvectl && running systemd-resolved.service; then timeout -s KILL 3 resolvectl --no-pager dns | head -c 16384 | tr -s ' ' '\n'; fi
  ) | head -n 4
}

# network:NAME PID RESOLV-CONF for one running container of each network; the engine's host-side resolver file
# (Engine API, ContainerInspect, ResolvConfPath) spares running anything in the container.
container_namespaces() {
  local pid mode file networks name seen=' '
  [ "${ENGINE-}" != silent ] || return
  while read -r pid mode file networks; do
    [[ $pid =~ ^[0-9]{1,8}$ && $pid -gt 1 && $file =~ ^/[A-Za-z0-9_./-]+$ ]] || continue
    case $mode in host | none | container:*) continue ;; esac
    for name in $networks; do
      [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$ ]] || continue
      case $seen in *" $name "*) continue ;; esac
      seen="$seen$name "
      printf 'network:%s %s %s\n' "$name" "$pid" "$file"
    done
  done < <(inspected container '{{.State.Pid}} {{.HostConfig.NetworkMode}} {{.ResolvConfPath}} {{range $name, $network := .NetworkSettings.Networks}}{{$name}} {{end}}' ps | head -c 65536)
}

network_targets() {
  local from pid file servers
  have nsenter || return
  while read -r from pid file; do
    mapfile -t servers < <(name_servers "$file" | head -n 2)
    printf '%s\n' "network $from $pid${servers[*]:+ ${servers[*]}}"
  done < <(container_namespaces | head -n 3)
}

# The gateways of all default routes, as device and address.
gateway_targets() {
  local words word last address device seen=' '
  have ip || return
  while read -ra words; do
    last='' address='' device=''
    for word in "${words[@]}"; do
      case $last in via) address=$word ;; dev) device=$word ;; esac
      last=$word
    done
    is_ipv4 "$address" && is_device "$device" || continue
    case $seen in *" $device $address "*) continue ;; esac
    seen="$seen$device $address "
    printf 'gateway %s %s\n' "$device" "$address"
  done < <(ip -4 route show table all default | head -c 16384)
}

# The ports of a protocol: 443 is needed beside it for provisioning, and is the way around where the other is closed
# (guide rows G16 to G18).
ports_of() {
  case $1 in
    [Aa]mqp[Ww]s | [Mm]qtt[Ww]s) echo 443 ;;
    [Mm]qtt) echo 8883 443 ;;
    *) echo 5671 443 ;;
  esac
}

# The first proxy that is set for outgoing TLS, as host and port.
proxy_target() {
  local _ variable value host port proxy='^(https?://)?([A-Za-z0-9._-]+):([0-9]{1,5})/?$'
  while read -r _ variable value _; do
    case $variable in [Hh][Tt][Tt][Pp][Ss]_*) ;; *) continue ;; esac
    [[ $value =~ $proxy ]] || continue
    host=${BASH_REMATCH[2]} port=${BASH_REMATCH[3]}
    if is_host "$host"; then
      printf 'proxy %s %s\n' "$host" "$port"
      return
    fi
  done < <(probe_proxySettings)
}

# wishes KIND: what the caller asks for besides what is configured; lines of words, as targets are.
wishes() {
  local kind rest
  while read -r kind rest; do
    [ "$kind" != "$1" ] || printf '%s\n' "$rest"
  done < <(printf '%s\n' "$WISHES")
}

# need HOST PORT...: each host once as a name, each port of it once; never 22, of which sessions are counted.
need() {
  local host=$1 port ports=''
  shift
  for port in "$@"; do
    [[ ! $port =~ ^0*22$ ]] || continue
    case $seen in *" $host:$port "*) continue ;; esac
    seen="$seen$host:$port "
    ports="$ports $port"
  done
  case $seen in *" $host "*) ;; *) seen="$seen$host "; printf 'name %s\n' "$host" ;; esac
  [ -z "$ports" ] || printf 'port %s%s\n' "$host" "$ports"
}

# Lines: name HOST, self HOST, port HOST PORT..., control HOST PORT, server ADDRESS, network FROM PID SERVER..., gateway DEVICE
# ADDRESS, ntp HOST, proxy HOST PORT; last the line end, without which something was too slow to be found.
find_targets() {
  local key value hub='' parent='' dps='' self='' protocol='' registries=() host port ports seen=' '
  ! engine_sleeps && timeout -s KILL 3 docker ps --quiet --no-trunc >/dev/null || ENGINE=silent
  while IFS='=' read -r key value; do
    case $key in
      hub) hub=$value ;;
      parent) parent=$value ;;
      dps) dps=$value ;;
      hostName) self=$value ;;
      protocol) protocol=$value ;;
      registry) registries+=("$value") ;;
    esac
  done < <(read_upstream)
  # A nested device talks to its parent only.
  host=${parent:-$hub}
  read -r protocol < <(wishes protocol; printf '%s\n' "$protocol")
  ports=$(ports_of "$protocol")
  # shellcheck disable=SC2086 # ports, to be split
  [ -z "$host" ] || need "$host" $ports
  printf 'control %s %s\n' "$CONTROL" "${ports%% *}"
  while read -r host port; do
    # shellcheck disable=SC2086 # the port may be missing
    if is_host "$host" && [[ $port =~ ^([0-9]{1,5})?$ ]]; then need "$host" $port; fi
  done < <(wishes name | head -n 3)
  [ -z "$dps" ] || need "$dps" 443
  for host in "${registries[@]:0:40}"; do
    case $host in *:*) ;; *) host=$host:443 ;; esac
    need "${host%:*}" "${host##*:}"
  done
  [ -z "$self" ] || printf 'self %s\n' "$self"
  vm_servers
  gateway_targets | head -n 4
  time_targets
  proxy_target
  network_targets
  echo end
}

# What the questions go to, for whoever wants to know it from a snapshot.
probe_targets() { printf '%s\n' "$TARGETS"; }
