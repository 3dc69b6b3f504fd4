/**
 * What rests on what, from the Windows host to the application. A rule stands at one stage; a finding at a stage explains
 * those at every stage that rests on it. A stage names only what would really show up in the evidence of its rules: a
 * setting (route, NAT, DNS servers) is explained by what makes the setting, an effect (a silent server, a closed port) by
 * everything on its path. So a missing NAT never "explains" a missing default route, but both explain a silent server.
 */
export const graph = {
  // The Windows host.
  management: [], // AzureEFLOW, the agent, its certificate
  compute: [], // what runs virtual machines runs
  vm: ['compute'], // the VM runs
  card: ['vm'], // its network card was attached
  session: ['management', 'vm', 'card'], // a session with the guest opens
  guestAccess: ['management', 'vm', 'card', 'session'], // commands reach the guest
  hostPolicy: [], // what an administrator forbids
  hostServices: ['hostPolicy'], // Internet connection sharing, host network service
  hostFirewall: [], // what the host drops of its own DHCP and DNS for the switch
  switch: [], // exists, of the right kind, bound to an adapter that lives
  switchAddress: ['switch', 'hostServices'], // the host's end of the switch holds the gateway's address
  nat: [], // translation covers the VM's subnet
  hostForwarding: [],
  hostRoute: [], // the host sends what is for the VM over the switch

  // The VM's own address and way out.
  link: ['vm', 'card', 'switch'],
  addressing: [], // what gives the card its addresses runs
  lease: ['link', 'addressing', 'hostServices', 'hostFirewall', 'switchAddress'],
  address: [], // a fixed address that can work
  addressKept: ['link', 'addressing'], // the card keeps the address that it has
  liveAddress: ['link', 'addressing', 'address'], // the fixed address is really on the interface
  agentAddress: ['guestAccess'], // the agent and the VM name the same address
  route: ['lease', 'liveAddress', 'address'],
  linkRoute: [], // no bridge of the VM's own takes the link's addresses away
  gateway: ['link', 'lease', 'address', 'liveAddress', 'route', 'linkRoute', 'switchAddress'], // answers on the link
  bootRules: [], // the rules that are loaded at each start
  firewallOut: ['bootRules'], // the VM's own rules let anything out
  egress: ['gateway', 'route', 'firewallOut', 'nat', 'hostForwarding', 'hostRoute'],

  // Names.
  resolver: [], // systemd-resolved runs and is asked
  resolverAnswer: ['resolver', 'guestAccess'], // it tells its state
  dnsConfig: ['lease'], // a server is assigned
  dnsOut: ['bootRules'], // the VM's own rules let its questions out
  dnsProxy: ['dnsConfig', 'gateway', 'firewallOut', 'dnsOut', 'hostServices', 'hostFirewall', 'hostRoute'], // the switch's own server answers
  dnsServers: ['dnsConfig', 'dnsOut', 'egress'], // servers beyond the gateway answer
  dnsSettings: [], // no setting of the resolver competes with the servers of the network
  dnsEach: ['dnsConfig', 'dnsOut', 'dnsSettings', 'egress'], // each server answers, wherever it was set
  names: ['resolver', 'dnsConfig', 'dnsProxy', 'dnsServers', 'dnsEach', 'egress'], // required names resolve in the VM

  // From the VM to its services.
  proxyConfig: [],
  proxy: ['proxyConfig', 'names', 'egress'],
  portOut: ['bootRules'], // the VM's own rules let this port out
  interception: ['firewallOut', 'portOut'], // nobody answers in place of others: on the path, or in the VM's own rules
  tcp: ['names', 'egress', 'proxy', 'portOut'],
  clock: [],
  mtu: [],
  tls: ['interception', 'names', 'egress', 'proxy', 'clock', 'mtu'], // it is tried where TCP connects: what closes one port closes no TLS

  // What another VM on the same switch shows of all this.
  comparison: ['lease', 'gateway', 'egress', 'dnsProxy', 'dnsServers', 'dnsEach', 'tcp', 'tls'],

  // Containers.
  engine: [], // the container engine runs
  engineAnswer: ['engine', 'guestAccess'], // it tells its containers
  kernelForwarding: ['engine'], // the kernel forwards for containers: the engine switches that on
  forwarding: ['engine', 'bootRules'], // the engine's rules let containers out, with the VM's address
  engineChains: ['forwarding'], // its own chains take rules for more: what flushed its rules took them too
  containerSubnet: [],
  publishing: ['forwarding', 'bootRules'], // a published port is translated to its container
  inbound: ['publishing', 'kernelForwarding', 'forwarding', 'bootRules', 'containerSubnet', 'linkRoute', 'hostRoute'], // a port of a module can be reached
  inboundKept: ['inbound'], // the file of the firewall and the live rules let the same ports in
  containerPath: ['kernelForwarding', 'forwarding', 'containerSubnet', 'egress'],
  containerDnsConfig: [],
  containerServers: ['containerDnsConfig', 'containerPath', 'dnsProxy', 'dnsServers', 'dnsEach'], // servers of their own answer
  containerDns: ['containerServers', 'containerDnsConfig', 'containerPath', 'dnsProxy', 'dnsServers', 'dnsEach'],
  containerTcp: ['containerPath', 'containerDns', 'proxyConfig', 'tcp'],
  moduleOptions: [], // what the deployment asks for modules
  application: ['tls', 'tcp', 'containerTcp', 'inbound', 'engine'],
} as const satisfies Record<string, readonly string[]>;

export type Stage = keyof typeof graph;

const parents: Readonly<Record<Stage, readonly Stage[]>> = graph;

const collect = (stage: Stage, into: Set<Stage>): Set<Stage> => {
  for (const parent of parents[stage]) {
    if (into.has(parent)) continue;
    into.add(parent);
    collect(parent, into);
  }
  return into;
};

export const stages = Object.keys(graph) as readonly Stage[];

const ancestors = new Map(stages.map((stage) => [stage, collect(stage, new Set())]));

/** Every stage that this one rests on, directly or not. */
export const restsOn = (stage: Stage): ReadonlySet<Stage> => ancestors.get(stage) ?? new Set();

const ranks = new Map(stages.map((stage, rank) => [stage, rank]));

/** How far down the chain a stage stands: the table lists each stage after all that it rests on. */
export const rankOf = (stage: Stage): number => ranks.get(stage) ?? stages.length;
