# What a value that was found in the guest may look like before it reaches a command. It gets there as a quoted argument.

CONTROL=192.0.2.1 # TEST-NET-1 of RFC 5737: no host can have it, so whoever answers for it answers for everyone

is_host() {
  local label='[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?'
  [ "${#1}" -le 253 ] && [[ $1 =~ ^$label(\.$label)*$ ]]
}

is_ipv4() { [[ $1 =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; }

is_address() { is_ipv4 "$1" || [[ ${#1} -le 64 && $1 =~ ^[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?$ ]]; }

# The kernel's own bound on an interface's name, and no character that means anything elsewhere.
is_device() { [[ $1 =~ ^[A-Za-z0-9_.:-]{1,15}$ && $1 != -* ]]; }
