# Gives the link of the guest its former DNS servers back, whatever Set-EflowVmDnsServers did: that cmdlet only writes, so
# the files that it may write to are kept before it runs.
#
#   NONCE ask    ID SERVERS NAMES          ask each server for each name (comma lists; - for none); changes nothing
#   NONCE apply  ID LINK SERVERS SECONDS   keep the files and arm the timer; refuse where the link has other servers
#   NONCE commit ID                        note what was changed, cancel the timer
#   NONCE settle ID                        after a crash: confirmed stays, anything else goes back
#   NONCE revert ID                        put the files back, make networkd read them, and compare
#   NONCE unapply  ID SECONDS NAMES WORKED put back what was confirmed, on a timer that puts it in again
#   NONCE uncommit ID                      try what must still hold, cancel that timer
#
# NAMES: those that the device needs. WORKED: those of them that had resolved before the repair too (comma lists; - for none).

# All that decides which servers a link has; which of it the cmdlet writes to, no public source says. A link stands for
# itself: what /etc/resolv.conf leads to, resolved writes anew.
places=(/etc/systemd/network /run/systemd/network /etc/systemd/resolved.conf /etc/systemd/resolved.conf.d
    /run/systemd/resolved.conf.d /etc/resolv.conf /etc/netplan)
kept_variables='places outlasts_start'
outlasts_start=yes

# How long a lease and the first answers of other servers may take.
settle_seconds=${EFLOWNETDIAG_SETTLE_SECONDS:-24}

# The servers of a link between blanks, without the names of their certificates.
servers_of() {
    resolvectl --no-pager dns "$1" 2>/dev/null | sed -n -e 's/#[^ ]*//g' -e 's/^Link [0-9]* ([^)]*): *//p' | tr -s ' ' | sed 's/ *$//'
}

# PATH, kind, mode, owner, and the hash of its bytes or where it leads: tabs between, one line a file, in order.
manifest() {
    local file
    find "${places[@]}" ! -type d ! -name '*.eflownetdiag' ! -name '*.eflownetdiag-undo' -print0 2>/dev/null | sort -z | while IFS= read -r -d '' file; do
        if [ -L "$file" ]; then printf '%s\tlink\t\t\t%s\n' "$file" "$(readlink -- "$file")"
        else printf '%s\tfile\t%s\t%s\n' "$file" "$(stat --printf '%a\t%u:%g' -- "$file")" "$(hash_of <"$file")"; fi
    done
}

back_up() {
    local place
    [ "$(find "${places[@]}" ! -type d 2>/dev/null | wc -l)" -le 200 ] || return 1
    for place in "${places[@]}"; do
        if [ -e "$place" ] || [ -L "$place" ]; then mkdir -p -- "$1/files${place%/*}" && cp -a -- "$place" "$1/files${place%/*}/" || return 1; fi
    done
    (places=("${places[@]/#/$1/files}") && manifest) | sed "s|^$1/files||" >"$1/copied"
    manifest >"$1/before" && cmp -s -- "$1/before" "$1/copied"
}

# What is laid ready for a repair and for its undo stands beside the same file.
ready() { if is_undo "$2"; then printf '%s' "$1.eflownetdiag-undo"; else printf '%s' "$1.eflownetdiag"; fi; } # FILE FOLDER

# lay_ready FOLDER FILE...: what was kept, beside its place: from there a rename puts it back, which needs no room on a full disk.
lay_ready() {
    local file kept ready
    for file in "${@:2}"; do
        kept=$1/files$file ready=$(ready "$file" "$1")
        [ -e "$kept" ] || [ -L "$kept" ] || continue
        [ ! -L "$kept" ] && cmp -s -- "$kept" "$ready" && continue
        mkdir -p -- "${file%/*}" && rm -rf -- "$ready" && cp -a -- "$kept" "$ready" || return 1
    done
}

ready_no_more() { # FOLDER
    local file
    while IFS= read -r file; do rm -f -- "$(ready "$file" "$1")"; done < <(cut -f 1 -- "$1/before")
} 2>/dev/null

apply() {
    local link=$1 expected=${2//,/ } seconds=$3 folder=$state_root/$id files
    [ "$expected" != - ] || expected=''
    command -v resolvectl >/dev/null 2>&1 && command -v networkctl >/dev/null 2>&1 || answer failed 'systemd-networkd or systemd-resolved is not there'
    [ "$(servers_of "$link")" = "$expected" ] || answer drift 'the servers have changed since the plan was made'
    new_folder "$folder"
    back_up "$folder" 2>/dev/null && printf '%s\n' "$link" "$expected" >"$folder/link" || answer failed 'the backup could not be written'
    arm_timer "$folder" "$seconds" 2>/dev/null || answer failed 'the timer could not be armed'
    mapfile -t files < <(cut -f 1 -- "$folder/before")
    lay_ready "$folder" "${files[@]}" 2>/dev/null || { undo "$folder" >/dev/null; answer failed 'the backup could not be written'; }
    answer applied "the former state is kept; the guest takes the change back in $seconds s"
}

# Paths that stand differently in two manifests.
differing() { diff -- "$1" "$2" | sed -n 's/^[<>] \([^	]*\)	.*/\1/p' | sort -u; }

commit() {
    local folder=$state_root/$id
    waits "$id" || answer failed 'the change was taken back already, or never made'
    manifest 2>/dev/null >"$folder/after" && cmp -s -- "$folder/after" <(manifest) || answer failed 'what was changed could not be noted'
    confirm "$folder" || answer failed 'it could not be noted that the change stays'
    ready_no_more "$folder"
    answer committed "$(differing "$folder/before" "$folder/after" | tr '\n' ' ')"
}

# What others have changed since it was confirmed.
theirs() { comm -12 <(differing "$1/after" <(manifest)) <(differing "$1/before" <(manifest)) | tr '\n' ' '; } # FOLDER

# A file as it was: its former bytes, owner, mode and times. As it stands now it is kept with the backup, if there is room: that
# may be another's work.
put_back() { # FILE FOLDER
    local file=$1 kept=$2/files$1
    { mkdir -p -- "$2/taken${file%/*}" && cp -a -- "$file" "$2/taken$file"; } 2>/dev/null
    if [ -e "$kept" ] || [ -L "$kept" ]; then mv -fT -- "$(ready "$file" "$2")" "$file"; else rm -f -- "$file"; fi
}

# All files, or none where there is no room for one of them.
put_all_back() { # FOLDER FILE...
    local file
    if ! lay_ready "$@" 2>/dev/null; then
        ! was_confirmed "$1" || ready_no_more "$1"
        echo 'the former files could not be laid ready; nothing was changed'
        return 1
    fi
    for file in "${@:2}"; do put_back "$file" "$1" || { echo "$file could not be put back"; return 1; }; done
}

# networkd reads its files and asks for its lease anew; before systemd 244 only a start does that.
read_anew() {
    networkctl reload 2>/dev/null && networkctl reconfigure "$1" 2>/dev/null || systemctl restart systemd-networkd.service
    if [ -e "$2/resolved" ]; then systemctl restart systemd-resolved.service; fi
}

# wait_for LINK SERVERS: a lease comes within seconds.
wait_for() {
    local tries=0
    until [ "$(servers_of "$1")" = "$2" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 40 ] || return 1
        sleep 0.5
    done
}

take_back() {
    local folder=$1 link servers theirs='' strange files
    { read -r link; IFS= read -r servers; } <"$folder/link" || { echo 'the backup is not whole'; return 1; }
    # After it was confirmed, what others changed is theirs.
    if was_confirmed "$folder"; then theirs=$(theirs "$folder"); fi
    [ -z "$theirs" ] || { echo "somebody has changed this since: $theirs"; return 1; }
    mapfile -t files < <(differing "$folder/before" <(manifest))
    case "${files[*]}" in */resolved.conf*) : >"$folder/resolved" ;; esac
    put_all_back "$folder" "${files[@]}" || return 1
    strange=$(differing "$folder/before" <(manifest) | tr '\n' ' ')
    [ -z "$strange" ] || { echo "these files are not as they were: $strange"; return 1; }
    if [ "${#files[@]}" -gt 0 ] || [ "$(servers_of "$link")" != "$servers" ]; then read_anew "$link" "$folder"; fi
    wait_for "$link" "$servers" || { echo "the files are as they were, byte for byte, but the link has other servers: $(servers_of "$link")"; return 1; }
    ready_no_more "$folder"
    # Where an undo was cut off half-way.
    ! is_undo "$folder" || ready_no_more "${folder%.undo}"
    echo 'taken back'
}

# --- taking back what was confirmed: a change like any other, whose backup is the state with the repair ---

# NAME ADDRESS of each name of a comma list that resolves.
resolved() {
    local names name
    IFS=, read -ra names <<<"${1#-}"
    for name in "${names[@]}"; do
        timeout 4 getent ahostsv4 "$name" 2>/dev/null | awk -v name="$name" '$2 == "STREAM" { print name, $1; exit }' &
    done
    wait
}

# What holds now, one a line, in order: the addresses of the link and its ways out, without which nobody gets in whatever the
# servers are, and those names that resolve.
holds() { # LINK NAMES
    { ip -4 -o address show dev "$1" scope global | awk '{ print "address:" $4 }'
      ip -4 route show default dev "$1" | awk '$1 == "default" && $2 == "via" { print "gateway:" $3 }'
      resolved "$2" | awk '{ print "name:" $1 }'; } 2>/dev/null | sort
}

# A name that resolves only with the repair is what its undo gives up: of names, those that had resolved before it are noted.
# What the VM gets to is noted by address, for the names of that may be lost: at the port that every cloud service has.
note_what_holds() { # FOLDER LINK NAMES WORKED
    holds "$2" "$4" >"$1/holds" && resolved "$3" | awk '{ print $2 ":443" }' | sort -u | reached >"$1/reached"
}

still_holds() { # FOLDER LINK
    local lost names end=$((SECONDS + settle_seconds))
    names=$(sed -n 's/^name://p' "$1/holds" | paste -sd , -)
    resolvectl flush-caches >/dev/null 2>&1
    while lost=$(comm -23 "$1/holds" <(holds "$2" "$names") | tr '\n' ' ') && [ -n "$lost" ]; do
        [ "$SECONDS" -lt "$end" ] || answer_taken_back "$1" "this held before, and no longer does: $lost"
        sleep 1
    done
    still_gets_everywhere "$1"
}

unapply() {
    local seconds=$1 names=$2 worked=$3 folder=$state_root/$id link message files
    local undo=$folder.undo
    [ -d "$folder" ] || answer failed 'there is no such repair'
    begin_undo "$folder"
    IFS= read -r link <"$folder/link" || answer failed 'the backup is not whole'
    message=$(theirs "$folder")
    [ -z "$message" ] || answer failed "somebody has changed this since: $message"
    back_up "$undo" 2>/dev/null && printf '%s\n' "$link" "$(servers_of "$link")" >"$undo/link" &&
        note_what_holds "$undo" "$link" "$names" "$worked" || answer failed 'the backup could not be written'
    arm_timer "$undo" "$seconds" 2>/dev/null || answer failed 'the timer could not be armed'
    mapfile -t files < <(cut -f 1 -- "$undo/before")
    lay_ready "$undo" "${files[@]}" 2>/dev/null || answer_taken_back "$undo" 'the backup could not be written'
    message=$(take_back "$folder") || answer_taken_back "$undo" "$message"
    answer applied "the former state is back; the guest puts the change in again in $seconds s"
}

tidy() { ready_no_more "$1"; ready_no_more "$1.undo"; } # FOLDER

uncommit() {
    local folder=$state_root/$id link servers strange
    local undo=$folder.undo
    is_known_undo
    { read -r link; IFS= read -r servers; } <"$folder/link" || answer_taken_back "$undo" 'the backup is not whole'
    strange=$(differing "$folder/before" <(manifest) | tr '\n' ' ')
    [ -z "$strange" ] || answer_taken_back "$undo" "these files are not as they were: $strange"
    [ "$(servers_of "$link")" = "$servers" ] ||
        answer_taken_back "$undo" "the files are as they were, byte for byte, but the link has other servers: $(servers_of "$link")"
    still_holds "$undo" "$link"
    end_undo "$folder"
    answer reverted 'the former files are back, byte for byte, and were read'
}

ask() { answer asked "$(asked_rows "$@")"; }

# This text itself comes by standard input: nothing that runs may read the rest of it.
guarded "$@" </dev/null
