# What the guest is and how it does.

# ==> PATH, then the file; the kernel's release under its /proc name.
probe_release() {
  local file
  # EFLOW marks itself with ID=eflow in os-subrelease; 1.4 and later carry product-info.toml.
  for file in /etc/os-release /etc/os-subrelease /etc/product-info.toml /proc/sys/kernel/osrelease; do
    show_file "$file"
  done
}

probe_hostName() { cat /proc/sys/kernel/hostname; }

# One name a line. bash itself and coreutils are taken for granted: without them there is no reply.
probe_tools() {
  local tool
  for tool in ip ss netstat ifconfig route resolvectl systemd-resolve networkctl systemctl iptables iptables-save \
    iptables-legacy-save iptables-nft-save ip6tables-save nft docker nsenter getent openssl curl dig ping conntrack \
    chronyc timedatectl iotedge sha256sum gzip; do
    ! have "$tool" || printf '%s\n' "$tool"
  done
}

# name = value, as sysctl prints it: a dot within an interface's name becomes a slash.
show_kernel_settings() {
  local file name value
  for file in "$@"; do
    { [ -r "$file" ] && IFS= read -r value <"$file"; } || continue
    name=${file#/proc/sys/}
    name=${name//./$'\t'}
    name=${name//\//.}
    printf '%s = %s\n' "${name//$'\t'//}" "$value"
  done
}

probe_kernelSettings() {
  show_kernel_settings /proc/sys/net/ipv4/{ip_forward,icmp_echo_ignore_all,icmp_echo_ignore_broadcasts,tcp_mtu_probing} \
    /proc/sys/net/bridge/bridge-nf-call-{iptables,ip6tables} /proc/sys/net/ipv6/conf/all/disable_ipv6 \
    /proc/sys/net/netfilter/nf_conntrack_{count,max} \
    /proc/sys/net/ipv4/conf/*/{rp_filter,forwarding,accept_local,route_localnet,src_valid_mark,arp_ignore}
}

# Blocks of KEY=VALUE, a blank line between; a unit that isn't there has LoadState=not-found.
probe_services() {
  have systemctl || { no_tool systemctl; return; }
  systemctl show --no-pager -p Id,LoadState,ActiveState,SubState,UnitFileState -- \
    systemd-networkd.service systemd-resolved.service systemd-timesyncd.service chronyd.service ntpd.service \
    iptables.service ip6tables.service nftables.service firewalld.service NetworkManager.service sshd.service ssh.service \
    docker.service containerd.service iotedge.service aziot-edged.service aziot-identityd.service aziot-keyd.service \
    aziot-certd.service aziot-tpmd.service 2>&1
}

probe_memory() { head -n 5 /proc/meminfo; }

# Nothing where the kernel tracks no connections.
probe_conntrack() { show_kernel_settings /proc/sys/net/netfilter/nf_conntrack_{count,max}; }
