# The container engine and its modules, field by field: never the whole of Env, Cmd or the labels, where secrets live.

# identifiers WHAT-TO-LIST...: the full ids that a docker command prints; its own words where the engine does not answer.
identifiers() {
  local list id
  have docker || { no_tool docker; return; }
  if ! list=$(set -o pipefail; docker "$@" --quiet --no-trunc 2>&1 | head -c 16384); then
    printf '%s\n' "${list:0:400}"
    return 1
  fi
  while IFS= read -r id; do
    [[ ! $id =~ ^[0-9a-f]{12,64}$ ]] || printf '%s\n' "$id"
  done < <(printf '%s\n' "$list")
}

# inspected KIND TEMPLATE LISTING...: one line of JSON for each thing that the listing names.
inspected() {
  local kind=$1 template=$2 list ids=()
  shift 2
  list=$(identifiers "$@") || { local code=$?; printf '%s\n' "$list"; return "$code"; }
  mapfile -t ids < <(printf '%s' "$list")
  [ "${#ids[@]}" -eq 0 ] || docker inspect --type "$kind" --format "$template" -- "${ids[@]}"
}

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

# A proxy's address without its user and password: all between the scheme and the last @ goes.
without_password() {
  local scheme='' rest
  case ${1%%://*} in "$1" | *[!A-Za-z0-9+.-]*) ;; *) scheme=${1%%://*}:// ;; esac
  rest=${1#"$scheme"}
  printf '%s%s' "$scheme" "${rest##*@}"
}

# proxy_variables PLACE: of the NAME=VALUE lines on standard input, those that set a proxy: PLACE, variable, value without its
# user and password, and where there were any that word.
proxy_variables() {
  local line value cut
  while IFS= read -r line; do
    [[ $line =~ ^([Hh][Tt][Tt][Pp][Ss]?_[Pp][Rr][Oo][Xx][Yy]|[Nn][Oo]_[Pp][Rr][Oo][Xx][Yy])=([A-Za-z0-9@:/._,*%~!$\&+=\;-]*)$ ]] || continue
    value=$(without_password "${BASH_REMATCH[2]}")
    cut=''
    [ "$value" = "${BASH_REMATCH[2]}" ] || cut=$'\tcredentials'
    printf '%s\t%s\t%s%s\n' "$1" "${BASH_REMATCH[1]}" "$value" "$cut"
  done
}

# The proxies of Docker 23 and later: "proxies": { "http-proxy": ... }; they come before the environment's.
daemon_proxies() {
  local text pattern='"(https?|no)-proxy" ?: ?"([^"]*)"'
  text=$(tr -s '[:space:]' ' ')
  while [[ $text =~ $pattern ]]; do
    text=${text#*"${BASH_REMATCH[0]}"}
    printf '%s_PROXY=%s\n' "${BASH_REMATCH[1]^^}" "${BASH_REMATCH[2]}"
  done
}

# The environment that systemd gives a unit, one variable a line.
unit_environment() {
  have systemctl && systemctl show -p Environment --value -- "$1" | head -c 65536 | tr -s '" ' '\n'
}

# A docker command whose answer is a help but no condition; where the engine was found silent, it is not asked again.
engine() {
  [ "${ENGINE-}" != silent ] && timeout -s KILL 4 docker "$@" 2>&1 | head -c 65536
  return "${PIPESTATUS[0]}"
}

# edgeAgent's environment; nothing where there is no edgeAgent, a failure where nobody says whether there is one. Only what
# a reader below asks for by name leaves the guest.
agent_environment() {
  local text
  have docker || return 0
  if text=$(engine inspect --type container --format '{{range .Config.Env}}{{println .}}{{end}}' -- edgeAgent); then
    printf '%s\n' "$text"
  else
    case $text in *'No such '*) ;; *) return 1 ;; esac
  fi
}

# place TAB variable TAB value, for the four places that must agree (IoT Edge's proxy-settings check).
probe_proxySettings() {
  local agent
  have systemctl || { no_tool systemctl; return; }
  agent=$(agent_environment) || { echo 'the container engine does not answer'; return 1; }
  [ ! -f /etc/docker/daemon.json ] || head -c 65536 /etc/docker/daemon.json | daemon_proxies | proxy_variables engine
  unit_environment docker.service | proxy_variables engine
  { unit_environment aziot-edged.service; unit_environment iotedge.service; } | proxy_variables edged
  unit_environment aziot-identityd.service | proxy_variables identityd
  printf '%s\n' "$agent" | proxy_variables edgeAgent
  return 0
}
