/** Every section that the script prints, in its order: the part of a guest fact's name after `guest.`. */
// prettier-ignore
export const sections = [
  'release', 'hostName', 'tools', 'clock', 'memory', 'kernelSettings', 'conntrack', 'services',
  'interfaces', 'linkCounters', 'trafficControl', 'routes', 'policyRules', 'neighbours', 'networkFiles', 'networkState', 'leases',
  'resolver', 'resolvedConf', 'resolvConf', 'hosts', 'listeners',
  'iptablesVersion', 'iptablesNft', 'iptablesLegacy', 'ip6tablesNft', 'ip6tablesLegacy', 'nftTables', 'ip4save', 'ip6save',
  'containers', 'containerNetworks', 'containerResolvConf', 'daemonJson', 'proxySettings', 'upstream',
  'targets', 'dnsProbe', 'nameProbe', 'reach', 'pathMtu', 'ntpProbe', 'gatewayProbe', 'arpProbe', 'iotedgeCheck',
] as const;

export type Section = (typeof sections)[number];
