# The container engine and its modules, field by field: never the whole of Env, Cmd or the labels, where secrets live.

# One JSON object a line; what lies deeper keeps the engine's own names (Engine API, ContainerInspect). Docker's own types
# call the field ID, so Id makes it take the engine's JSON instead, in which some fields may be null or absent.
probe_containers() {
  inspected container '{"id":{{json .Id}},"name":{{json .Name}},"image":{{json .Config.Image}},"running":{{json .State.Running}},"pid":{{json .State.Pid}},"networkMode":{{json .HostConfig.NetworkMode}},"networks":{{json .NetworkSettings.Networks}},"ports":{{json .NetworkSettings.Ports}},"portBindings":{{json .HostConfig.PortBindings}},"exposedPorts":{{json (index .Config "ExposedPorts")}},"dns":{{json .HostConfig.Dns}},"owner":{{with .Config.Labels}}{{json (index . "net.azure-devices.edge.owner")}}{{else}}null{{end}}}' ps --all
}

probe_containerNetworks() {
  inspected network '{"id":{{json .Id}},"name":{{json .Name}},"driver":{{json .Driver}},"internal":{{json .Internal}},"ipam":{{json .IPAM.Config}},"bridge":{{with .Options}}{{json (index . "com.docker.network.bridge.name")}}{{else}}null{{end}},"mtu":{{with .Options}}{{json (index . "com.docker.network.driver.mtu")}}{{else}}null{{end}}}' network ls
}

# ==> PATH -> SECONDS SINCE 1970 OF ITS LAST CHANGE CONTAINER, then the file: the VM's first, then each running container's.
probe_containerResolvConf() {
  local list file name
  list=$(inspected container '{{.ResolvConfPath}} {{.Name}}' ps) || { local code=$?; printf '%s\n' "$list"; return "$code"; }
  for file in /run/systemd/resolve/resolv.conf /etc/resolv.conf; do
    [ ! -f "$file" ] || { show_file "$file" "$(stat -L -c %Y "$file")"; break; }
  done
  while read -r file name; do
    name=${name#/}
    [[ $file =~ ^/[A-Za-z0-9_./-]+$ && $name =~ ^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$ ]] || continue
    show_file "$file" "$(stat -c %Y "$file") $name"
  done < <(printf '%s\n' "$list" | head -n 16)
}

# Of the text of daemon.json, only the keys that concern the network: log options and proxies may hold secrets.
daemon_settings() {
  local text found='' pattern
  text=$(tr -s '[:space:]' ' ')
  for pattern in '"dns" ?: ?\[[^]]*\]' '"mtu" ?: ?[0-9]+' '"iptables" ?: ?(true|false)' '"userland-proxy" ?: ?(true|false)' '"bip" ?: ?"[0-9./]+"'; do
    [[ ! $text =~ $pattern ]] || found="$found${found:+,}${BASH_REMATCH[0]}"
  done
  printf '{%s}\n' "$found"
}

# JSON with the file's own keys; nothing where there is no file.
probe_daemonJson() { [ ! -f /etc/docker/daemon.json ] || head -c 65536 /etc/docker/daemon.json | daemon_settings; }
