# Gives the container engine DNS servers of its own in daemon.json, and puts the former file back byte for byte. The engine
# reads it when it starts, and with it every module starts anew.
#
#   NONCE ask    ID SERVERS NAMES                         the file without its secrets, then what the servers say; changes nothing
#   NONCE apply  ID HASH AT REMOVE INSERT SECONDS         keep the file, arm the timer, edit, restart; refuse another file
#   NONCE commit ID                                       keep it, cancel the timer
#   NONCE settle ID                                       after a crash: confirmed stays, anything else goes back
#   NONCE revert ID                                       put the former file back, restart, and compare
#   NONCE unapply  ID SECONDS                             the same of what was confirmed, on a timer that puts it in again
#   NONCE uncommit ID                                     wait for the containers that ran, cancel that timer
#
# HASH: of the file, - where there is none. INSERT (base64) comes in place of REMOVE bytes after AT.

settings=${EFLOWNETDIAG_DAEMON_JSON:-/etc/docker/daemon.json}
kept_variables='settings outlasts_start'
outlasts_start=yes
# How long IoT Edge may take to start its modules anew, which it looks after once a minute.
settle_seconds=${EFLOWNETDIAG_SETTLE_SECONDS:-140}

# Why this file is not ours to edit; nothing where it is.
unfit() {
    local start
    if [ -L "${settings%/*}" ] || [ -L "$settings" ]; then echo "$settings, or its folder, is a link"; return; fi
    if [ -e "$settings" ] && [ ! -f "$settings" ]; then echo "$settings is no file"; return; fi
    if [ -s "$settings" ] && [ "$(wc -c <"$settings")" -gt 8192 ]; then echo "$settings is longer than 8192 bytes"; return; fi
    if [ -s "$settings" ] && [ "$(tr -d '\0' <"$settings" | wc -c)" != "$(wc -c <"$settings")" ]; then echo "$settings is no text"; return; fi
    start=$(systemctl show --property ExecStart --value docker.service 2>/dev/null)
    case $start in
        '') echo 'there is no docker.service' ;;
        *' --config-file'*) echo 'the container engine is told to read another file' ;;
        *' --dns '* | *' --dns='*) echo 'the command line of the container engine names DNS servers, and then the file must not' ;;
    esac
}

file_hash() { if [ -e "$settings" ]; then hash_of <"$settings"; else echo -; fi; }

# JSON at its former length, in which every string is unreadable but "dns" and IPv4 addresses: it may hold passwords. Of
# what is no JSON nothing is told.
masked() {
    local text=$1 out='' bare='' plain body words word
    local string='^([^"]*)"(([^"\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*)"(.*)$' address='^[0-9]{1,3}(\.[0-9]{1,3}){3}$'
    while [[ $text =~ $string ]]; do
        plain=${BASH_REMATCH[1]} body=${BASH_REMATCH[2]} text=${BASH_REMATCH[4]}
        [ "$body" = dns ] || [[ $body =~ $address ]] || body=${body//[^[:cntrl:]]/x}
        out+=$plain\"$body\" bare+="$plain "
    done
    read -rd '' -a words < <(tr '][{},:' ' ' <<<"$bare$text")
    for word in "${words[@]}"; do
        [[ $word =~ ^(true|false|null|-?[0-9][0-9.eE+-]*)$ ]] || { printf NONE; return; }
    done
    printf '%s' "$out$text"
}

ask() {
    local why text=''
    why=$(unfit)
    [ -z "$why" ] || answer unfit "$why"
    if [ -e "$settings" ]; then IFS= read -rd '' text <"$settings"; fi
    answer asked "$(printf 'FILE\t%s\t%s\n' "$(file_hash)" "$(masked "$text" | base64 | tr -d '\n')"; asked_rows "$@")"
}

# What is to come back, beside its place: from there a rename puts it back, which needs no room on a full disk.
ready() { if is_undo "$1"; then printf '%s' "$settings.eflownetdiag-undo"; else printf '%s' "$settings.eflownetdiag-former"; fi; } # FOLDER

is_former() { if [ -e "$1/daemon.json" ]; then cmp -s -- "$1/daemon.json" "$settings"; else [ ! -e "$settings" ]; fi; }

# The former file, and the edited one beside it.
keep_and_edit() {
    local folder=$1 hash=$2 at=$3 remove=$4 insert=$5
    if [ -e "$settings" ]; then
        cp -a -- "$settings" "$folder/daemon.json" && [ "$(hash_of <"$folder/daemon.json")" = "$hash" ] || return 1
    elif [ -e "${settings%/*}" ]; then : >"$folder/none"
    else : >"$folder/noFolder"
    fi
    { if [ -e "$folder/daemon.json" ]; then head -c "$at" -- "$folder/daemon.json"; fi
      base64 -d <<<"$insert" || return 1
      if [ -e "$folder/daemon.json" ]; then tail -c "+$((at + remove + 1))" -- "$folder/daemon.json"; fi; } >"$folder/new"
}

# put FROM: by a rename, so that no reader ever sees half of it; with the mode, owner and times of FROM.
put() {
    mkdir -p -- "${settings%/*}" && rm -rf -- "$settings.eflownetdiag" && cp -a -- "$1" "$settings.eflownetdiag" && cmp -s -- "$1" "$settings.eflownetdiag" &&
        { sync -f "$settings.eflownetdiag" 2>/dev/null || sync; } && mv -fT -- "$settings.eflownetdiag" "$settings" || { rm -f -- "$settings.eflownetdiag"; return 1; }
}

# `touched` from right before the new file is there: the engine may read it from then on, at our word or with a start of the guest.
put_new() {
    is_former "$1" || return 1
    if [ -e "$1/daemon.json" ]; then chown --reference="$1/daemon.json" -- "$1/new" && chmod --reference="$1/daemon.json" -- "$1/new"
    else chmod 644 "$1/new"
    fi && : >"$1/touched" || return 1
    put "$1/new" || { rm -f -- "$1/touched"; return 1; }
}

# Also where its folder was not there before.
put_former() {
    local ready
    ready=$(ready "$1")
    if [ -e "$1/daemon.json" ]; then { cmp -s -- "$1/daemon.json" "$ready" && mv -fT -- "$ready" "$settings"; } || put "$1/daemon.json"; return; fi
    rm -f -- "$settings" && { [ ! -e "$1/noFolder" ] || rmdir -- "${settings%/*}" 2>/dev/null || :; }
}

# A start that failed before must not count against this one (systemd.unit(5), StartLimitBurst).
restart_engine() {
    systemctl reset-failed docker.service 2>/dev/null
    timeout 90 systemctl restart docker.service 2>/dev/null && systemctl --quiet is-active docker.service
}

apply() {
    local hash=$1 at=$2 remove=$3 insert=$4 seconds=$5 folder=$state_root/$id why
    why=$(unfit)
    [ -z "$why" ] || answer drift "$why"
    [ "$(file_hash)" = "$hash" ] || answer drift 'daemon.json has changed since the plan was made'
    systemctl --quiet is-active docker.service || answer drift 'the container engine does not run'
    new_folder "$folder"
    keep_and_edit "$folder" "$hash" "$at" "$remove" "$insert" 2>/dev/null || answer failed 'the backup could not be written'
    arm_timer "$folder" "$seconds" 2>/dev/null || answer failed 'the timer could not be armed'
    [ ! -e "$settings" ] || cp -a -- "$settings" "$(ready "$folder")" 2>/dev/null || answer_taken_back "$folder" 'daemon.json could not be written'
    if ! put_new "$folder" 2>/dev/null; then
        is_former "$folder" || answer_taken_back "$folder" 'daemon.json has changed since the plan was made'
        answer_taken_back "$folder" 'daemon.json could not be written'
    fi
    restart_engine || answer_taken_back "$folder" 'the container engine does not start with the new file'
    answer applied "the container engine has its servers; the guest takes them back in $seconds s"
}

is_as_set() { cmp -s -- "$1/new" "$settings" || answer failed "somebody has changed this since: $settings"; } # FOLDER

commit() {
    local folder=$state_root/$id
    waits "$id" || answer failed 'the change was taken back already, or never made'
    is_as_set "$folder"
    confirm "$folder" || answer failed 'it could not be noted that the change stays'
    rm -f -- "$(ready "$folder")" 2>/dev/null
    answer committed "$settings"
}

# The engine is restarted only where it may have read the new file.
take_back() {
    local folder=$1
    [ -e "$folder/new" ] || { echo 'the backup is not whole'; return 1; }
    rm -rf -- "$settings.eflownetdiag"
    if [ -e "$folder/touched" ] && ! is_former "$folder"; then
        if ! cmp -s -- "$folder/new" "$settings"; then
            if was_confirmed "$folder"; then echo "somebody has changed this since: $settings"; return 1; fi
            # What is not confirmed goes back in any case; what somebody wrote meanwhile is kept with the backup.
            cp -a -- "$settings" "$folder/theirs" 2>/dev/null
        fi
        put_former "$folder" 2>/dev/null && is_former "$folder" || { echo "$settings could not be put back"; return 1; }
    fi
    if [ -e "$folder/touched" ]; then
        restart_engine || { echo 'the former file is back, byte for byte, but the container engine does not start'; return 1; }
        rm -f -- "$folder/touched"
    fi
    rm -f -- "$(ready "$folder")" "$(ready "${folder%.undo}")" 2>/dev/null
    echo 'taken back'
}

# --- taking back what was confirmed: a change like any other, whose new file is the former one ---

# Names of the containers that run and that the engine or IoT Edge starts anew, in order. What a person started is lost with any restart.
running() {
    local ids form='{{.Name}}|{{.HostConfig.RestartPolicy.Name}}|{{index .Config.Labels "net.azure-devices.edge.owner"}}'
    mapfile -t ids < <(timeout 20 docker ps --quiet --no-trunc)
    [ "${#ids[@]}" -eq 0 ] || timeout 20 docker inspect --type container --format "$form" -- "${ids[@]}" |
        awk -F '|' '$2 == "always" || $2 == "unless-stopped" || $3 != "" { print substr($1, 2) }' | sort
} 2>/dev/null

# The file as it is now, and as it was: an empty one stands for none, which is equal to no file.
keep_both() { # FOLDER UNDO
    cp -a -- "$settings" "$2/daemon.json" && cmp -s -- "$1/new" "$2/daemon.json" || return 1
    if [ -e "$1/daemon.json" ]; then cp -a -- "$1/daemon.json" "$2/new"; else : >"$2/new"; fi && running >"$2/ran"
}

# `touched` only where the engine may read another file from then on: else taking back restarts nothing.
put_former_for() { # FOLDER UNDO
    : >"$2/touched" && put_former "$1" && is_former "$1" && return
    ! is_former "$2" || rm -f -- "$2/touched"
    return 1
}

unapply() {
    local seconds=$1 folder=$state_root/$id
    local undo=$folder.undo
    [ -d "$folder" ] || answer failed 'there is no such repair'
    begin_undo "$folder"
    is_as_set "$folder"
    keep_both "$folder" "$undo" 2>/dev/null || answer failed 'the backup could not be written'
    arm_timer "$undo" "$seconds" 2>/dev/null || answer failed 'the timer could not be armed'
    cp -a -- "$settings" "$(ready "$undo")" 2>/dev/null || answer_taken_back "$undo" 'daemon.json could not be written'
    is_former "$undo" || answer_taken_back "$undo" "somebody has changed this since: $settings"
    put_former_for "$folder" "$undo" 2>/dev/null || answer_taken_back "$undo" "$settings could not be put back"
    restart_engine || answer_taken_back "$undo" 'the former file is back, byte for byte, but the container engine does not start'
    answer applied "the former state is back; the guest puts the change in again in $seconds s"
}

run_again() { # FOLDER
    local lost end=$((SECONDS + settle_seconds))
    while lost=$(comm -23 "$1/ran" <(running) | tr '\n' ' ') && [ -n "$lost" ]; do
        [ "$SECONDS" -lt "$end" ] || answer_taken_back "$1" "these containers do not run again: $lost"
        sleep 2
    done
}

tidy() { # FOLDER
    rm -f -- "$(ready "$1")" "$(ready "$1.undo")"
    [ ! -e "$1/noFolder" ] || rmdir -- "${settings%/*}"
} 2>/dev/null

uncommit() {
    local folder=$state_root/$id
    local undo=$folder.undo
    is_known_undo
    is_former "$folder" || answer_taken_back "$undo" "somebody has changed this since: $settings"
    systemctl --quiet is-active docker.service || answer_taken_back "$undo" 'the container engine does not run'
    run_again "$undo"
    end_undo "$folder"
    answer reverted 'the former file is back, byte for byte, and the container engine runs with it'
}

# This text itself comes by standard input: nothing that runs may read the rest of it.
guarded "$@" </dev/null
