# Links, addresses, routes, name resolution: what is set and what is in effect.

probe_interfaces() {
  if have ip; then
    ip -j -d addr || ip addr
  elif have ifconfig; then
    ifconfig -a
  else
    no_tool ip ifconfig
  fi
}

probe_routes() {
  if have ip; then
    ip -j -4 route show table all || ip -4 route show table all
  elif have route; then
    route -n
  else
    no_tool ip route
  fi
}

probe_policyRules() {
  have ip || { no_tool ip; return; }
  ip -4 rule
}

probe_neighbours() {
  have ip || { no_tool ip; return; }
  ip -j -4 neigh || ip -4 neigh
}

# Settings in sections, without comments, and without the keys and passwords that WireGuard, MACsec and others keep there
# (systemd.netdev(5)). A file that is a link to /dev/null hides one of its name elsewhere.
show_settings() {
  local file
  for file in "$@"; do
    [ ! -c "$file" ] || printf '==> %s\n\n' "$file"
    show_file "$file" | sed -E -e '/^[#;]/d' -e 's/^([[:space:]]*[A-Za-z]*(Key|Password|Secret)[[:space:]]*=).*/\1(not read)/'
  done
}

# ==> PATH, then the file (guide rows G02, G27).
probe_networkFiles() {
  show_settings /{etc,run,usr/lib}/systemd/network/{*.{network,netdev,link},*.d/*.conf}
}

probe_resolvedConf() {
  show_settings /etc/systemd/resolved.conf /{etc,run,usr/lib}/systemd/resolved.conf.d/*.conf
}

probe_networkState() {
  have networkctl || { no_tool networkctl; return; }
  running systemd-networkd.service || { printf 'By what systemctl says, systemd-networkd does not run.'; return 1; }
  networkctl --no-pager -n0 status --all || networkctl --no-pager status --all || networkctl --no-pager list 2>&1
}

# interface_name INDEX
interface_name() {
  local link index
  for link in /sys/class/net/*; do
    if [ -r "$link/ifindex" ] && IFS= read -r index <"$link/ifindex" && [ "$index" = "$1" ]; then
      printf '%s' "${link##*/}"
    fi
  done
}

# ==> PATH -> INTERFACE, then the lease: networkd names the file after the interface's index.
probe_leases() {
  local file
  for file in /run/systemd/netif/leases/*; do
    show_file "$file" "$(interface_name "${file##*/}")"
  done
}

probe_resolver() {
  running systemd-resolved.service || { printf 'By what systemctl says, systemd-resolved does not run.'; return 1; }
  if have resolvectl; then
    resolvectl --no-pager status 2>&1
  elif have systemd-resolve; then
    systemd-resolve --no-pager --status 2>&1
  else
    no_tool resolvectl systemd-resolve
  fi
}

# ==> PATH -> TARGET (without the arrow for a plain file), then the file.
probe_resolvConf() {
  local file
  for file in /etc/resolv.conf /run/systemd/resolve/resolv.conf; do
    show_file "$file" "$(readlink "$file")"
  done
}

probe_hosts() { cat /etc/hosts; }

# docker-proxy is told by the process names; without ss and netstat the kernel's own tables, under their names. Told where the
# tables are, ss reads them too: otherwise it asks the kernel, which loads modules to answer (sock_diag(7)).
probe_listeners() {
  local file
  if have ss; then
    PROC_ROOT=/proc ss -H -lntup
  elif have netstat; then
    netstat -lntup
  else
    for file in /proc/net/{tcp,tcp6,udp,udp6}; do show_file "$file"; done
  fi
}

# Name and state; how often the link went; packets in, out; errors; drops: tabs between.
probe_linkCounters() {
  local link counter value
  for link in /sys/class/net/*; do
    [ -d "$link" ] || continue
    printf '%s' "${link##*/}"
    for counter in operstate carrier_changes statistics/{rx,tx}_{packets,errors,dropped}; do
      value=
      { [ -r "$link/$counter" ] && IFS= read -r value <"$link/$counter"; } || :
      printf '\t%s' "$value"
    done
    echo
  done
}

# What packets pass outside netfilter: kind, device, place, name; tabs between. The queues below another one add nothing.
probe_trafficControl() {
  local _ device words word kind at parent
  have ip && have tc || { no_tool ip tc; return; }
  while read -r _ device words; do
    for word in $words; do
      case $word in xdp) word=native ;; xdpgeneric | xdpoffload | xdpmulti) word=${word#xdp} ;; *) continue ;; esac
      device=${device%%[:@]*}
      printf 'xdp\t%s\t\t%s\n' "$device" "$word"
    done
  done < <(ip -o link)
  while read -r _ kind _ _ device at parent _; do
    case $at:$kind in
      root:*) printf 'qdisc\t%s\troot\t%s\n' "$device" "$kind" ;;
      *:clsact | *:ingress)
        printf 'qdisc\t%s\tingress\t%s\n' "$device" "$kind"
        is_device "$device" || continue
        for at in ingress egress; do
          tc filter show dev "$device" "$at" | sed -n -E "s/^filter .*pref [0-9]+ ([a-z0-9_]+) .*/filter\t$device\t$at\t\1/p" | uniq
        done
        ;;
    esac
  done < <(tc qdisc show)
}
