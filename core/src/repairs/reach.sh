# What the guest gets to, noted right before a change, and tried again after it. Laid before repair.sh and repairDns.sh.
gets_to() { timeout 4 bash -c ': 2>/dev/null </dev/tcp/"$1"/"$2"' - "${1%:*}" "${1##*:}" 2>/dev/null; }

# Of a list of HOST:PORT, one a line, those that answer.
reached() {
    local one
    while read -r one; do
        [ -z "$one" ] || { gets_to "$one" && printf '%s\n' "$one"; } &
    done
    wait
}

still_gets_everywhere() { # FOLDER
    local lost
    lost=$(comm -23 <(sort "$1/reached") <(reached <"$1/reached" | sort) | tr '\n' ' ')
    if [ -n "$lost" ]; then answer_taken_back "$1" "the VM got there before the change, and not after it: $lost"; fi
}
