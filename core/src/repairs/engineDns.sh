# Gives the container engine DNS servers of its own in daemon.json, and puts the former file back byte for byte. The engine
# reads it when it starts, and with it every module starts anew.
#
#   NONCE ask    ID SERVERS NAMES                         the file without its secrets, then what the servers say; changes nothing
#   NONCE apply  ID HASH AT REMOVE INSERT SECONDS         keep the file, arm the timer, edit, restart; refuse another file
#   NONCE commit ID                                       keep it, cancel the timer
#   NONCE settle ID                                       after a crash: confirmed stays, anything else goes back
#   NONCE revert ID                                       put the former file back, restart, and compare
#
# HASH: of the file, - where there is none. INSERT (base64) comes in place of REMOVE bytes after AT.

settings=${EFLOWNETDIAG_DAEMON_JSON:-/etc/docker/daemon.json}
kept_variables='settings ready outlasts_start'
outlasts_start=yes

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

# The former file beside its place: from there a rename puts it back, which needs no room on a full disk.
ready=$settings.eflownetdiag-former

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
    if [ -e "$1/daemon.json" ]; then { cmp -s -- "$1/daemon.json" "$ready" && mv -fT -- "$ready" "$settings"; } || put "$1/daemon.json"; return; fi
    rm -f -- "$settings" && { [ ! -e "$1/noFolder" ] || rmdir -- "${settings%/*}" 2>/dev/null || :; }
}

# A start that failed before must not count against this one (systemd.unit(5), StartLimitBurst).
restart_engine() {
    systemctl reset-failed docker.service 2>/dev/null
    timeout 90 systemctl restart docker.service 2>/dev/null && systemctl --quiet is-active docker.service
}

answer_taken_back() { # FOLDER WHY
    local message
    message=$(undo "$1") || answer failed "$2; and it could not be taken back: $message"
    answer reverted "$2"
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
    [ ! -e "$settings" ] || cp -a -- "$settings" "$ready" 2>/dev/null || answer_taken_back "$folder" 'daemon.json could not be written'
    if ! put_new "$folder" 2>/dev/null; then
        is_former "$folder" || answer_taken_back "$folder" 'daemon.json has changed since the plan was made'
        answer_taken_back "$folder" 'daemon.json could not be written'
    fi
    restart_engine || answer_taken_back "$folder" 'the container engine does not start with the new file'
    answer applied "the container engine has its servers; the guest takes them back in $seconds s"
}

commit() {
    local folder=$state_root/$id
    waits "$id" || answer failed 'the change was taken back already, or never made'
    cmp -s -- "$folder/new" "$settings" || answer failed "somebody has changed this since: $settings"
    confirm "$folder" || answer failed 'it could not be noted that the change stays'
    rm -f -- "$ready" 2>/dev/null
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
    rm -f -- "$ready" 2>/dev/null
    echo 'taken back'
}

# This text itself comes by standard input: nothing that runs may read the rest of it.
guarded "$@" </dev/null
