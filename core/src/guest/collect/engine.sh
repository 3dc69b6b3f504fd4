# The container engine, which is asked only where it runs.

# Whoever asks a stopped engine at its socket starts it, and its modules with it.
engine_sleeps() { have systemctl && running docker.socket && ! running docker.service; }

# identifiers WHAT-TO-LIST...: the full ids that a docker command prints; its own words where the engine does not answer.
identifiers() {
  local list id
  have docker || { no_tool docker; return; }
  ! engine_sleeps || { printf 'By what systemctl says, docker.service does not run.'; return 1; }
  if ! list=$(set -o pipefail; docker "$@" --quiet --no-trunc 2>&1 | head -c 16384); then
    printf '%s\n' "${list:0:400}"
    return 1
  fi
  while IFS= read -r id; do
    [[ ! $id =~ ^[0-9a-f]{12,64}$ ]] || printf '%s\n' "$id"
  done < <(printf '%s\n' "$list")
}

# inspected KIND TEMPLATE LISTING...: one line of JSON for each thing that the listing names.
inspected() {
  local kind=$1 template=$2 list ids=()
  shift 2
  list=$(identifiers "$@") || { local code=$?; printf '%s\n' "$list"; return "$code"; }
  mapfile -t ids < <(printf '%s' "$list")
  [ "${#ids[@]}" -eq 0 ] || docker inspect --type "$kind" --format "$template" -- "${ids[@]}"
}

# A docker command whose answer is a help but no condition; where the engine was found silent, it is not asked again.
engine() {
  if [ "${ENGINE-}" = silent ] || engine_sleeps; then return 1; fi
  timeout -s KILL 4 docker "$@" 2>&1 | head -c 65536
  return "${PIPESTATUS[0]}"
}
