# What every change of the guest has in common: one at a time, a backup that stays, a timer of the guest's own that takes
# the change back, one line for an answer. Laid before a script that defines `take_back FOLDER ...` (says what became of it,
# fails where it is not back) and a function for each of its verbs; the last line of that script calls `guarded "$@"`.
#
#   NONCE settle ID ARGUMENT...    after a crash: what was confirmed stays, anything else goes back
#   NONCE revert ID                taken back, now or later; what is taken back already is left as it is
#
# A change stands in a folder of its own, $state_root/ID. Its mark is a file there: `unconfirmed` from right before the timer
# is armed, then `confirmed` or `reverted`; `undoing` while what was confirmed is being taken back. Renaming is the one step
# that decides, and needs no room on a full disk.
#
# Taking back what was confirmed is a change of its own, with a backup of what is there then and a timer that puts it in again: it
# stands in $state_root/ID.undo. A script that can be taken back so has `unapply ID ...` and `uncommit ID ...`.
#
# A script whose change stands in files, which the next start of the guest reads, sets outlasts_start.
#
# Runs as root in bash, fed on standard input. Every argument was checked against an allow-list and quoted by the one
# function that makes guest commands; here they are only ever used as quoted arguments.
set -u
umask 077
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin

state_root=/var/lib/eflownetdiag
# The same for all changes, so that a second one of any kind waits.
pending=/run/eflownetdiag.pending
lock=/run/eflownetdiag.lock
# When the guest goes on with taking back what was confirmed, where that was cut off: longer than any call may take.
undo_seconds=${EFLOWNETDIAG_UNDO_SECONDS:-300}

# One line, the only one that counts: who answers, what became of it, why, and a hash or a number where there is one.
answer() {
    printf 'EFLOWNETDIAG %s %s %s %s\n' "$nonce" "$1" "$(printf '%s' "$2" | base64 | tr -d '\n')" "${3:--}"
    exit 0
}

hash_of() { sha256sum | cut -d ' ' -f 1; }

goes_back() { [ -e "$1/unconfirmed" ] || [ -e "$1/undoing" ]; } # FOLDER: by itself

was_confirmed() { [ -e "$1/confirmed" ] || [ -e "$1/undoing" ]; } # FOLDER

is_taken_back() { [ -e "$1/reverted" ] && ! goes_back "$1" && ! was_confirmed "$1"; } # FOLDER

is_undo() { [ "$1" != "${1%.undo}" ]; } # FOLDER

waits() { [ "$(head -c 64 "$pending" 2>/dev/null)" = "$1" ] && [ -e "$state_root/$1/unconfirmed" ]; }

# Refuses while another change waits. One that was confirmed or taken back waits no longer, wherever it was cut off then.
none_waits() {
    local other
    other=$(head -c 64 "$pending" 2>/dev/null)
    if [ -n "$other" ] && goes_back "$state_root/$other"; then answer busy "another repair waits for its confirmation: $other"; fi
}

# Not there yet, or a folder that root alone can look into; no link, whoever laid it there.
is_roots_alone() { # FOLDER
    [ ! -e "$1" ] && [ ! -L "$1" ] || [ "$(stat -c '%A %u' -- "$1")" = 'drwx------ 0' ]
}

# A folder of this change's own; that of an earlier one of the same name is kept beside it.
new_folder() { # FOLDER
    none_waits
    is_roots_alone "$state_root" || answer failed "$state_root is not root's alone"
    rm -rf -- "$1.old" "$1.undo"
    [ ! -d "$1" ] || mv -- "$1" "$1.old"
    mkdir -p -- "$1" || answer failed 'the backup could not be written'
}

# The guest must be able to take the change back without us: the functions are laid down beside the backup, before
# anything is changed. What another program holds at that moment may be free a little later.
lay_down_revert() { # FOLDER
    { declare -f
      declare -p state_root pending lock units undo_seconds ${kept_variables-}
      printf 'set -u; export LC_ALL=C PATH=%q\n' "$PATH"
      printf 'folder=%q\n' "$1"
      cat <<'END'
exec 9>"$lock" >"/run/eflownetdiag.${folder##*/}.log" 2>&1
for try in 1 2 3 4 5 6; do
    flock -w 60 9
    goes_back "$folder" || exit 0
    if undo "$folder"; then exit 0; fi
    flock -u 9
    sleep 10 9>&-
done # whole
END
    } >"$1/revert.sh"
    # On a full disk the end would be missing.
    [ "$(tail -n 1 "$1/revert.sh")" = 'done # whole' ] && { sync -f "$1" 2>/dev/null || sync; }
}

arm_timer() { # FOLDER SECONDS
    lay_down_revert "$1" && : >"$1/unconfirmed" || return 1
    start_timer "$1" "$2" || { rm -f -- "$1/unconfirmed"; guard_start_no_more "${1##*/}"; return 1; }
}

# Both timers are monotonic: a clock that is set moves neither.
start_timer() { # FOLDER SECONDS
    local folder=$1 seconds=$2
    [ -z "${outlasts_start-}" ] || guard_start "$folder" || return 1
    if ! with_systemd "$folder" "$seconds"; then
        # A process of its own, which must not keep our lock (descriptor 9), and which ends when nothing waits any more.
        setsid bash -c 'for ((n = 0; n < $1; n++)); do sleep 1; [ -e "$2/unconfirmed" ] || [ -e "$2/undoing" ] || exit 0; done; exec bash "$2/revert.sh"' \
            - "$seconds" "$folder" </dev/null >/dev/null 2>&1 9>&- &
    fi
    printf '%s' "${folder##*/}" >"$pending"
}

units=/etc/systemd/system

# A timer is lost with a restart of the guest, and files are not: so a start takes back what waits, when all else has started.
guard_start() { # FOLDER
    local name=eflownetdiag-start-${1##*/}.service
    printf '%s\n' '[Unit]' 'Description=Takes back a change of EflowNetDiag that nobody confirmed' 'After=multi-user.target' \
        "ConditionPathExists=$1/revert.sh" '[Service]' 'Type=oneshot' "ExecStart=/bin/bash $1/revert.sh" >"$units/$name" &&
        [ "$(tail -n 1 "$units/$name")" = "ExecStart=/bin/bash $1/revert.sh" ] &&
        mkdir -p -- "$units/multi-user.target.wants" && ln -sfn -- "../$name" "$units/multi-user.target.wants/$name"
}

guard_start_no_more() { # ID
    rm -f -- "$units/eflownetdiag-start-$1.service" "$units/multi-user.target.wants/eflownetdiag-start-$1.service" 2>/dev/null
}

with_systemd() { # FOLDER SECONDS
    command -v systemd-run >/dev/null 2>&1 && [ -d /run/systemd/system ] || return 1
    # Without AccuracySec a timer may be a minute late (systemd.timer(5)).
    systemd-run --quiet --collect --unit="eflownetdiag-revert-${1##*/}" --on-active="$2" --timer-property=AccuracySec=100ms \
        /bin/bash "$1/revert.sh" 2>/dev/null
}

cancel_timer() { # ID
    [ "$(head -c 64 "$pending" 2>/dev/null)" != "$1" ] || rm -f -- "$pending"
    if [ -d /run/systemd/system ]; then systemctl stop "eflownetdiag-revert-$1.timer" 2>/dev/null; fi
    guard_start_no_more "$1"
    return 0
}

note_taken_back() { # FOLDER
    local mark
    for mark in unconfirmed confirmed undoing; do [ ! -e "$1/$mark" ] || mv -- "$1/$mark" "$1/reverted"; done
}

# What an undo that nobody confirmed has taken out comes in again, by the operations that the undo has noted.
put_in_again() { # FOLDER
    is_roots_alone "$state_root" || { echo "$state_root is not root's alone"; return 1; }
    [ ! -e "$1/operations" ] || . "$1/operations"
    undo "$1"
}

# Where it is an undo that goes back, the repair stays.
answer_taken_back() { # FOLDER WHY
    local state=reverted message
    ! is_undo "$1" || state=committed
    message=$(put_in_again "$1") || answer failed "$2; and it could not be taken back: $message"
    answer "$state" "$2"
}

# How every undo begins; answers where there is nothing to be taken back on a timer.
begin_undo() { # FOLDER ARGUMENT...: of revert
    local folder=$1 message
    note_end_of_undo "$folder"
    answer_if_taken_back "$folder"
    # What nobody confirmed goes back without that.
    ! goes_back "$folder" || revert "${@:2}"
    if goes_back "$folder.undo"; then message=$(put_in_again "$folder.undo") || answer failed "$message"; fi
    new_folder "$folder.undo"
}

is_known_undo() {
    is_roots_alone "$state_root" && waits "$id.undo" || answer failed 'it is in force again already, or was never taken back'
}

end_undo() { # FOLDER
    local undo=$1.undo
    confirm "$undo" || answer_taken_back "$undo" 'it could not be noted that it was taken back'
    mkdir -p -- "$1" && note_taken_back "$1"
    tidy "$1"
}

# Where an undo was cut off right after it was confirmed.
note_end_of_undo() { # FOLDER
    [ ! -e "$1.undo/confirmed" ] || [ -e "$1/reverted" ] || { note_taken_back "$1"; tidy "$1"; }
}

# What a change and its undo have laid ready elsewhere goes when neither is to come back; for a script that lays something.
tidy() { :; } # FOLDER

confirm() { # FOLDER
    mv -- "$1/unconfirmed" "$1/confirmed" && cancel_timer "${1##*/}"
}

# Has it taken back, notes that, and frees the way for the next one. Where that is cut off half-way, the guest goes on with it.
undo() { # FOLDER ARGUMENT...
    local is_ours=''
    if [ -e "$1/confirmed" ] && mv -- "$1/confirmed" "$1/undoing"; then is_ours=yes; start_timer "$1" "$undo_seconds" 2>/dev/null; fi
    if ! take_back "$@"; then
        if [ -n "$is_ours" ]; then mv -- "$1/undoing" "$1/confirmed" && cancel_timer "${1##*/}"; fi
        return 1
    fi
    note_taken_back "$1"
    cancel_timer "${1##*/}"
}

# What stands there since is another's, also where it looks like ours.
answer_if_taken_back() { # FOLDER
    if is_taken_back "$1"; then answer reverted "$(say_taken_back "$1")"; fi
}

# A script that has more to say of it has its own.
say_taken_back() { echo 'it was taken back already; nothing was changed'; } # FOLDER

revert() {
    local folder=$state_root/$id message
    [ -d "$folder" ] || answer failed 'there is no such repair'
    answer_if_taken_back "$folder"
    message=$(undo "$folder") || answer failed "$message"
    answer reverted "$message"
}

settle() { # ARGUMENT...: of revert
    local folder=$state_root/$id message
    if goes_back "$folder.undo"; then
        message=$(put_in_again "$folder.undo") || answer failed "$message"
        answer committed 'it was not taken back for good: it is in force again'
    fi
    note_end_of_undo "$folder"
    if [ -e "$folder/confirmed" ]; then
        cancel_timer "$id"
        answer committed 'the change was confirmed, and stays'
    fi
    goes_back "$folder" || answer reverted 'the change was taken back already, or never made'
    revert "$@"
}

# guarded NONCE VERB ID ARGUMENT...
guarded() {
    nonce=$1 verb=$2 id=$3
    shift 3
    [ "$(id -u)" = 0 ] || answer failed 'not root'
    exec 9>"$lock"
    flock -w 10 9 || answer busy 'another repair is at work'
    "$verb" "$@"
}
