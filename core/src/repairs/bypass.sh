# Lets one flow past the filter chains, or all of them, for a short while: is the firewall the cause?
#
#   NONCE apply  ID SECONDS flow|full PROTOCOL PORT     keep the rules, arm the timer, then open
#   NONCE settle ID                                     after a crash: close again
#   NONCE revert ID                                     close again, and compare rule for rule
#
# flow: an ACCEPT at the head of each filter chain of both back ends, by the port that was asked for before any translation,
# so that published ports and answers are in it. full: the policies are opened before any rule is taken out, and only INPUT,
# FORWARD and OUTPUT are emptied: the container engine's chains and all of nat stay.

kept_variables=builtin
builtin=(INPUT FORWARD OUTPUT)

# A back end that has no filter table decides nothing, and to ask for that table would make one.
back_ends() {
    local name
    for name in nft legacy; do
        if command -v "iptables-$name-save" >/dev/null 2>&1 && "iptables-$name-save" 2>/dev/null | grep -q '^\*filter'; then printf 'iptables-%s\n' "$name"; fi
    done
    if ! command -v iptables-nft-save >/dev/null 2>&1 && ! command -v iptables-legacy-save >/dev/null 2>&1; then echo iptables; fi
}

# The rules without what changes by itself: counters and the comment lines that carry the time.
plain_rules() {
    "$1-save" 2>/dev/null | sed -e '/^#/d' -e 's/ \[[0-9]*:[0-9]*\]$//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

chains_of() {
    printf '%s\n' "${builtin[@]}"
    if "$1-save" -t filter 2>/dev/null | grep -q '^:DOCKER-USER '; then echo DOCKER-USER; fi
}

open_flow() {
    local folder=$1 program=$2 chain rule=()
    mapfile -d '' -t rule <"$folder/rule"
    while read -r chain; do "$program" -w 5 -I "$chain" 1 "${rule[@]}" || return 1; done < <(chains_of "$program")
}

open_full() {
    local program=$1 chain
    for chain in "${builtin[@]}"; do "$program" -w 5 -P "$chain" ACCEPT || return 1; done
    for chain in "${builtin[@]}"; do "$program" -w 5 -F "$chain" || return 1; done
}

apply() {
    local seconds=$1 form=$2 protocol=$3 port=$4 folder=$state_root/$id program message
    new_folder "$folder"
    printf '%s\0' -p "$protocol" -m conntrack --ctorigdstport "$port" -m comment --comment "eflownetdiag:$id" -j ACCEPT >"$folder/rule" &&
        printf '%s\n' "$form" >"$folder/form" && back_ends >"$folder/backEnds" || answer failed 'the backup could not be written'
    [ -s "$folder/backEnds" ] || answer failed 'no back end has a filter table: nothing filters here'
    while read -r program; do
        plain_rules "$program" >"$folder/$program.plain" && "$program-save" -c -t filter >"$folder/$program.filter" &&
            [ -s "$folder/$program.filter" ] || answer failed 'the backup could not be written'
    done <"$folder/backEnds"
    arm_timer "$folder" "$seconds" || answer failed 'the timer could not be armed'
    while read -r program; do
        if [ "$form" = full ]; then message=$(open_full "$program" 2>&1); else message=$(open_flow "$folder" "$program" 2>&1); fi || {
            undo "$folder" >/dev/null
            answer failed "$message"
        }
    done <"$folder/backEnds"
    answer applied "the firewall is open; the guest closes it in $seconds s"
}

close_flow() {
    local folder=$1 program=$2 chain rule=()
    mapfile -d '' -t rule <"$folder/rule"
    while read -r chain; do
        while "$program" -w 5 -C "$chain" "${rule[@]}" 2>/dev/null; do "$program" -w 5 -D "$chain" "${rule[@]}" || break; done
    done < <(chains_of "$program")
}

# Only the three chains are written anew, in one step: what the container engine changed meanwhile in its own stays. Where that
# does not load, the whole table as it was.
close_full() {
    local folder=$1 program=$2
    awk '/^\*/ { print } /^:(INPUT|FORWARD|OUTPUT) / { print } /^:/ { next }
        /^COMMIT/ { done = 1 } !flushed && / ?-A / { print "-F INPUT\n-F FORWARD\n-F OUTPUT"; flushed = 1 }
        /^(\[[0-9:]*\] )?-A (INPUT|FORWARD|OUTPUT) / { print } END { print "COMMIT" }' "$folder/$program.filter" |
        "$program-restore" -n -c 2>/dev/null || "$program-restore" -c <"$folder/$program.filter"
}

# How many packets each of our rules took; kept, for the rules are gone afterwards.
count() {
    local program
    [ ! -e "$1/counts" ] || return 0
    while read -r program; do
        "$program-save" -c -t filter | sed -n "s/^\[\([0-9]*\):[0-9]*\] -A \([A-Z-]*\) .*eflownetdiag:${1##*/}.*/\2 \1/p"
    done <"$1/backEnds" >"$1/counts"
}

take_back() {
    local folder=$1 program form others=''
    read -r form <"$folder/form" || { echo 'the backup is not whole'; return 1; }
    count "$folder"
    while read -r program; do
        if [ "$form" = flow ]; then close_flow "$folder" "$program"
        elif [ ! -e "$folder/closed" ]; then close_full "$folder" "$program" || { echo "the former rules could not be restored: $program"; return 1; }
        fi
        plain_rules "$program" >"$folder/$program.now"
        if grep -q -- "eflownetdiag:${folder##*/}" "$folder/$program.now"; then echo 'our rule is still there'; return 1; fi
        cmp -s -- "$folder/$program.plain" "$folder/$program.now" || others=yes
    done <"$folder/backEnds"
    : >"$folder/closed"
    if [ -n "$others" ]; then echo 'taken back, but others have changed rules meanwhile'; else echo 'taken back'; fi
    cat -- "$folder/counts"
}

# Closed before it was told to: what was tried meanwhile may have met the rules. To compare once more changes nothing.
say_taken_back() { printf 'it had closed by itself; %s\n' "$(take_back "$1")"; }

# This text itself comes by standard input: nothing that runs may read the rest of it.
guarded "$@" </dev/null
