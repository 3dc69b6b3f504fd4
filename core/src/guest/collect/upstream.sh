# What the device is configured to talk to, cut out of its configuration by an allow-list: keys never leave the guest.

# The first value of each name stands: the sources are read in the order of what is in effect.
keep() {
  case $seen in *" $1 "*) return ;; esac
  is_host "$2" || return
  seen="$seen$1 "
  printf '%s=%s\n' "$1" "$2"
}

keep_registry() {
  local host=$1
  [[ $host =~ ^([A-Za-z0-9._-]+)(:[0-9]{1,5})?$ ]] && is_host "${BASH_REMATCH[1]}" || return
  case $seen in *" registry:$host "*) return ;; esac
  seen="${seen}registry:$host "
  printf 'registry=%s\n' "$host"
}

# An image without a registry comes from Docker Hub; the first part names one if it has a dot or a port (distribution reference).
registry_of_image() {
  case $1 in
    \$* | sha256:*) ;;
    *.*/* | *:*/* | localhost/*) keep_registry "${1%%/*}" ;;
    */*) keep_registry registry-1.docker.io ;;
  esac
}

# part_of CONNECTION-STRING KEY
part_of() { [[ ";$1" =~ \;$2=([^\;]*) ]] && printf '%s' "${BASH_REMATCH[1]}"; }

setting() {
  local host=${2#*://}
  case $1 in
    hostname) keep hostName "$2" ;;
    parent_hostname | local_gateway_hostname | IOTEDGE_PARENTHOSTNAME) keep parent "$2" ;;
    source) keep provisioning "$2" ;;
    global_endpoint) keep dps "${host%%[/:]*}" ;;
    iothub_hostname | hub_name | IOTEDGE_IOTHUBHOSTNAME) keep hub "$2" ;;
    connection_string | device_connection_string)
      keep hub "$(part_of "$2" HostName)"
      keep parent "$(part_of "$2" GatewayHostName)"
      ;;
    image) registry_of_image "$2" ;;
    serveraddress) keep_registry "${host%%/*}" ;;
    UpstreamProtocol) keep protocol "$2" ;;
  esac
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

# Lines of config.toml, config.yaml, identityd's device_info or edgeAgent's Env; a key counts wherever it stands in its line,
# since TOML and YAML both have tables within a line, and behind the dots of a path. Three quotes are as good as one.
read_settings() {
  local line keys value setting
  keys='hostname|parent_hostname|local_gateway_hostname|source|global_endpoint|iothub_hostname|hub_name|connection_string'
  keys="$keys|device_connection_string|image|serveraddress|UpstreamProtocol|IOTEDGE_IOTHUBHOSTNAME|IOTEDGE_PARENTHOSTNAME"
  value="(\"([^\"]*)\"|'([^']*)'|([^][:space:]\"',{}]+))"
  setting="(^|[][:space:]{,.\"])($keys)[\"']?[[:space:]]*[=:][[:space:]]*$value"
  while IFS= read -r line; do
    [[ ! $line =~ ^[[:space:]]*# ]] || continue
    line=${line//\"\"\"/\"} line=${line//"'''"/"'"}
    while [[ $line =~ $setting ]]; do
      line=${line#*"${BASH_REMATCH[0]}"}
      setting "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]}${BASH_REMATCH[5]}${BASH_REMATCH[6]}"
    done
  done
}

# Lines key=value: source, hub, protocol, provisioning, dps, parent, hostName; registry may come again.
read_upstream() {
  local seen=' ' file image
  read_settings < <(agent_environment)
  for file in /etc/aziot/config.toml /etc/aziot/config.d/*.toml /etc/aziot/{identityd,edged}/config.d/*.toml \
    /etc/iotedge/config.yaml /var/lib/aziot/identityd/device_info; do
    [ -f "$file" ] || continue
    keep_source "$file"
    read_settings < <(head -c 65536 "$file"; echo)
  done
  while IFS= read -r image; do registry_of_image "$image"; done < <(images=$(engine ps --all --format '{{.Image}}') && printf '%s\n' "$images")
}

keep_source() {
  case $seen in *' source '*) return ;; esac
  seen="${seen}source "
  printf 'source=%s\n' "$1"
}

probe_upstream() { read_upstream; }
