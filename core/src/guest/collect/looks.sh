# What only looks, in the order of the reply; what the questions go to after it.

# Section, its time limit in seconds, the KiB it may print.
LOOKS='release:8:32 hostName:8:4 tools:8:8 clock:8:8 memory:8:8 kernelSettings:8:64 conntrack:8:4 services:8:32
  interfaces:8:256 linkCounters:8:32 trafficControl:8:32 routes:8:256 policyRules:8:32 neighbours:8:128
  networkFiles:8:128 networkState:8:128 leases:8:64
  resolver:8:64 resolvedConf:8:64 resolvConf:8:64 hosts:8:64 listeners:8:128
  iptablesVersion:8:4 iptablesNft:10:512 iptablesLegacy:10:512 ip6tablesNft:10:256 ip6tablesLegacy:10:256 nftTables:8:32
  ip4save:8:128 ip6save:8:128
  containers:12:256 containerNetworks:12:64 containerResolvConf:12:64 daemonJson:8:16 proxySettings:12:16 upstream:12:16'
AIMS='targets:5:16'
