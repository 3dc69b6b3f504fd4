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
  local from pid file server servers
  have nsenter || return
  while read -r from pid file; do
    mapfile -t servers < <(name_servers "$file" | head -n 2)
    for server in "${servers[@]}"; do printf 'server %s %s %s\n' "$from" "$pid" "$server"; done
    printf 'network %s %s %s\n' "$from" "$pid" "${servers[0]--}"
  done < <(container_namespaces | head -n 3)
}

# The ports of a protocol: 443 is needed beside it for provisioning, and is the way around where the other is closed
# (guide rows G16 to G18).
ports_of() {
  case $LEVEL:$1 in
    deep:*) echo 443 5671 8883 ;;
    *:[Aa]mqp[Ww]s | *:[Mm]qtt[Ww]s) echo 443 ;;
    *:[Mm]qtt) echo 8883 443 ;;
    *) echo 5671 443 ;;
  esac
}

# The first proxy that is set for outgoing TLS, as host and port.
proxy_target() {
  local _ variable value proxy='^(https?://)?([A-Za-z0-9._-]+):([0-9]{1,5})/?$'
  while read -r _ variable value; do
    case $variable in [Hh][Tt][Tt][Pp][Ss]_*) ;; *) continue ;; esac
    if [[ $value =~ $proxy ]] && is_host "${BASH_REMATCH[2]}"; then
      printf 'proxy %s %s\n' "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}"
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

wished_names() {
  local host port
  while read -r host port; do
    is_host "$host" || continue
    is_ipv4 "$host" || printf 'name %s\n' "$host"
    [[ ! $port =~ ^[0-9]{1,5}$ ]] || printf 'port %s %s\n' "$host" "$port"
  done < <(wishes name | head -n 3)
}

# Lines: name HOST, self HOST, port HOST PORT..., control HOST PORT, server FROM PID ADDRESS, network FROM PID FIRST-SERVER,
# proxy HOST PORT; last the line end, without which something was too slow to be found.
find_targets() {
  local key value hub='' parent='' dps='' self='' protocol='' registries=() host ports
  timeout -s KILL 3 docker ps --quiet --no-trunc >/dev/null || ENGINE=silent
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
  if [ -n "$host" ]; then printf 'name %s\nport %s %s\n' "$host" "$host" "$ports"; fi
  printf 'control %s %s\n' "$CONTROL" "${ports%% *}"
  wished_names
  if [ -n "$dps" ]; then printf 'name %s\nport %s 443\n' "$dps" "$dps"; fi
  for host in "${registries[@]:0:3}"; do
    case $host in *:*) ;; *) host=$host:443 ;; esac
    printf 'name %s\nport %s %s\n' "${host%:*}" "${host%:*}" "${host##*:}"
  done
  [ -z "$self" ] || printf 'self %s\n' "$self"
  name_servers /run/systemd/resolve/resolv.conf /etc/resolv.conf | head -n 4 | sed 's/^/server vm - /'
  proxy_target
  network_targets
  echo end
}

# What the questions go to, for whoever wants to know it from a snapshot.
probe_targets() { printf '%s\n' "$TARGETS"; }
