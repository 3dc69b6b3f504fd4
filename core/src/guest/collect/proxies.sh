# Proxies, without the passwords in them.

# A proxy's address without its user and password: all between the scheme and the last @ goes.
without_password() {
  local scheme='' rest
  case ${1%%://*} in "$1" | *[!A-Za-z0-9+.-]*) ;; *) scheme=${1%%://*}:// ;; esac
  rest=${1#"$scheme"}
  printf '%s%s' "$scheme" "${rest##*@}"
}

# proxy_variables PLACE: of the NAME=VALUE lines on standard input, those that set a proxy: PLACE, variable, value without its
# user and password, and where there were any that word. A value that may not be shown is told by the word unread.
proxy_variables() {
  local name text value cut
  while IFS='=' read -r name text; do
    case ${name,,} in http_proxy | https_proxy | no_proxy) ;; *) continue ;; esac
    value=$(without_password "$text") cut=''
    [ "$value" = "$text" ] || cut=$'\tcredentials'
    [[ $value =~ ^[][A-Za-z0-9@:/._,*%~!$\&+=\;\ -]*$ ]] || value='' cut=$'\tunread'
    printf '%s\t%s\t%s%s\n' "$1" "$name" "$value" "$cut"
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

# The environment that systemd gives a unit, one variable a line. systemctl puts one in quotes, or a backslash before a
# character, where it has to.
unit_environment() {
  have systemctl && systemctl show -p Environment --value -- "$1" | head -c 65536 |
    sed -E 's/(("([^"\\]|\\.)*"|[^ "\\]|\\.)+) */\1\n/g; s/\\(.)|"/\1/g'
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
