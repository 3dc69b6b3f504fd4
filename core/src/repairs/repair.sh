# Changes the guest's firewall so that it cannot be left half done. Runs as root in bash, fed on standard input.
#
#   repair.sh NONCE apply  ID BACKEND CHAIN POSITION BASIS SECONDS RULE...   change what is live, on a timer; POSITION 0: nothing
#   repair.sh NONCE commit ID BACKEND CHAIN POSITION yes|no RULE...          persist (or not), cancel the timer
#   repair.sh NONCE revert ID                                                take it back now
#
# The order is that of a confirmed commit (RFC 6241, 8.4): refuse when the rules are others than those the plan was made
# from, back up, arm the timer that takes the change back, and only then change. What is not confirmed over a new
# connection is taken back by the guest itself, whatever became of the host.
#
# RULE... are the arguments of iptables after the chain. Every argument was checked against an allow-list and quoted by
# the one function that makes guest commands; here they are only ever used as quoted arguments.
set -u
umask 077
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin

state_root=/var/lib/eflownetdiag
pending=/run/eflownetdiag.pending
saved_rules=${EFLOWNETDIAG_IP4SAVE:-/etc/systemd/scripts/ip4save}

# One line, the only one that counts: who answers, what became of it, why.
answer() {
    printf 'EFLOWNETDIAG %s %s %s\n' "$nonce" "$1" "$(printf '%s' "$2" | base64 | tr -d '\n')"
    exit 0
}

tool() { # BACKEND NAME: nft -> iptables-nft-save; guests with one back end have the plain name only
    local special=${2/iptables/iptables-$1}
    if command -v "$special" >/dev/null 2>&1; then printf '%s' "$special"; else printf '%s' "$2"; fi
}

# The rules without what changes by itself: counters and the comment lines that carry the time.
plain_rules() {
    "$(tool "$1" iptables-save)" 2>/dev/null | sed -e '/^#/d' -e 's/ \[[0-9]*:[0-9]*\]$//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

hash_of() { sha256sum | cut -d ' ' -f 1; }

back_up() {
    local folder=$1 backend
    for backend in nft legacy; do
        command -v "iptables-$backend-save" >/dev/null 2>&1 || continue
        "iptables-$backend-save" -c >"$folder/$backend.rules" 2>/dev/null
    done
    "$(tool "$backend_used" iptables-save)" -c >"$folder/used.rules" || return 1
    if [ -e "$saved_rules" ]; then cp -p -- "$saved_rules" "$folder/ip4save" || return 1; fi
    sync -f "$folder" 2>/dev/null || sync
}

# The guest must be able to take the change back without us: the functions and the arguments are laid down beside the
# backup, as files, before anything is changed.
lay_down_revert() {
    local folder=$1
    printf '%s\0' "${rule[@]}" >"$folder/rule" || return 1
    printf '%s\n' "$backend_used" "$chain" >"$folder/where" || return 1
    { declare -f tool plain_rules hash_of take_back put_back_file cancel_timer
      declare -p state_root pending saved_rules
      printf 'export LC_ALL=C PATH=%q\n' "$PATH"
      # A confirmed repair is no longer pending, a later one has another id: neither is this timer's business.
      printf '[ "$(head -c 64 %q 2>/dev/null)" = %q ] || exit 0\n' "$pending" "$id"
      printf 'take_back %q >%q 2>&1\n' "$folder" "$folder/reverted"
    } >"$folder/revert.sh"
}

arm_timer() {
    local folder=$1 seconds=$2 unit=eflownetdiag-revert-$id
    if command -v systemd-run >/dev/null 2>&1 && [ -d /run/systemd/system ]; then
        # Without AccuracySec a timer may be a minute late (systemd.timer(5)).
        systemd-run --quiet --collect --unit="$unit" --on-active="$seconds" --timer-property=AccuracySec=100ms \
            /bin/bash "$folder/revert.sh" && return 0
    fi
    # Without systemd: a process of its own, which must not keep our lock (descriptor 9).
    setsid bash -c 'sleep "$1"; exec bash "$2"' - "$seconds" "$folder/revert.sh" </dev/null >/dev/null 2>&1 9>&- &
}

cancel_timer() {
    rm -f -- "$pending"
    if [ -d /run/systemd/system ]; then systemctl stop "eflownetdiag-revert-$1.timer" 2>/dev/null; fi
    return 0
}

# Puts a file back as it was: its former bytes, owner, mode and times; or away where there was none.
put_back_file() {
    local folder=$1
    if [ -e "$folder/ip4save" ]; then
        cmp -s -- "$folder/ip4save" "$saved_rules" || { cp -p -- "$folder/ip4save" "$saved_rules.eflownetdiag" && mv -f -- "$saved_rules.eflownetdiag" "$saved_rules"; }
        cmp -s -- "$folder/ip4save" "$saved_rules"
    fi
}

# Inverse operations first, so that what the container engine changed meanwhile stays. Says whether it is back.
take_back() {
    local folder=$1 backend chain rule=() program
    { read -r backend; read -r chain; } <"$folder/where" || return 1
    mapfile -d '' -t rule <"$folder/rule"
    program=$(tool "$backend" iptables)
    # Only what this repair added: a rule that was there before has no mark.
    if [ -e "$folder/added" ]; then
        while "$program" -w 5 -C "$chain" "${rule[@]}" 2>/dev/null; do
            "$program" -w 5 -D "$chain" "${rule[@]}" || break
        done
        "$program" -w 5 -C "$chain" "${rule[@]}" 2>/dev/null && { echo 'the rule is still there'; return 1; }
    fi
    put_back_file "$folder" || { echo 'the saved rules are not as they were'; return 1; }
    cancel_timer "${folder##*/}"
    echo 'taken back'
}

apply() {
    backend_used=$1 chain=$2
    local position=$3 basis=$4 seconds=$5 folder=$state_root/$id program
    shift 5
    rule=("$@")
    if [ -e "$pending" ]; then answer busy "another repair waits for its confirmation: $(head -c 64 "$pending")"; fi
    [ "$(plain_rules "$backend_used" | hash_of)" = "$basis" ] || answer drift 'the rules have changed since the plan was made'
    [ -L "$state_root" ] && answer failed "$state_root is a link"
    rm -rf -- "$folder.old"; [ -d "$folder" ] && mv -- "$folder" "$folder.old"
    mkdir -p -- "$folder" && back_up "$folder" && lay_down_revert "$folder" || answer failed 'the backup could not be written'
    printf '%s' "$id" >"$pending" || answer failed 'the lock could not be written'
    arm_timer "$folder" "$seconds" || { rm -f -- "$pending"; answer failed 'the timer could not be armed'; }
    program=$(tool "$backend_used" iptables)
    if [ "$position" -gt 0 ] && ! "$program" -w 5 -C "$chain" "${rule[@]}" 2>/dev/null; then
        : >"$folder/added"
        if ! message=$("$program" -w 5 -I "$chain" "$position" "${rule[@]}" 2>&1); then
            take_back "$folder" >/dev/null
            answer failed "$message"
        fi
    fi
    answer applied "the change is live; the guest takes it back in $seconds s"
}

# The new file must really load, with the tool that the boot uses, in a namespace of its own: `--test` accepts a line
# into a chain that does not exist, and the next boot would then drop everything.
loads() {
    local restore=iptables-restore
    unshare -n -- "$restore" <"$1" 2>&1
}

# Our line goes before the POSITION-th rule of its chain, or before COMMIT where the chain has fewer; nothing else moves.
with_our_line() {
    local position=$1 line=$2
    LINE=$line awk -v chain="$chain" -v position="$position" '
        /^\*/ { table = substr($1, 2) }
        table == "filter" && !done && $1 == "-A" && $2 == chain { seen++; if (seen == position) { print ENVIRON["LINE"]; done = 1 } }
        table == "filter" && !done && $1 == "COMMIT" { print ENVIRON["LINE"]; done = 1 }
        { print }
        END { exit !done }' "$saved_rules"
}

persist() {
    local position=$1 folder=$2 fresh=$saved_rules.eflownetdiag line message
    line="-A $chain ${rule[*]}"
    grep -qxF -e "$line" "$saved_rules" && return 0
    cp -p -- "$saved_rules" "$fresh" && with_our_line "$position" "$line" >"$folder/ip4save.new" &&
        cat -- "$folder/ip4save.new" >"$fresh" || { rm -f -- "$fresh"; echo 'the saved rules could not be written'; return 1; }
    message=$(loads "$fresh") || { rm -f -- "$fresh"; echo "the new file would not load at the next start: $message"; return 1; }
    sync -f "$fresh" 2>/dev/null
    mv -f -- "$fresh" "$saved_rules"
}

commit() {
    backend_used=$1 chain=$2
    local position=$3 persistent=$4 folder=$state_root/$id message
    shift 4
    rule=("$@")
    [ "$(head -c 64 "$pending" 2>/dev/null)" = "$id" ] || answer failed 'the change was taken back already, or never made'
    if [ "$persistent" = yes ]; then
        if ! message=$(persist "$position" "$folder"); then
            take_back "$folder" >/dev/null && answer reverted "$message" || answer failed "$message; and it could not be taken back"
        fi
    fi
    cancel_timer "$id"
    answer committed 'the change stays'
}

revert() {
    local folder=$state_root/$id message
    [ -d "$folder" ] || answer failed 'there is no such repair'
    message=$(take_back "$folder") && answer reverted "$message" || answer failed "$message"
}

main() {
    nonce=$1 verb=$2 id=$3
    shift 3
    [ "$(id -u)" = 0 ] || answer failed 'not root'
    exec 9>/run/eflownetdiag.lock
    flock -n 9 || answer busy 'another repair is at work'
    case $verb in
        apply | commit | revert) "$verb" "$@" ;;
        *) answer failed 'unknown verb' ;;
    esac
}

# This text itself comes by standard input: nothing that runs may read the rest of it.
main "$@" </dev/null
