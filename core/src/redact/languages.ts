import { matchOptions, targetOptions } from '../parse/iptables/options.js';
import type { Language } from './words.js';

/** The words that each format has of its own: keywords, states and labels, and what everybody's devices say there. */

const setOf = (...texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== ''));

const language = (...texts: readonly string[]): Language => ({ words: setOf(...texts) });

const withKeys = (keys: string, ...texts: readonly string[]): Language => ({
  keys: setOf(keys),
  words: setOf(...texts),
});

const paths =
  'resolved.conf etc run usr lib var proc sys net kernel systemd network resolve resolv.conf stub-resolv.conf scripts';

const links = `lo ether loopback bridge veth vlan vxlan macvlan ipvlan tun tap dummy bond wireguard ipip sit gre none
  inet inet6 host link global site secondary dynamic permanent noprefixroute tentative deprecated temporary mngtmpaddr
  LOOPBACK BROADCAST MULTICAST UP LOWER_UP NO-CARRIER POINTOPOINT NOARP PROMISC ALLMULTI RUNNING M-DOWN DORMANT SLAVE MASTER`;

const routing = `all default main local unicast broadcast multicast throw unreachable prohibit blackhole anycast nat
  kernel static dhcp boot redirect ra zebra bird host link global nowhere site inet inet6 linkdown onlink pervasive dead
  dev table proto protocol scope src metric mtu advmss via weight pref nhid nexthop proto lock window rtt
  dst gateway prefsrc type flags nexthops family from to fwmark fwmask iif oif lookup goto not priority srclen dstlen tos realms
  action nop ipproto sport dport sport_start sport_end dport_start dport_end uidrange uid_start uid_end tun_id l3mdev
  l3mdev-table suppress_prefixlength suppress_prefixlen suppress_ifgroup detached iif_detached oif_detached unresolved
  flow flow_from flow_to dscp tcp udp icmp sctp dccp udplite gre esp ah`;

const interfaces = language(
  links,
  `ifindex ifname flags mtu master address link_netnsid linkinfo info_kind addr_info local prefixlen scope
  info_slave_kind info_slave_data hairpin`,
  `family brd peer qdisc state group qlen valid_lft preferred_lft forever link-netnsid mtu DOWN UNKNOWN default noqueue mq
  fq_codel pfifo_fast promiscuity allmulti minmtu maxmtu numtxqueues numrxqueues gso_max_size gso_max_segs tso_max_size
  tso_max_segs gro_max_size bridge_slave forwarding on off`,
  `flags netmask broadcast destination prefixlen scopeid ether txqueuelen Ethernet Local Loopback UNSPEC RX TX packets bytes
  errors dropped overruns frame carrier collisions Link encap HWaddr addr Bcast Mask P-t-P Scope Host Global MTU Metric
  compressed txqueuelen KiB MiB GiB`,
);

const routes = language(
  routing,
  'Kernel IP routing table Destination Gateway Genmask Flags Metric Ref Use Iface MSS Window irtt U UG UH UGH H R D M A C',
);

const neighbours = language(
  'dst dev lladdr state router proxy extern_learn REACHABLE STALE DELAY PROBE INCOMPLETE FAILED PERMANENT NOARP NONE',
);

const unitKeys = `Name MACAddress PermanentMACAddress Type Kind Driver Path Virtualization Host Architecture KernelCommandLine
  Property DHCP Address Gateway DNS Domains NTP LinkLocalAddressing IPForward IPv4Forwarding IPMasquerade IPv6AcceptRA
  LLMNR MulticastDNS DNSSEC DNSOverTLS DNSDefaultRoute DefaultRouteOnDevice ConfigureWithoutCarrier IgnoreCarrierLoss
  LLDP EmitLLDP DHCPServer DHCPPrefixDelegation IPv6SendRA KeepMaster KeepConfiguration Bridge Bond VLAN Unmanaged
  ActivationPolicy RequiredForOnline MTUBytes ARP Multicast UseDNS UseNTP UseRoutes UseGateway UseDomains UseHostname
  UseMTU UseTimezone SendHostname SendRelease ClientIdentifier RouteMetric RouteTable Destination Source
  PreferredSource Metric Scope Table GatewayOnLink Peer Broadcast Label FallbackDNS Cache DNSStubListener
  DNSStubListenerExtra ReadEtcHosts WLANInterfaceType ResolveUnicastSingleLabel CacheFromLocalhost BindCarrier
  MACAddressPolicy NamePolicy AlternativeNamesPolicy`;

const units = withKeys(
  unitKeys,
  paths,
  `Match Network Address Route Link NetDev DHCP DHCPv4 DHCPv6 IPv6AcceptRA Neighbor RoutingPolicyRule Bridge VLAN Resolve
  DHCPServer NextHop`,
  `yes no true false on off ipv4 ipv6 both dhcp mac duid duid-only any static route router tentative always-up manual up down
  bound allow-downgrade opportunistic resolve container wlan ad-hoc tun bridge veth sit ether host0 vb ve vz vt 6rd
  customer-bridge nearest-bridge main local default keep kernel database onboard slot path persistent link host global udp tcp
  no-negative`,
);

const networkState = language(
  paths,
  links,
  `Link File Network n a State Online state Type Kind Hardware HW Address MTU min max QDisc IPv6 Generation Mode Number of
  Queues Tx Rx Auto negotiation Speed Duplex Port Gateway DNS Search Domains Domain Route NTP Activation Policy Required For
  Online Master Driver Path Vendor Model DHCP4 via on eui64 stable-privacy random tp full half noqueue mq fq_codel Forward
  Delay Hello Time Max Age Ageing Priority STP Multicast IGMP Version Cost disabled`,
  `carrier routable degraded no-carrier off enslaved missing dormant degraded-carrier configured configuring unmanaged failed
  pending initialized linger online offline partial unknown yes no up manual always-up always-down down bound`,
  `IDX LINK TYPE OPERATIONAL SETUP links listed`,
);

const leases = withKeys(
  `ADDRESS NETMASK ROUTER SERVER_ADDRESS NEXT_SERVER BROADCAST T1 T2 LIFETIME DNS NTP MTU DOMAINNAME DOMAIN_SEARCH_LIST
  HOSTNAME ROUTES`,
  paths,
  'netif leases',
);

const resolver = language(
  `Global Delegate Link Current Scopes DNS LLMNR mDNS IPv4 IPv6 none Protocols DefaultRoute DNSOverTLS DNSSEC MulticastDNS no yes
  opportunistic allow-downgrade supported unsupported resolv.conf mode stub uplink static foreign missing Server Servers
  Fallback Domain Default Route setting NTA`,
);

const resolvConf = language(
  paths,
  'docker containers',
  'nameserver search domain options sortlist edns0 trust-ad ndots timeout attempts rotate use-vc single-request no-aaaa inet6',
);

const listeners = language(
  paths,
  `tcp tcp6 udp udp6 LISTEN UNCONN ESTAB users pid fd sl st Active Internet connections only servers Proto Recv-Q Send-Q Local
  Foreign Address State PID Program name Netid Peer Port Process`,
  `docker-proxy dockerd containerd systemd-resolve systemd-resolved systemd-network systemd-networkd systemd-timesyncd systemd
  sshd chronyd ntpd iotedged aziot-edged aziotd aziot-identityd aziot-keyd aziot-certd aziot-tpmd iotedge dnsmasq`,
);

const netfilter = language(
  Object.entries({ ...matchOptions, ...targetOptions })
    .flatMap(([name, options]) => [name, ...Object.keys(options)])
    .join(' '),
  paths,
  `ip4save ip6save filter nat mangle raw security COMMIT INPUT FORWARD OUTPUT PREROUTING POSTROUTING ACCEPT DROP QUEUE RETURN
  A I N P s d i o p m j g f c source src destination dst protocol proto in-interface out-interface fragment match jump goto
  append insert new-chain policy set-counters ipv4 ipv6 sport dport sports dports source-port destination-port`,
  `DOCKER DOCKER-USER DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2 DOCKER-INGRESS DOCKER-FORWARD DOCKER-BRIDGE DOCKER-CT
  DOCKER-INTERNAL DOCKER_OUTPUT DOCKER_POSTROUTING`,
  `tcp udp udplite sctp dccp icmp icmpv6 ipv6-icmp igmp gre esp ah ipencap ospf vrrp ipv6 all any NEW ESTABLISHED RELATED
  INVALID UNTRACKED SNAT DNAT ORIGINAL REPLY NONE EXPECTED SEEN_REPLY ASSURED CONFIRMED UNSPEC UNICAST LOCAL BROADCAST ANYCAST
  MULTICAST BLACKHOLE UNREACHABLE PROHIBIT THROW NAT unicast broadcast multicast host FIN SYN RST PSH ACK URG ALL`,
  `icmp-net-unreachable icmp-host-unreachable icmp-port-unreachable icmp-proto-unreachable icmp-net-prohibited
  icmp-host-prohibited icmp-admin-prohibited icmp6-port-unreachable icmp6-adm-prohibited tcp-reset echo-request echo-reply
  destination-unreachable time-exceeded ttl-exceeded ttl-zero-during-transit parameter-problem redirect source-quench
  fragmentation-needed port-unreachable host-unreachable network-unreachable protocol-unreachable timestamp-request
  timestamp-reply router-advertisement router-solicitation neighbour-solicitation neighbour-advertisement packet-too-big`,
  `ssh http https domain ntp secure-mqtt mqtt amqp amqps bootps bootpc second minute hour day sec min nth random kmp bm
  hashlimit connlimit quota nfacct bpf geoip u32 time tos dscp ecn realm helper cluster cpu devgroup esp ah policy socket
  DSCP TOS ECN TEE CLASSIFY AUDIT SECMARK CONNSECMARK TPROXY RATEEST LED IDLETIMER ULOG TCPOPTSTRIP SYNPROXY NFQUEUE CLUSTERIP`,
);

const nftTables = language(
  'table ip ip6 inet arp bridge netdev filter nat mangle raw security firewalld docker docker-bridges libvirt fail2ban',
);

const containers = withKeys(
  `id name image running pid networkMode networks NetworkID IPAddress Gateway ports portBindings HostIp HostPort exposedPorts
  dns owner driver internal ipam Subnet bridge mtu iptables userland-proxy bip`,
  `container tcp udp sctp sha256 latest Microsoft.Azure.Devices.Edge.Agent null overlay macvlan ipvlan docker0`,
);

/** How those who issue certificates are written, by openssl and by Windows, and the issuers of everybody's services. */
const issuers = `C O OU CN US GB IE Microsoft Corporation Azure RSA ECC TLS Issuing CA CA1 AOC DigiCert Inc Global Root G2 G3 SHA256 SHA384
  Baltimore CyberTrust Entrust GlobalSign nv-sa Sectigo Limited Encrypt R3 R10 R11 E5 E6`;

const probes = language(
  `vm network udp tcp answered silent refused failed NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED resolved unresolved
  timedOut getent resolvectl connected unreachable notTried ok direct proxy REACHABLE STALE DELAY PROBE INCOMPLETE
  PERMANENT NOARP NONE FAILED`,
  issuers,
);

const targets = language('name self port control server network proxy gateway ntp end');

const trafficControl = language(
  `xdp qdisc filter root ingress egress clsact handle native generic offload multi noqueue mq mqprio fq fq_codel pfifo
  pfifo_fast bfifo netem tbf htb hfsc prio sfq cake etf taprio red codel drr qfq ets bpf u32 flower matchall basic fw route
  cgroup flow tcindex lo`,
);

const linkStates = language('up down unknown dormant lowerlayerdown notpresent testing lo');

const settings = withKeys(
  'hub protocol provisioning dps parent registry hostName source',
  paths,
  `Amqp AmqpWs Mqtt MqttWs manual dps x509 sas tpm symmetric_key connection_string external aziot iotedge identityd edged
  config.toml config.yaml config.d device_info super`,
);

const proxies = language(
  'engine edged identityd credentials http https socks5 HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy',
);

const kernel: Language = {
  ...language(
    `net ipv4 ipv6 conf all netfilter neigh bridge-nf-call-iptables bridge-nf-call-ip6tables ip_forward icmp_echo_ignore_all
    icmp_echo_ignore_broadcasts tcp_mtu_probing disable_ipv6 nf_conntrack_count nf_conntrack_max rp_filter forwarding
    accept_local route_localnet src_valid_mark arp_ignore arp_filter`,
  ),
  dotted: true,
};

const services: Language = {
  ...language(
    `Id LoadState ActiveState SubState UnitFileState service loaded not-found masked error bad-setting merged active inactive
    failed activating deactivating reloading maintenance running dead exited auto-restart start start-pre start-post stop
    stop-sigterm listening waiting enabled enabled-runtime disabled static indirect generated alias linked transient invalid
    systemd-networkd systemd-resolved systemd-timesyncd chronyd ntpd iptables ip6tables nftables firewalld NetworkManager sshd
    ssh containerd iotedge aziot-edged aziot-identityd aziot-keyd aziot-certd aziot-tpmd`,
  ),
  dotted: true,
};

const clock = withKeys('NTPSynchronized ServerName', 'yes no');

const system = language(
  'MemTotal MemFree MemAvailable Buffers Cached kB iptables legacy nf_tables',
  `ip ss netstat ifconfig route resolvectl systemd-resolve networkctl systemctl iptables-save iptables-legacy-save
  iptables-nft-save ip6tables-save nft nsenter getent openssl curl dig ping conntrack chronyc timedatectl sha256sum gzip`,
);

const release: Language = {
  ...withKeys(
    'ID ID_LIKE NAME VERSION VERSION_ID PRETTY_NAME VARIANT VARIANT_ID name version',
    paths,
    `os release subrelease info toml osrelease product CBL-Mariner mariner azurelinux eflow EFLOW CBL Common Base Linux Mariner Microsoft
    Azure debian Debian GNU Ubuntu ubuntu photon VMware Photon OS LTS bookworm bullseye jammy noble Core cm2 cm1 azl3 generic amd64 arm64`,
  ),
  versions: true,
};

/** Words of the products that make a machine or an adapter what it is, and tell nothing of whose it is. */
const products = `Intel R TM C Corporation Corp Inc Ltd Co Limited Technologies Ethernet Connection Controller Adapter Network
  Interface Gigabit GbE Family PCIe PCI Express Realtek Semiconductor Broadcom NetXtreme Marvell Qualcomm Atheros Mellanox
  ConnectX Hyper-V Virtual Switch Extension Internal External Wi-Fi Wireless WLAN WiFi Direct Miniport WAN VPN TAP-Windows
  OpenVPN WireGuard Tunnel Cisco AnyConnect Fortinet FortiClient SSL Palo Alto Juniper Check Point GlobalProtect Zscaler
  VMnet vmxnet3 Host-Only Kernel Debug Bluetooth Device Personal Area PAN USB Multiplexor Driver Server NIC Dual Port Band
  Loopback Killer Aquantia Pseudo-Interface Local Default vEthernet LAN Team
  LENOVO Lenovo Dell DELL HP HPE Hewlett-Packard Enterprise Microsoft Machine Advantech Siemens AG SIMATIC IPC Beckhoff
  Supermicro ASUS ASUSTeK COMPUTER GIGABYTE MSI Acer FUJITSU Panasonic Kontron VMware VMware7 VMware20 VirtualBox innotek GmbH
  QEMU KVM Xen HVM domU Parallels Platform Nutanix AHV Google Compute Engine Amazon EC2 OpenStack Nova Bochs oVirt Node Red
  Hat Standard PC i440FX PIIX Q35 ICH9
  Windows IoT LTSC LTSB Pro Professional Home Education Datacenter Evaluation Workstations for Edition`;

const windows: Language = {
  ...withKeys(
    `name description index status mac linkSpeed virtual address prefixLength interfaceIndex interfaceAlias origin servers
    installed version vmDeployed enabled defaultInbound defaultOutbound allowLocalRules internalPrefix active state destination
    nextHop metric startType id type adapterDescriptions computerName osCaption osVersion isServer manufacturer model
    hypervisorPresent port protocol tookMs output chatter allocation cidr macAddress healthStatus ipConfiguration
    gateway allocationMethod subNet guestInterfaceName
    osBuild osSku azure elevated powerShell module hardware adminStatus operationalStatus mediaState interfaceType physicalMedium
    forHostToo allowInboundRules disabledInterfaces forwarding dhcp connected mtu category natName externalAddress externalPort
    internalAddress internalPort kind listen connect scopeAddress standaloneAddress allowedByPolicy winHttp winInet environment
    proxy bypass server autoConfigUrl scope value splitTunneling allUsers process services direction action profiles localPorts
    remotePorts localAddresses remoteAddresses interfaces service program source supported settings creator mergeHostPolicy rules
    switchId running hyperV hcsdiag first last subnetMask options values scopes log provider level at text loginWrittenAt
    transport rcode addresses host tcp tls issuer via`,
    products,
    issuers,
    'Gbps Mbps Kbps bps',
    `Up Down Disconnected Disabled Not Present Testing Unknown Dormant Manual Dhcp WellKnown RouterAdvertisement Other
    Unreachable Incomplete Probe Delay Stale Reachable Permanent Private Public Domain Internal External ICS NAT Transparent
    Static Dynamic currentState previousState OK ERROR True False connected refused silent unreachable tcp udp
    answered failed NOERROR NXDOMAIN SERVFAIL REFUSED FORMERR NOTIMP resolved unresolved timedOut ok notTried direct`,
    `WSSDAgent EFLOWProxy SharedAccess hns vmcompute vmms mpssvc iphlpsvc winnat nvagent DHCPServer Dnscache RemoteAccess DNS BFE
    W32Time RpcSs svchost svchost.exe System wssdagent VM Running Created Stopped Paused Saved SavedAsTemplate Crashed`,
    `HNS Container Networking ICS DNS DHCP TCP-In UDP-In In Out Any TCP UDP ICMPv4 ICMPv6 RPC RPCEPMap IPHTTPSIn IPHTTPSOut
    PlayToDiscovery LocalSubnet LocalSubnet4 LocalSubnet6 DefaultGateway Internet Intranet SystemRoot system32 v4tov4 v4tov6
    v6tov4 v6tov6 machine user http https socks ftp http_proxy https_proxy all_proxy no_proxy local`,
    `Azure Linux on Microsoft-EFLOW-EFLOWProxy Admin Operational Microsoft-Windows-Host-Network-Service-Admin
    Microsoft-Windows-Hyper-V-VmSwitch-Operational Microsoft-Windows-Hyper-V-VmSwitch Microsoft-Windows-Hyper-V-Compute-Admin
    Microsoft-Windows-SharedAccess_NAT Microsoft-Windows-DNS-Client Microsoft-Windows-Dhcp-Client Tcpip Edge`,
  ),
  anyCase: true,
  plainMacs: true,
  telling:
    /hyper-v|virtual|vpn|tap-|loopback|wi-?fi|wireless|wlan|802\.11|vmware|innotek|qemu|kvm|xen|parallels|nutanix|openstack|bochs|ovirt/i,
};

/** What EFLOW's cmdlets and our own probes say in sentences. */
export const sentences = language(
  `Querying IP and MAC addresses from virtual machine Virtual retrieved directly from NodeAgent Failed failed to acquire address
  for could not cannot can't Can't can unable Unable missing Missing error exception retrieve resolve certificate has expired or
  is yet valid authentication handshake too many failures VM OFF wssdagent WSSDAGENT service find unreachable rpc code desc
  Unavailable NotFound connection transport x509 name be More than one found EFLOW-VM guest interface switch was Network does
  exist No adapters associated with the expected vnet resource connect SSH ssh ssh_exchange_identification execute`,
  `sudo asks a password in The reply cut off before it gave no none of our script probe level nothing leaves device did end
  within its time limit printed more than command tool Cannot Docker daemon at unix docker.sock running seconds answer within`,
);

/** The titles of `iotedge check` (azure/iotedge, aziot-edged's checks). */
const iotedgeCheck = language(
  'additional_info checks result details ok warning ignored skipped fatal error OK Error Warning Skipped Ignored check succeeded',
  `config.yaml config.toml configuration has correct is well-formed up-to-date hostname parent_hostname URIs for daemon mgmt
  endpoint latest security version host time close to real reference container DNS server IPv6 network settings production
  readiness certificates certificate engine logs policy Moby container-engine Edge Hub Agent module proxy settings are
  consistent in storage directory persisted on the filesystem can connect and perform TLS handshake with DPS IoT AMQP HTTPS
  MQTT WebSockets port iothub default Azure Connectivity Configuration checks identity certs tpm keys preloaded agent image
  expiry not bound`,
);

/** Nothing but names. */
export const names: Language = { words: new Set() };

/** Of the module itself. */
export const versions: Language = { words: setOf('alpha beta preview rc'), versions: true };

/** Which language each fact is in. */
export const languages: Readonly<Record<string, Language>> = {
  'guest.arpProbe': probes,
  'guest.clock': clock,
  'guest.conntrack': kernel,
  'guest.containerNetworks': containers,
  'guest.containerResolvConf': resolvConf,
  'guest.containers': containers,
  'guest.daemonJson': containers,
  'guest.dnsProbe': probes,
  'guest.gatewayProbe': probes,
  'guest.hostName': names,
  'guest.hosts': names,
  'guest.interfaces': interfaces,
  'guest.iotedgeCheck': iotedgeCheck,
  'guest.ip4save': netfilter,
  'guest.ip6save': netfilter,
  'guest.ip6tablesLegacy': netfilter,
  'guest.ip6tablesNft': netfilter,
  'guest.iptablesLegacy': netfilter,
  'guest.iptablesNft': netfilter,
  'guest.iptablesVersion': system,
  'guest.kernelSettings': kernel,
  'guest.leases': leases,
  'guest.linkCounters': linkStates,
  'guest.listeners': listeners,
  'guest.memory': system,
  'guest.nameProbe': probes,
  'guest.neighbours': neighbours,
  'guest.networkFiles': units,
  'guest.networkState': networkState,
  'guest.nftTables': nftTables,
  'guest.ntpProbe': probes,
  'guest.pathMtu': probes,
  'guest.policyRules': routes,
  'guest.proxySettings': proxies,
  'guest.reach': probes,
  'guest.release': release,
  'guest.resolvConf': resolvConf,
  'guest.resolvedConf': units,
  'guest.resolver': resolver,
  'guest.routes': routes,
  'guest.services': services,
  'guest.targets': targets,
  'guest.tools': system,
  'guest.trafficControl': trafficControl,
  'guest.upstream': settings,
};

/** Host facts share theirs: one names what another describes. */
export const hostLanguage = (id: string): Language => {
  if (id === 'host.vmName') return names;
  if (id === 'host.agent') return { ...sentences, keys: setOf('loginWrittenAt log'), anyCase: true };
  if (id === 'host.hostsIcs') return { ...names, keys: setOf('text') };
  if (id === 'host.vmAddress') return { ...sentences, keys: setOf('output chatter') };
  if (id === 'host.system') return { ...windows, names: setOf('computerName') };
  return id === 'host.vmEndpoint' ? { ...windows, names: setOf('name') } : windows;
};

export const allLanguages: readonly Language[] = [...Object.values(languages), windows, sentences];
