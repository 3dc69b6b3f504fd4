# What every change of the guest has in common: one at a time, a backup that stays, a timer of the guest's own that takes
# the change back, one line for an answer. Laid before a script that defines `take_back FOLDER ...` (says what became of it,
# fails where it is not back) and a function for each of its verbs; the last line of that script calls `guarded "$@"`.
#
#   NONCE settle ID ARGUMENT...    after a crash: what was confirmed stays, anything else goes back
#   NONCE revert ID                taken back, now or later
#
# A change stands in a folder of its own, $state_root/ID. Its mark is a file there: `unconfirmed` from right before the timer
# is armed, then `confirmed` or `reverted`. Renaming is the one step that decides, and needs no room on a full disk.
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

# One line, the only one that counts: who answers, what became of it, why, and a hash or a number where there is one.
answer() {
    printf 'EFLOWNETDIAG %s %s %s %s\n' "$nonce" "$1" "$(printf '%s' "$2" | base64 | tr -d '\n')" "${3:--}"
    exit 0
}

hash_of() { sha256sum | cut -d ' ' -f 1; }

waits() { [ "$(head -c 64 "$pending" 2>/dev/null)" = "$1" ] && [ -e "$state_root/$1/unconfirmed" ]; }

# Refuses while another change waits. One that was confirmed or taken back waits no longer, wherever it was cut off then.
none_waits() {
    local other
    other=$(head -c 64 "$pending" 2>/dev/null)
    if [ -n "$other" ] && waits "$other"; then answer busy "another repair waits for its confirmation: $other"; fi
}

# Not there yet, or a folder that root alone can look into; no link, whoever laid it there.
is_roots_alone() { # FOLDER
    [ ! -e "$1" ] && [ ! -L "$1" ] || [ "$(stat -c '%A %u' -- "$1")" = 'drwx------ 0' ]
}

# A folder of this change's own; that of an earlier one of the same name is kept beside it.
new_folder() { # FOLDER
    none_waits
    is_roots_alone "$state_root" || answer failed "$state_root is not root's alone"
    rm -rf -- "$1.old"
    [ ! -d "$1" ] || mv -- "$1" "$1.old"
    mkdir -p -- "$1" || answer failed 'the backup could not be written'
}

# The guest must be able to take the change back without us: the functions are laid down beside the backup, before
# anything is changed. What another program holds at that moment may be free a little later.
lay_down_revert() { # FOLDER
    { declare -f
      declare -p state_root pending lock ${kept_variables-}
      printf 'set -u; export LC_ALL=C PATH=%q\n' "$PATH"
      printf 'folder=%q\n' "$1"
      cat <<'END'
exec 9>"$lock" >"/run/eflownetdiag.${folder##*/}.log" 2>&1
for try in 1 2 3 4 5 6; do
    flock -w 60 9
    [ -e "$folder/unconfirmed" ] || exit 0
    if undo "$folder"; then exit 0; fi
    flock -u 9
    sleep 10 9>&-
done # whole
END
    } >"$1/revert.sh"
    # On a full disk the end would be missing.
    [ "$(tail -n 1 "$1/revert.sh")" = 'done # whole' ] && { sync -f "$1" 2>/dev/null || sync; }
}

# Both timers are monotonic: a clock that is set moves neither.
arm_timer() { # FOLDER SECONDS
    local folder=$1 seconds=$2
    lay_down_revert "$folder" && : >"$folder/unconfirmed" || return 1
    if ! with_systemd "$folder" "$seconds"; then
        # A process of its own, which must not keep our lock (descriptor 9), and which ends when nothing waits any more.
        setsid bash -c 'for ((n = 0; n < $1; n++)); do sleep 1; [ -e "$2/unconfirmed" ] || exit 0; done; exec bash "$2/revert.sh"' \
            - "$seconds" "$folder" </dev/null >/dev/null 2>&1 9>&- &
    fi
    printf '%s' "${folder##*/}" >"$pending" || { rm -f -- "$folder/unconfirmed"; return 1; }
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
    return 0
}

confirm() { # FOLDER
    mv -- "$1/unconfirmed" "$1/confirmed" && cancel_timer "${1##*/}"
}

# Has it taken back, notes that, and frees the way for the next one.
undo() { # FOLDER ARGUMENT...
    local mark
    take_back "$@" || return 1
    for mark in unconfirmed confirmed; do [ ! -e "$1/$mark" ] || mv -- "$1/$mark" "$1/reverted"; done
    cancel_timer "${1##*/}"
}

revert() {
    local folder=$state_root/$id message
    [ -d "$folder" ] || answer failed 'there is no such repair'
    message=$(undo "$folder") || answer failed "$message"
    answer reverted "$message"
}

settle() { # ARGUMENT...: of revert
    local folder=$state_root/$id
    if [ -e "$folder/confirmed" ]; then
        cancel_timer "$id"
        answer committed 'the change was confirmed, and stays'
    fi
    [ -e "$folder/unconfirmed" ] || answer reverted 'the change was taken back already, or never made'
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
