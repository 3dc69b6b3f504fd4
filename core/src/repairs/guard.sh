# What every change of the guest has in common: one at a time, a backup that stays, a timer of the guest's own that takes
# the change back, one line for an answer. Laid before a script that defines `take_back FOLDER` (prints what became of it,
# fails where it is not back) and a function for each of its verbs; the last line of that script calls `guarded "$@"`.
#
# Runs as root in bash, fed on standard input. Every argument was checked against an allow-list and quoted by the one
# function that makes guest commands; here they are only ever used as quoted arguments.
set -u
umask 077
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin

state_root=/var/lib/eflownetdiag
# The same for all repairs, so that a second one of any kind waits.
pending=/run/eflownetdiag.pending

# One line, the only one that counts: who answers, what became of it, why.
answer() {
    printf 'EFLOWNETDIAG %s %s %s\n' "$nonce" "$1" "$(printf '%s' "$2" | base64 | tr -d '\n')"
    exit 0
}

hash_of() { sha256sum | cut -d ' ' -f 1; }

waits() { [ "$(head -c 64 "$pending" 2>/dev/null)" = "$1" ]; }

# A folder of this change's own; that of an earlier one of the same name is kept beside it.
new_folder() {
    [ ! -e "$pending" ] || answer busy "another repair waits for its confirmation: $(head -c 64 "$pending")"
    [ ! -L "$state_root" ] || answer failed "$state_root is a link"
    rm -rf -- "$1.old"
    [ ! -d "$1" ] || mv -- "$1" "$1.old"
    mkdir -p -- "$1" || answer failed 'the backup could not be written'
}

# The guest must be able to take the change back without us: the functions are laid down beside the backup, before
# anything is changed.
lay_down_revert() {
    { declare -f
      declare -p state_root pending ${kept_variables-}
      printf 'set -u; export LC_ALL=C PATH=%q\n' "$PATH"
      printf 'exec 9>/run/eflownetdiag.lock; flock -w 60 9\n'
      # A confirmed change is no longer pending, a later one has another id: neither is this timer's business.
      printf 'waits %q || exit 0\n' "${1##*/}"
      printf 'take_back %q >%q 2>&1 && cancel_timer %q\n' "$1" "$1/reverted" "${1##*/}"
    } >"$1/revert.sh"
    sync -f "$1" 2>/dev/null || sync
}

arm_timer() {
    local folder=$1 seconds=$2 unit=eflownetdiag-revert-${1##*/}
    lay_down_revert "$folder" && printf '%s' "${folder##*/}" >"$pending" || return 1
    if command -v systemd-run >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
        # Without AccuracySec a timer may be a minute late (systemd.timer(5)).
        systemd-run --quiet --collect --unit="$unit" --on-active="$seconds" --timer-property=AccuracySec=100ms \
            /bin/bash "$folder/revert.sh" 2>/dev/null && return 0
    fi
    # Without systemd: a process of its own, which must not keep our lock (descriptor 9).
    setsid bash -c 'sleep "$1"; exec bash "$2"' - "$seconds" "$folder/revert.sh" </dev/null >/dev/null 2>&1 9>&- &
}

cancel_timer() {
    rm -f -- "$pending"
    if [ -d /run/systemd/system ]; then systemctl stop "eflownetdiag-revert-$1.timer" 2>/dev/null; fi
    return 0
}

# The verb that every script has: taken back now, and said whether it is back.
revert() {
    local folder=$state_root/$id message
    [ -d "$folder" ] || answer failed 'there is no such repair'
    message=$(take_back "$folder") || answer failed "$message"
    if waits "$id"; then cancel_timer "$id"; fi
    answer reverted "$message"
}

# guarded NONCE VERB ID ARGUMENT...
guarded() {
    nonce=$1 verb=$2 id=$3
    shift 3
    [ "$(id -u)" = 0 ] || answer failed 'not root'
    exec 9>/run/eflownetdiag.lock
    flock -n 9 || answer busy 'another repair is at work'
    "$verb" "$@"
}
