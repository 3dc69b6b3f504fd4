# Changes the guest's firewall so that it cannot be left half done; guard.sh and reach.sh are laid before it.
#
#   NONCE apply  ID SECONDS BASIS REACH OPERATION...   change what is live, on a timer
#   NONCE commit ID COUNTED OPERATION...               persist, cancel the timer; yes: a packet must have met our rule
#   NONCE settle ID BACKUP OPERATION...                after a crash: confirmed stays, anything else goes back
#   NONCE revert ID BACKUP OPERATION...                take back what is not kept; BACKUP: its hash, or -
#   NONCE unapply  ID SECONDS BACKUP REACH OPERATION...   take back live what was confirmed, on a timer that puts it in again
#   NONCE uncommit ID BACKUP OPERATION...              take it back in the saved rules too, cancel that timer
#
# OPERATION: insertRule|deleteRule|persistRule|unpersistRule BACKEND CHAIN POSITION COUNT, then COUNT words of a rule. ID
# names this change. REACH: HOST:PORT,... that the guest must still get to, or -.
#
# The order is that of a confirmed commit (RFC 6241, 8.4): refuse when the rules are others than those the plan was made
# from, back up, arm the timer that takes the change back, and only then change. What is not confirmed over a new
# connection is taken back by the guest itself, whatever became of the host.
saved_rules=${EFLOWNETDIAG_IP4SAVE:-/etc/systemd/scripts/ip4save}
# Where it is a link, the file that it leads to is the one that is written and renamed.
[ ! -L "$saved_rules" ] || saved_rules=$(readlink -f -- "$saved_rules")
kept_variables='saved_rules what where chain place first length words'

tool() { # BACKEND NAME: the program of that back end; nothing where the guest has none
    local special=${2/iptables/iptables-$1} version
    if command -v "$special"; then return; fi
    version=$("$2" --version 2>/dev/null) || return 1
    case "$1 $version" in 'nft '*nf_tables* | 'legacy '*) [[ $1 = nft || $version != *nf_tables* ]] && command -v "$2" ;; *) return 1 ;; esac
}

# Rules without what changes by itself: counters and the comment lines that carry the time. The last line ends too.
plain() { sed -e '/^#/d' -e 's/[[:space:]]*$//' -e 's/^\[[0-9]*:[0-9]*\] //' -e 's/ \[[0-9]*:[0-9]*\]$//' -e '/^$/d' -e '$a\'; }

plain_rules() { # BACKEND
    local save
    save=$(tool "$1" iptables-save) && "$save" 2>/dev/null | plain
}

saved_text() { cat -- "$saved_rules" 2>/dev/null; }

# What a plan rests on; the planner comes to the same hash.
basis() { { echo nft; plain_rules nft; echo legacy; plain_rules legacy; echo saved; saved_text | plain; } | hash_of; }

# --- operations ---

# Reads OPERATION... into what, where, chain, place and words: one entry each, the words of a rule NUL-separated in $ops.
read_operations() {
    what=() where=() chain=() place=() first=() length=() words=()
    while [ $# -ge 5 ]; do
        case $1 in insertRule | deleteRule | persistRule | unpersistRule) ;; *) return 1 ;; esac
        what+=("$1") where+=("$2") chain+=("$3") place+=("$4") first+=("${#words[@]}") length+=("$5")
        [ $# -ge $((5 + $5)) ] || return 1
        words+=("${@:6:$5}")
        shift $((5 + $5))
        # Nothing without our mark is ever written or taken out.
        rule $((${#what[@]} - 1))
        [[ " ${rule[*]} " == *' eflownetdiag:'* ]] || return 1
    done
    [ $# -eq 0 ]
}

rule() { rule=("${words[@]:${first[$1]}:${length[$1]}}"); }

mark() { grep -o 'eflownetdiag:[0-9a-f]*' <<<"${rule[*]}"; } # of the rule that was read last

is_there() { # OPERATION
    rule "$1"
    "$(tool "${where[$1]}" iptables)" -w 5 -C "${chain[$1]}" "${rule[@]}" 2>/dev/null
}

# Not the contrary of is_there: while another program holds the rules (4), neither is known.
is_gone() { # OPERATION
    local code=0
    is_there "$1" || code=$?
    [ "$code" != 0 ] && [ "$code" != 4 ]
}

insert() { # OPERATION: at its place, or at the end where the chain has become shorter
    local program
    program=$(tool "${where[$1]}" iptables)
    is_there "$1" && return 0
    "$program" -w 5 -I "${chain[$1]}" "${place[$1]}" "${rule[@]}" 2>/dev/null || "$program" -w 5 -A "${chain[$1]}" "${rule[@]}"
}

delete() { # OPERATION
    local program
    program=$(tool "${where[$1]}" iptables)
    while is_there "$1"; do "$program" -w 5 -D "${chain[$1]}" "${rule[@]}" || return 1; done
    is_gone "$1"
}

change_live() {
    local n
    for n in "${!what[@]}"; do
        case ${what[n]} in insertRule) insert "$n" ;; deleteRule) delete "$n" ;; esac || return 1
    done
}

change_live_back() {
    local n
    # Their places are those in the whole chain: so the first comes first here too.
    for n in "${!what[@]}"; do
        case ${what[n]} in insertRule) delete "$n" ;; deleteRule) insert "$n" ;; esac || return 1
    done
}

touches_file() { [[ " ${what[*]} " == *persistRule* ]]; }

# --- the saved rules ---

line_of() { rule "$1"; printf -- '-A %s %s' "${chain[$1]}" "${rule[*]}"; }

# Lines as we write them: the tools print our comment in quotes, and counters before a rule where they are asked for them.
as_we_write() { sed -e 's/^\[[0-9]*:[0-9]*\][[:space:]]*//' -e 's/"\(eflownetdiag:[0-9a-f]*\)"/\1/'; }

is_saved() { as_we_write | grep -qxF -e "$(line_of "$1")"; } # OPERATION

# Our line goes before the POSITION-th rule of its chain, or before COMMIT where the chain has fewer; nothing else moves. Of
# several filter tables the last one counts. A chain of the container engine does not exist yet when the file is loaded: it is
# declared.
with_line() { # OPERATION
    LINE=$(line_of "$1") awk -v chain="${chain[$1]}" -v position="${place[$1]}" '
        { lines[NR] = $0; sub(/^\[[0-9]+:[0-9]+\][ \t]*/, "") }
        /^\*/ { table = substr($1, 2) }
        table == "filter" && /^\*/ { head = NR; at = seen = declared = 0 }
        table == "filter" && ($1 == ":" chain || ($1 == "-N" && $2 == chain)) { declared = 1 }
        table == "filter" && !at && ($1 == "-A" || $1 == "--append") && $2 == chain && ++seen == position { at = NR }
        table == "filter" && !at && $1 == "COMMIT" { at = NR }
        END {
            for (n = 1; n <= NR; n++) {
                if (n == at) print ENVIRON["LINE"]
                print lines[n]
                if (n == head && !declared && chain !~ /^(INPUT|FORWARD|OUTPUT)$/) print ":" chain " - [0:0]"
            }
            exit !at
        }'
}

# Every other line stays as it is, byte for byte.
without_line() { # OPERATION
    LINE=$(line_of "$1") awk '
        { line = $0; sub(/^\[[0-9]+:[0-9]+\][ \t]*/, "", line) }
        match(line, /"eflownetdiag:[0-9a-f]+"/) { line = substr(line, 1, RSTART - 1) substr(line, RSTART + 1, RLENGTH - 2) substr(line, RSTART + RLENGTH) }
        line != ENVIRON["LINE"]'
}

declares() { grep -qF -e ":$2 " -- "$1"; } # FILE CHAIN

# Whether this change brings the declaration: the file had none before.
brings_declaration() { [ -s "$1/ip4save" ] && ! declares "$1/ip4save" "$2"; } # FOLDER CHAIN

# Whether a change of ours that was confirmed has brought it: the last of them that found the file without it, or left it so.
have_brought_declaration() { # CHAIN
    local written
    while IFS= read -r written; do
        [ -e "${written%/*}/confirmed" ] || continue
        declares "$written" "$1" || return 1
        ! brings_declaration "${written%/*}" "$1" || return 0
    done < <(ls -t -- "$state_root"/*/ip4save.new 2>/dev/null)
    return 1
}

# The declaration that came with our line goes with it, where no line needs it.
without_declaration() { # CHAIN TEXT
    if [ "$(printf '%s' "$2" | grep -cwF -e "$1")" = 1 ]; then printf '%s' "$2" | grep -vxF -e ":$1 - [0:0]"; else printf '%s' "$2"; fi
}

# Whether it is ours to take out with the line of this operation.
is_our_declaration() { # FOLDER DIRECTION:KIND CHAIN
    case $2 in back:persistRule) brings_declaration "$1" "$3" ;; on:unpersistRule) have_brought_declaration "$3" ;; *) return 1 ;; esac
}

# The file as it shall be; back: as it was, apart from what others changed.
new_text() { # FOLDER DIRECTION
    local n text
    text=$(saved_text; echo .)
    text=${text%.}
    for n in "${!what[@]}"; do
        case $2:${what[n]} in
            on:persistRule | back:unpersistRule)
                printf '%s' "$text" | is_saved "$n" || text=$(printf '%s' "$text" | with_line "$n" && echo .) || return 1 ;;
            on:unpersistRule | back:persistRule) text=$(printf '%s' "$text" | without_line "$n" && echo .) ;;
        esac
        text=${text%.}
        if is_our_declaration "$1" "$2:${what[n]}" "${chain[n]}"; then
            text=$(without_declaration "${chain[n]}" "$text"; echo .)
            text=${text%.}
        fi
    done
    printf '%s' "$text"
}

# What a start makes of a file, and of the operations on the file as if they were done to live rules then. It must really load,
# with the tool that the boot uses, in a namespace of its own: `--test` accepts a line into a chain that does not exist, and
# the next boot would then drop everything.
at_start() { # FILE none|on|back
    local text
    text=$(
        what=("${what[@]/#insertRule/-}") && what=("${what[@]/#deleteRule/-}")
        what=("${what[@]/#persistRule/insertRule}") && what=("${what[@]/#unpersistRule/deleteRule}")
        tool() { command -v "$2"; }
        none() { :; }
        make_chains() { for n in "${!chain[@]}"; do iptables -w 5 -N "${chain[n]}" 2>/dev/null; done; }
        on() { make_chains; change_live; }
        back() { make_chains; change_live_back; }
        declare -f tool rule is_there is_gone insert delete change_live change_live_back make_chains "$2"
        declare -p what where chain place first length words
    )
    unshare -n -- bash -c "$text"$'\n''iptables-restore -w 5 <"$1" && "$2" >/dev/null && iptables-save -t filter' - "$@" 2>&1
}

# Chains without a rule that somebody made decide nothing.
decisive() { plain | grep -v '^:[^ ]* -'; }

# Whether a start makes of the new file what the plan makes of the old one.
comes_to_its_place() { # NEW DIRECTION
    cmp -s <(at_start "$saved_rules" "$2" | decisive) <(at_start "$1" none | decisive)
}

replace_file() { # FOLDER DIRECTION
    local fresh=$saved_rules.eflownetdiag message loads_now=yes
    message=$(at_start "$saved_rules" none) || loads_now=''
    [ -n "$loads_now" ] || [ "$2" = back ] || is_undo "$1" || { echo "the saved rules do not load as they are: $message"; return 1; }
    { cp -a -- "$saved_rules" "$fresh" && new_text "$1" "$2" >"$1/ip4save.new" && cat -- "$1/ip4save.new" >"$fresh" && cmp -s -- "$1/ip4save.new" "$fresh"; } 2>/dev/null ||
        { rm -f -- "$fresh" 2>/dev/null; echo 'the saved rules could not be written'; return 1; }
    message=$(at_start "$fresh" none) || { rm -f -- "$fresh"; echo "the new file would not load at the next start: $message"; return 1; }
    [ -z "$loads_now" ] || comes_to_its_place "$fresh" "$2" ||
        { rm -f -- "$fresh"; echo 'the next start would make something else of the changed file: it is not written as iptables-save writes it'; return 1; }
    sync -f "$fresh" 2>/dev/null
    mv -f -- "$fresh" "$saved_rules" 2>/dev/null || { echo 'the saved rules could not be replaced'; return 1; }
}

# Whether nothing of this change stands in the file: then it is as others want it.
is_without_ours() { [ "$(new_text "$1" back; echo .)" = "$(saved_text; echo .)" ]; } # FOLDER

# Whether nobody else has changed the file since, and the one that was kept is whole.
is_ready() { # FOLDER BACKUP
    is_sound "$1" "$2" && cmp -s -- "$1/ip4save.new" "$saved_rules" && cmp -s -- "$1/ip4save" "$saved_rules.${1##*/}"
}

# Where nobody else has changed the file since, the very file that was kept goes back: renaming needs no room on a full disk.
put_back_file() { # FOLDER BACKUP
    local kept=$saved_rules.${1##*/}
    touches_file || return 0
    if ! cmp -s -- "$1/ip4save" "$saved_rules" && ! is_without_ours "$1"; then
        if is_ready "$1" "$2"; then mv -f -- "$kept" "$saved_rules" || return 1
        else replace_file "$1" back >&2 || return 1
        fi
    fi
    rm -f -- "$kept"
}

# --- the backup ---

back_up() { # FOLDER
    local folder=$1 backend save
    for backend in nft legacy; do
        save=$(tool "$backend" iptables-save) || continue
        "$save" -c >"$folder/$backend.rules" 2>/dev/null || return 1
    done
    if [ -e "$saved_rules" ]; then cp -a -- "$saved_rules" "$folder/ip4save" || return 1; fi
    if touches_file; then cp -a -- "$saved_rules" "$saved_rules.${folder##*/}" && : >>"$saved_rules" || return 1; fi
    (cd "$folder" && sha256sum -- *.rules $([ ! -e ip4save ] || echo ip4save) >hashes) || return 1
    sync -f "$folder" 2>/dev/null || sync
}

is_sound() { # FOLDER BACKUP: the backup is the one that was made
    [ -s "$1/hashes" ] && { [ "$2" = - ] || [ "$(hash_of <"$1/hashes")" = "$2" ]; } && (cd "$1" && sha256sum --status -c hashes)
}

# --- taking back ---

is_as_before() { # FOLDER: rule for rule in both back ends, byte for byte in the file
    local backend
    for backend in nft legacy; do
        [ ! -e "$1/$backend.rules" ] || cmp -s <(plain_rules "$backend") <(plain <"$1/$backend.rules") || return 1
    done
    ! touches_file || [ ! -e "$1/ip4save" ] || cmp -s -- "$1/ip4save" "$saved_rules"
}

are_ours_back() { # what this change puts in is out, what it takes out is in: so it was before, and so it is again
    local n
    for n in "${!what[@]}"; do
        case ${what[n]} in
            insertRule) is_gone "$n" ;;
            deleteRule) is_there "$n" ;;
            persistRule) ! saved_text | is_saved "$n" ;;
            unpersistRule) saved_text | is_saved "$n" ;;
        esac || return 1
    done
}

# Without the rules of this change; those of another repair are others' here.
not_ours() {
    local n marks=()
    for n in "${!what[@]}"; do rule "$n"; marks+=(-e "$(mark)"); done
    plain | grep -v -F "${marks[@]}"
}

are_others_as_before() { # FOLDER
    local backend
    for backend in nft legacy; do
        [ ! -e "$1/$backend.rules" ] || cmp -s <(plain_rules "$backend" | not_ours) <(not_ours <"$1/$backend.rules") || return 1
    done
    ! touches_file || cmp -s <(saved_text | not_ours) <(not_ours <"$1/ip4save")
}

# The last resort, for it takes with it what others changed since. While nothing is confirmed, and the device may be out of
# reach, that is the smaller harm; what was confirmed once has worked, and nobody's rule is given up for taking it back.
restore_whole() { # FOLDER BACKUP
    restore_rules "$@" && { ! touches_file || cmp -s -- "$1/ip4save" "$saved_rules" || restore_file "$1"; }
}

restore_rules() { # FOLDER BACKUP
    local backend
    is_sound "$1" "$2" || return 1
    ! was_confirmed "$1" || are_others_as_before "$1" || return 1
    for backend in nft legacy; do
        [ ! -s "$1/$backend.rules" ] || "$(tool "$backend" iptables-restore)" -w 5 <"$1/$backend.rules" || return 1
    done
}

# By a rename: a copy into its place would leave half a file on a full disk, and the next start would let nobody in.
restore_file() { # FOLDER
    local fresh=$saved_rules.eflownetdiag kept=$saved_rules.${1##*/}
    if cmp -s -- "$1/ip4save" "$kept"; then mv -f -- "$kept" "$saved_rules"; return; fi
    { cp -a -- "$1/ip4save" "$fresh" && cmp -s -- "$1/ip4save" "$fresh" && mv -f -- "$fresh" "$saved_rules"; } || { rm -f -- "$fresh"; return 1; }
}

how_it_is_back() { # FOLDER
    if [ ! -e "$1/hashes" ]; then echo 'our rules are as before; there is no backup to compare the others with'
    elif is_as_before "$1"; then echo 'everything is as before, rule for rule in both back ends'
    else echo 'our rules are as before; others have changed some meanwhile, and these stay'; fi
}

# Inverse operations first. Says in what way it is back, or that it is not.
take_back() { # FOLDER [BACKUP]
    local folder=$1 backup=${2:--}
    # What is confirmed stays whole: live and saved go back together, or neither. What is not confirmed goes back live first of all.
    if was_confirmed "$folder" && touches_file && ! { : >>"$saved_rules"; } 2>/dev/null; then
        echo 'the saved rules cannot be written; nothing was changed'
        return 1
    fi
    if change_live_back 2>/dev/null && put_back_file "$folder" "$backup" 2>/dev/null && are_ours_back; then how_it_is_back "$folder"
    elif restore_whole "$folder" "$backup" 2>/dev/null && is_as_before "$folder"; then echo 'everything is as before: the backup was restored whole'
    else
        # Its saved half could not follow, so the live half stays as well.
        if was_confirmed "$folder"; then change_live >/dev/null 2>&1; fi
        echo "it is not as before: see $folder"
        return 1
    fi
}

# --- the verbs ---

apply() {
    local seconds=$1 basis=$2 reach=$3 folder=$state_root/$id
    shift 3
    read_operations "$@" || answer failed 'an operation is not understood'
    none_waits
    [ "$(basis)" = "$basis" ] || answer drift 'the rules have changed since the plan was made'
    are_ours_back || answer failed 'some of this is done already; nothing was changed'
    new_folder "$folder"
    make_live "$folder" "$seconds" "$reach"
    answer applied "the change is live; the guest takes it back in $seconds s" "$(hash_of <"$folder/hashes")"
}

# What has a change of its own and an undo in common. FORMER, BACKUP: of what an undo takes back; where that does not go by the
# inverse operations, the rules as they were then are the last resort.
make_live() { # FOLDER SECONDS REACH [FORMER BACKUP]
    local folder=$1 seconds=$2 reach=$3 message
    back_up "$folder" 2>/dev/null || nothing_done "$folder" 'the backup could not be written; nothing was changed'
    tr , '\n' <<<"${reach#-}" | reached >"$folder/reached"
    arm_timer "$folder" "$seconds" 2>/dev/null || nothing_done "$folder" 'the timer could not be armed; nothing was changed'
    message=$(change_live 2>&1) || { [ $# -gt 3 ] && restore_rules "$4" "$5"; } 2>/dev/null || answer_taken_back "$folder" "$message"
}

nothing_done() { # FOLDER WHY
    rm -rf -- "$1" 2>/dev/null
    rm -f -- "$saved_rules.${1##*/}" 2>/dev/null
    answer failed "$2"
}

# How many packets have met the rules that this change put in.
packets() {
    local n save
    for n in "${!what[@]}"; do
        [ "${what[n]}" = insertRule ] || continue
        rule "$n"
        save=$(tool "${where[n]}" iptables-save) && "$save" -c | grep -F -- "$(mark)" | sed -n 's/^\[\([0-9]*\):.*/\1/p'
    done | awk '{ sum += $1 } END { print sum + 0 }'
}

commit() {
    local counted=$1 folder=$state_root/$id message seen
    shift
    read_operations "$@" || answer failed 'an operation is not understood'
    waits "$id" || answer failed 'the change was taken back already, or never made'
    seen=$(packets)
    if [ "$counted" = yes ] && [ "$seen" = 0 ]; then answer_taken_back "$folder" 'no packet has met the new rule'; fi
    still_gets_everywhere "$folder"
    if touches_file; then message=$(replace_file "$folder" on) || answer_taken_back "$folder" "$message"; fi
    confirm "$folder" || answer_taken_back "$folder" 'it could not be noted that the change stays'
    answer committed 'the change stays' "$seen"
}

# A folder that is gone: then by the inverse operations alone. They take out what has our mark; a VM that was made anew never had
# what they would put in.
is_known() { # FOLDER
    [ -d "$1" ] || [[ " ${what[*]} " != *' deleteRule '* && " ${what[*]} " != *' unpersistRule '* ]]
}

revert() {
    local backup=$1 folder=$state_root/$id message
    shift
    read_operations "$@" || answer failed 'an operation is not understood'
    answer_if_taken_back "$folder"
    is_known "$folder" || answer failed 'there is no such repair'
    mkdir -p -- "$folder" 2>/dev/null
    if message=$(undo "$folder" "$backup"); then answer reverted "$message"; else answer failed "$message"; fi
}

# --- taking back what was confirmed: a change like any other, whose operations are the inverse ones ---

# What stands so already is left out: it is not to come in again with the rest. A rule comes in again where it stands now.
turn_round() {
    local n seat
    for n in "${!what[@]}"; do
        case ${what[n]} in
            insertRule) if is_gone "$n"; then what[n]=- ; else what[n]=deleteRule; fi ;;
            deleteRule) if is_there "$n"; then what[n]=- ; else what[n]=insertRule; fi ;;
            persistRule) if saved_text | is_saved "$n"; then what[n]=unpersistRule; else what[n]=-; fi ;;
            unpersistRule) if saved_text | is_saved "$n"; then what[n]=-; else what[n]=persistRule; fi ;;
        esac
        if [ "${what[n]}" = deleteRule ]; then
            seat=$("$(tool "${where[n]}" iptables)" -w 5 -S "${chain[n]}" 2>/dev/null | grep '^-A' | as_we_write | grep -nxF -m 1 -e "$(line_of "$n")")
            [ -z "$seat" ] || place[n]=${seat%%:*}
        fi
    done
}

unapply() {
    local seconds=$1 backup=$2 reach=$3 folder=$state_root/$id
    shift 3
    read_operations "$@" || answer failed 'an operation is not understood'
    is_known "$folder" || answer failed 'there is no such repair'
    begin_undo "$folder" "$backup" "$@"
    turn_round
    declare -p what where chain place first length words >"$folder.undo/operations"
    make_live "$folder.undo" "$seconds" "$reach" "$folder" "$backup"
    answer applied "the change is taken back live; the guest puts it in again in $seconds s"
}

# The very file that was kept, or the file without our lines.
unsave() { # FOLDER-OF-THE-UNDO FOLDER BACKUP
    if is_ready "$2" "$3" && cat -- "$2/ip4save" >"$1/ip4save.new"; then mv -f -- "$saved_rules.${2##*/}" "$saved_rules"; else replace_file "$1" on; fi
}

tidy() { rm -f -- "$saved_rules.${1##*/}" "$saved_rules.${1##*/}.undo" 2>/dev/null; } # FOLDER

uncommit() {
    local backup=$1 folder=$state_root/$id message
    local undo=$folder.undo
    shift
    is_known_undo
    . "$undo/operations"
    still_gets_everywhere "$undo"
    if touches_file; then message=$(unsave "$undo" "$folder" "$backup" 2>&1) || answer_taken_back "$undo" "$message"; fi
    read_operations "$@" && are_ours_back || answer_taken_back "$undo" "it is not as before: see $folder"
    end_undo "$folder"
    answer reverted "$(how_it_is_back "$folder")"
}

# This text itself comes by standard input: nothing that runs may read the rest of it.
guarded "$@" </dev/null
