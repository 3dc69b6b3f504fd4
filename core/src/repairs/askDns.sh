# Asks DNS servers from the guest, before they are given to anybody. Laid before the scripts of both repairs of DNS, after
# `collect/dns.sh`; changes nothing.

# ask_one SERVER NAME: server, name, what came of it, its code, addresses; tabs between.
ask_one() {
    local hex tries read
    for tries in 1 2; do
        hex=$(timeout 2 bash -c "$(declare -f dns_question dns_exchange); dns_exchange udp \"\$1\" \"\$2\"" - "$1" "$2" 2>/dev/null)
        # shellcheck disable=SC2086 # hexadecimal digits and blanks only, to be split
        if [[ $hex =~ ^[0-9a-f[:space:]]+$ ]] && read=$(dns_answer $hex); then printf '%s\t%s\tanswered\t%s\n' "$1" "$2" "$read"; return; fi
    done
    printf '%s\t%s\tsilent\t\t\n' "$1" "$2"
}

# asked_rows SERVERS NAMES: a row for each server and name (comma lists; - for none).
asked_rows() {
    local servers names server name
    IFS=, read -ra servers <<<"${1#-}"
    IFS=, read -ra names <<<"$2"
    for server in "${servers[@]}"; do for name in "${names[@]/#-/.}"; do ask_one "$server" "$name" & done; done
    wait
}
