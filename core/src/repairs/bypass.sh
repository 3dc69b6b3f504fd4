# Lets one flow past the filter chains, or all of them, for a short while: is the firewall the cause?
#
#   NONCE apply  ID SECONDS flow|full PROTOCOL PORT     keep the rules, arm the timer, then open
#   NONCE settle ID                                     after a crash: close again
#   NONCE revert ID                                     close again, and compare rule for rule
#
# flow: an ACCEPT at the head of each filter chain of both back ends, by the port that was asked for before any translation,
# so that published ports and answers are in it. full: an ACCEPT of everything there, which comes to the same as open policies
# and empty chains. Nobody's rule is ever taken out, so none can be lost, whatever breaks.

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
    local rules
    rules=$("$1-save" 2>/dev/null) || return 1
    printf '%s\n' "$rules" | sed -e '/^#/d' -e 's/ \[[0-9]*:[0-9]*\]$//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

chains_of() {
    printf '%s\n' "${builtin[@]}"
    if "$1-save" -t filter 2>/dev/null | grep -q '^:DOCKER-USER '; then echo DOCKER-USER; fi
}

open() {
    local folder=$1 program=$2 chain rule=()
    mapfile -d '' -t rule <"$folder/rule"
    while read -r chain; do "$program" -w 5 -I "$chain" 1 "${rule[@]}" || return 1; done < <(chains_of "$program")
}

apply() {
    local seconds=$1 form=$2 protocol=$3 port=$4 folder=$state_root/$id program message asked=()
    new_folder "$folder"
    [ "$form" = full ] || asked=(-p "$protocol" -m conntrack --ctorigdstport "$port")
    printf '%s\0' "${asked[@]}" -m comment --comment "eflownetdiag:$id" -j ACCEPT >"$folder/rule" && back_ends >"$folder/backEnds" ||
        answer failed 'the backup could not be written'
    [ -s "$folder/backEnds" ] || answer failed 'no back end has a filter table: nothing filters here'
    while read -r program; do
        plain_rules "$program" >"$folder/$program.plain" && [ -s "$folder/$program.plain" ] || answer failed 'the backup could not be written'
    done <"$folder/backEnds"
    arm_timer "$folder" "$seconds" || answer failed 'the timer could not be armed'
    while read -r program; do
        message=$(open "$folder" "$program" 2>&1) || {
            undo "$folder" >/dev/null
            answer failed "$message"
        }
    done <"$folder/backEnds"
    answer applied "the firewall is open; the guest closes it in $seconds s"
}

close() {
    local folder=$1 program=$2 chain rule=()
    mapfile -d '' -t rule <"$folder/rule"
    while read -r chain; do
        while "$program" -w 5 -C "$chain" "${rule[@]}" 2>/dev/null; do "$program" -w 5 -D "$chain" "${rule[@]}" || break; done
    done < <(chains_of "$program")
}

# How many packets each of our rules took; kept, for the rules are gone afterwards.
count() {
    local program
    [ ! -e "$1/counts" ] || return 0
    while read -r program; do
        "$program-save" -c -t filter | sed -n "s/^\[\([0-9]*\):[0-9]*\] -A \([A-Z-]*\) .*eflownetdiag:${1##*/}.*/\2 \1/p"
    done <"$1/backEnds" >"$1/counts"
}

# What stands there is looked at without a file: the disk may be full.
take_back() {
    local folder=$1 program now others=''
    [ -s "$folder/rule" ] && [ -s "$folder/backEnds" ] || { echo 'the backup is not whole'; return 1; }
    count "$folder"
    while read -r program; do
        close "$folder" "$program"
        now=$(plain_rules "$program") || { echo "the rules cannot be read: $program"; return 1; }
        case $now in *"eflownetdiag:${folder##*/}"*) echo 'our rule is still there'; return 1 ;; esac
        printf '%s\n' "$now" | cmp -s -- - "$folder/$program.plain" || others=yes
    done <"$folder/backEnds"
    if [ -n "$others" ]; then echo 'taken back, but others have changed rules meanwhile'; else echo 'taken back'; fi
    cat -- "$folder/counts" 2>/dev/null || :
}

# Closed before it was told to: what was tried meanwhile may have met the rules. To compare once more changes nothing.
say_taken_back() { printf 'it had closed by itself; %s\n' "$(take_back "$1")"; }

# This text itself comes by standard input: nothing that runs may read the rest of it.
guarded "$@" </dev/null
