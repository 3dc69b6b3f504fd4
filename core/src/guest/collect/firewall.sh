# The rules of both netfilter back ends. Reading must not change them: `iptables -S`, `-L` and `-t` create the kernel's
# tables, and the tools load modules for a back end that isn't in use. So the kernel is asked first, and then only the
# save form without a table is run, which prints the tables that are there (iptables-save(8)).

# legacy_rules PROC-FILE TOOL...: the file names the legacy tables of this namespace; none, no rules.
legacy_rules() {
  local names=$1 tool
  shift
  [ -r "$names" ] && [ -n "$(cat "$names")" ] || return 0
  for tool in "$@"; do
    have "$tool" || continue
    # The name alone does not tell the back end: Azure Linux 3 lets alternatives choose.
    case $("$tool" --version | head -c 200) in *nf_tables*) continue ;; esac
    "$tool" -c
    return
  done
  no_tool "$@"
}

# yes, no, or unknown where the kernel has no modules to list.
nf_tables_loaded() {
  if [ ! -r /proc/modules ]; then echo unknown
  elif grep -q '^nf_tables ' /proc/modules; then echo yes
  elif grep -qs '/nf_tables\.ko' "/lib/modules/$(uname -r)/modules.builtin"; then echo yes
  else echo no
  fi
}

# nft_rules OPTIONS -- TOOL...: a kernel without nf_tables has no such rules, and must not be made to load it. Where
# nothing tells and no tool is there, nothing in this guest can have made rules either.
nft_rules() {
  local loaded options=() tool
  loaded=$(nf_tables_loaded)
  [ "$loaded" != no ] || return 0
  while [ "$1" != -- ]; do options+=("$1"); shift; done
  shift
  for tool in "$@"; do
    have "$tool" || continue
    case $("$tool" --version | head -c 200) in *nf_tables*|nftables*) ;; *) continue ;; esac
    "$tool" "${options[@]}"
    return
  done
  [ "$loaded" = unknown ] || no_tool "$@"
}

probe_iptablesLegacy() { legacy_rules /proc/net/ip_tables_names iptables-legacy-save iptables-save; }
probe_ip6tablesLegacy() { legacy_rules /proc/net/ip6_tables_names ip6tables-legacy-save ip6tables-save; }
probe_iptablesNft() { nft_rules -c -- iptables-nft-save iptables-save; }
probe_ip6tablesNft() { nft_rules -c -- ip6tables-nft-save ip6tables-save; }
# nothing_but_iptables MODULES-FILE: rules that nft or firewalld make look at connections, reject or translate by modules of their
# own (nft_ct, nft_reject_inet, nft_fib, nft_nat ...); those of iptables need nft_compat and nft_chain_nat alone. Where neither the
# tools nor such a module are there, no tables but those that iptables-nft-save names have been made. With nf_tables built into
# the kernel its parts are too, and nothing tells.
nothing_but_iptables() {
  local modules
  ! have nft && ! have firewall-cmd || return 1
  modules=$(cat "$1" 2>/dev/null)
  case $'\n'$modules in *$'\nnf_tables '*) ;; *) return 1 ;; esac
  ! printf '%s\n' "$modules" | grep '^nft_' | grep -vE '^nft_(compat|chain_nat)(_ipv[46])? ' >/dev/null
}
probe_nftTables() { nothing_but_iptables /proc/modules || nft_rules list tables -- nft; }

probe_iptablesVersion() {
  have iptables || { no_tool iptables; return; }
  iptables --version
}

# ==> PATH -> SECONDS SINCE 1970 OF ITS LAST CHANGE, then the file that iptables.service restores at start (guide row G22).
saved_rules() { [ ! -f "$1" ] || show_file "$1" "$(stat -c %Y "$1")"; }
probe_ip4save() { saved_rules /etc/systemd/scripts/ip4save; }
probe_ip6save() { saved_rules /etc/systemd/scripts/ip6save; }
