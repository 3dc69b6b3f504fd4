import type { FactId, FactValues } from '../../core/src/facts/facts.js';
import type { Ruleset } from '../../core/src/parse/iptables/rule.js';
import { printRuleset } from '../../core/src/parse/iptables/print.js';

/** Typed facts as the tools in the guest print them and as the collectors hand them over: the way back of the parsers. */

type Printers = { readonly [K in FactId]: (value: FactValues[K]) => unknown };

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');
const table = (rows: readonly (readonly (string | number | null)[])[]): string =>
  lines(rows.map((row) => row.map((field) => field ?? '').join('\t')));
const keys = (entries: readonly (readonly [string, string | number | null])[]): string =>
  lines(entries.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])));
const framed = (files: readonly { path: string; target?: string | number | null; text: string }[]): string =>
  files.map(({ path, target, text }) => `==> ${path}${target == null ? '' : ` -> ${target}`}\n${text}\n`).join('');
const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
const ruleset = (value: Ruleset): string => (value.tables.length === 0 ? '' : printRuleset(value));

const unitFiles = (files: FactValues['guest.networkFiles']): string =>
  framed(
    files.map(({ path, sections }) => ({
      path,
      text: sections
        .map(({ name, entries }) => `[${name}]\n${entries.map(({ key, value }) => `${key}=${value}`).join('\n')}\n`)
        .join('\n'),
    })),
  );

const linkInfo = ({ kind, hairpin }: FactValues['guest.interfaces'][number]) => {
  const info = {
    ...(kind === null ? {} : { info_kind: kind }),
    ...(hairpin === undefined ? {} : { info_slave_kind: 'bridge', info_slave_data: { state: 'forwarding', hairpin } }),
  };
  return Object.keys(info).length === 0 ? {} : { linkinfo: info };
};

const nic = (one: FactValues['guest.interfaces'][number]) => ({
  ifindex: one.index,
  ifname: one.name,
  flags: [
    ...(one.name === 'lo' ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST']),
    ...(one.up ? ['UP'] : []),
    ...(one.carrier === true ? ['LOWER_UP'] : []),
  ],
  mtu: one.mtu,
  ...(one.master === null ? {} : { master: one.master }),
  address: one.mac ?? '00:00:00:00:00:00',
  ...(one.peerNamespace ? { link_netnsid: 0 } : {}),
  ...linkInfo(one),
  addr_info: one.addresses.map(({ family, address, prefixLength, scope, dynamic }) => ({
    family,
    local: address,
    prefixlen: prefixLength,
    scope,
    ...(dynamic ? { dynamic } : {}),
  })),
});

const without = (item: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null && value !== undefined));

const routeItem = (one: FactValues['guest.routes'][number]) =>
  without({
    type: one.type === 'unicast' ? null : one.type,
    dst: one.destination === '0.0.0.0/0' ? 'default' : one.destination,
    gateway: one.gateway,
    dev: one.device,
    table: one.table === 'main' ? null : one.table,
    protocol: one.protocol,
    scope: one.scope,
    prefsrc: one.source,
    metric: one.metric === 0 ? null : one.metric,
    flags: one.linkDown ? ['linkdown'] : [],
  });

const policyRule = (one: FactValues['guest.policyRules'][number]): string =>
  [
    `${one.priority}:`,
    ...(one.inverted ? ['not'] : []),
    `from ${one.from}`,
    ...(one.to === null ? [] : [`to ${one.to}`]),
    ...(one.fwmark === null ? [] : [`fwmark ${one.fwmark}`]),
    ...(one.iif === null ? [] : [`iif ${one.iif} [detached]`]),
    ...(one.oif === null ? [] : [`oif ${one.oif}`]),
    ...(one.other === null ? [] : [one.other]),
    ...(one.protocol === null ? [] : [`ipproto ${one.protocol}`]),
    ...(one.sourcePorts === null ? [] : [`sport ${one.sourcePorts}`]),
    ...(one.destinationPorts === null ? [] : [`dport ${one.destinationPorts}`]),
    ...(one.table === null ? [] : [`lookup ${one.table}`]),
    ...(one.suppressPrefixLength === null ? [] : [`suppress_prefixlength ${one.suppressPrefixLength}`]),
    ...(one.action === 'lookup' ? [] : [one.action === 'goto' ? `goto ${one.goto ?? 'none'}` : one.action]),
    'proto static',
  ].join(' ');

const label = (name: string, value: string | null): string[] =>
  value === null || value === '' ? [] : [`${name.padStart(20)}: ${value}`];

/** Further values one below the other. */
const column = (name: string, values: readonly string[]): string[] =>
  values.map((value, at) => `${at === 0 ? `${name.padStart(20)}:` : ' '.repeat(21)} ${value}`);

/** `resolvectl status` of systemd 250. */
const resolver = ({ global, links }: FactValues['guest.resolver']): string =>
  lines([
    'Global',
    ...label(
      'Protocols',
      `-LLMNR -mDNS ${global.dnsOverTls === 'yes' ? '+' : '-'}DNSOverTLS DNSSEC=${global.dnssec ?? 'no'}/unsupported`,
    ),
    ...label('resolv.conf mode', global.mode),
    ...label('Current DNS Server', global.currentServer),
    ...label('DNS Servers', global.servers.join(' ')),
    ...label('Fallback DNS Servers', global.fallbackServers.join(' ')),
    ...label('DNS Domain', global.domains.join(' ')),
    ...links.flatMap((one) => [
      '',
      `Link ${one.index} (${one.name})`,
      ...label('Current Scopes', one.scopes.join(' ') || 'none'),
      ...label(
        'Protocols',
        `${one.defaultRoute === true ? '+' : '-'}DefaultRoute -LLMNR -mDNS ${one.dnsOverTls === 'yes' ? '+' : '-'}DNSOverTLS DNSSEC=${one.dnssec ?? 'no'}/unsupported`,
      ),
      ...label('Current DNS Server', one.currentServer),
      ...label('DNS Servers', one.servers.join(' ')),
      ...label('DNS Domain', one.domains.join(' ')),
    ]),
  ]);

/** `networkctl status --all` of systemd 250. */
const networkState = (links: FactValues['guest.networkState']): string =>
  lines(
    links.flatMap((one) => [
      `● ${one.index}: ${one.name}`,
      ...label('Network File', one.networkFile ?? 'n/a'),
      ...label('Type', one.type ?? 'n/a'),
      ...label('State', `${one.operational ?? 'n/a'} (${one.setup ?? 'n/a'})`),
      ...column('Address', one.addresses),
      ...column('Gateway', one.gateways),
      ...column('DNS', one.dns),
    ]),
  );

const ports = (published: FactValues['guest.containers'][number]['published']) => {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { containerPort, protocol, hostAddress, hostPort } of published) {
    (bindings[`${containerPort}/${protocol}`] ??= []).push({
      HostIp: hostAddress ?? '0.0.0.0',
      HostPort: `${hostPort}`,
    });
  }
  return bindings;
};

const containerLine = (one: FactValues['guest.containers'][number]): string =>
  JSON.stringify({
    id: one.id,
    name: `/${one.name}`,
    image: one.image,
    running: one.running,
    pid: one.pid ?? 0,
    networkMode: one.networkMode,
    networks: Object.fromEntries(
      one.networks.map(({ name, networkId, address, gateway }) => [
        name,
        { NetworkID: networkId ?? '', IPAddress: address ?? '', Gateway: gateway ?? '' },
      ]),
    ),
    ports: one.running ? ports(one.published) : {},
    portBindings: ports(one.published),
    exposedPorts: Object.fromEntries(one.exposed.map(({ port, protocol }) => [`${port}/${protocol}`, {}])),
    dns: one.dns,
    owner: one.module ? 'Microsoft.Azure.Devices.Edge.Agent' : null,
  });

const networkLine = (one: FactValues['guest.containerNetworks'][number]): string =>
  JSON.stringify({
    id: one.id,
    name: one.name,
    driver: one.driver,
    internal: one.internal,
    ipam: one.subnets.map(({ subnet, gateway }) => without({ Subnet: subnet, Gateway: gateway })),
    bridge: one.bridge ?? '',
    mtu: one.mtu === null ? '' : `${one.mtu}`,
  });

const saved = (one: FactValues['guest.ip4save']): string =>
  one === null ? '' : framed([{ path: one.path, target: one.changedAt, text: one.text }]);

const release = (one: FactValues['guest.release']): string =>
  framed([
    {
      path: '/etc/os-release',
      text: keys([
        ['ID', one.id],
        ['VERSION_ID', `"${one.versionId}"`],
        ['PRETTY_NAME', one.prettyName === null ? null : `"${one.prettyName}"`],
      ]),
    },
    {
      path: '/etc/os-subrelease',
      text: keys([
        ['ID', one.eflow ? 'eflow' : null],
        ['VERSION_ID', one.eflowVersion],
      ]),
    },
    { path: '/proc/sys/kernel/osrelease', text: one.kernel ?? '' },
  ]);

const resolvConf = (files: FactValues['guest.resolvConf']): string =>
  framed(
    files.map(({ path, target, nameservers, search, options }) => ({
      path,
      target,
      text: lines([
        ...nameservers.map((server) => `nameserver ${server}`),
        ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
        ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
      ]),
    })),
  );

const plain = <T>(value: T): T => value;

export const printers: Printers = {
  'guest.arpProbe': (probes) =>
    table(probes.map((one) => [one.device, one.address, one.sent, one.answeredBy.join(',')])),
  'guest.clock': ({ epochSeconds, synchronized, ntpServer }) =>
    lines([epochSeconds.toFixed(9)]) +
    keys([
      ['NTPSynchronized', synchronized === null ? null : synchronized ? 'yes' : 'no'],
      ['ServerName', ntpServer],
    ]),
  'guest.conntrack': ({ count, max }) =>
    keys([
      ['net.netfilter.nf_conntrack_count', count],
      ['net.netfilter.nf_conntrack_max', max],
    ]),
  'guest.containerNetworks': (networks) => lines(networks.map(networkLine)),
  'guest.containerResolvConf': (files) =>
    resolvConf(
      files.map(({ container, changedAt, ...file }) => ({
        ...file,
        target: [changedAt, container].filter((one) => one !== null).join(' '),
      })),
    ),
  'guest.containers': (containers) => lines(containers.map(containerLine)),
  'guest.daemonJson': (one) =>
    one.present
      ? json(
          without({
            dns: one.dns.length > 0 ? one.dns : null,
            mtu: one.mtu,
            iptables: one.iptables,
            'userland-proxy': one.userlandProxy,
          }),
        )
      : '',
  'guest.dnsProbe': (queries) =>
    table(
      queries.map((one) => [
        one.from,
        one.server,
        one.transport,
        one.name,
        one.state,
        one.rcode,
        one.addresses.join(','),
        one.tookMs,
      ]),
    ),
  'guest.gatewayProbe': (gateways) =>
    table(gateways.map((one) => [one.device, one.gateway, one.ping, one.neighbour, one.mac])),
  'guest.hostName': (name) => lines([name]),
  'guest.hosts': (entries) => lines(entries.map(({ address, names }) => [address, ...names].join(' '))),
  'guest.interfaces': (interfaces) => json(interfaces.map(nic)),
  'guest.iotedgeCheck': (checks) =>
    json({
      additional_info: {},
      checks: Object.fromEntries(checks.map(({ id, result, details }) => [id ?? '', { result: { result, details } }])),
    }),
  'guest.ip4save': saved,
  'guest.ip6save': saved,
  'guest.ip6tablesLegacy': ruleset,
  'guest.ip6tablesNft': ruleset,
  'guest.iptablesLegacy': ruleset,
  'guest.iptablesNft': ruleset,
  'guest.iptablesVersion': ({ version, backEnd }) =>
    lines([`iptables v${version ?? ''} (${backEnd === 'nft' ? 'nf_tables' : 'legacy'})`]),
  'guest.kernelSettings': (settings) => lines(Object.entries(settings).map(([name, value]) => `${name} = ${value}`)),
  'guest.leases': (leases) =>
    framed(
      leases.map((one, index) => ({
        path: `/run/systemd/netif/leases/${index + 2}`,
        target: one.interface,
        text: keys([
          ['ADDRESS', one.address],
          ['ROUTER', one.router.join(' ') || null],
          ['DNS', one.dns.join(' ') || null],
          ['SERVER_ADDRESS', one.server],
          ['LIFETIME', one.lifetimeSeconds],
        ]),
      })),
    ),
  'guest.linkCounters': (links) =>
    table(
      links.map((one) => [
        one.name,
        one.state,
        one.carrierChanges,
        one.received,
        one.sent,
        one.receiveErrors,
        one.sendErrors,
        one.receiveDropped,
        one.sendDropped,
      ]),
    ),
  'guest.listeners': (listeners) =>
    lines(
      listeners.map(
        (one, index) =>
          `${one.protocol} ${one.protocol === 'tcp' ? 'LISTEN' : 'UNCONN'} 0 128 ${one.address}:${one.port} 0.0.0.0:*${one.process === null ? '' : ` users:(("${one.process}",pid=${index + 900},fd=4))`}`,
      ),
    ),
  'guest.memory': ({ totalKb, availableKb }) => lines([`MemTotal: ${totalKb} kB`, `MemAvailable: ${availableKb} kB`]),
  'guest.nameProbe': (lookups) =>
    table(lookups.map((one) => [one.from, one.name, one.addresses.join(','), one.state, one.via])),
  'guest.neighbours': (neighbours) =>
    json(
      neighbours.map(({ address, device, mac, state }) =>
        without({ dst: address, dev: device, lladdr: mac, state: [state] }),
      ),
    ),
  'guest.networkFiles': unitFiles,
  'guest.networkState': networkState,
  'guest.nftTables': (tables) => lines(tables.map((one) => `table ${one}`)),
  'guest.ntpProbe': (answers) =>
    table(answers.map((one) => [one.from, one.server, one.address, one.state, one.stratum, one.offsetMs, one.delayMs])),
  'guest.pathMtu': (paths) =>
    table(paths.map((one) => [one.from, one.host, one.port, one.address, one.passed, one.lost, one.told])),
  'guest.policyRules': (rules) => lines(rules.map(policyRule)),
  'guest.proxySettings': (settings) =>
    table(settings.map((one) => [one.place, one.variable, one.value, ...(one.credentials ? ['credentials'] : [])])),
  'guest.reach': (reach) =>
    table(
      reach.map((one) => [
        one.from,
        one.host,
        one.port,
        one.address,
        one.tcp,
        one.tls,
        one.issuer,
        one.via,
        one.tookMs,
      ]),
    ),
  'guest.release': release,
  'guest.resolvConf': resolvConf,
  'guest.resolvedConf': unitFiles,
  'guest.resolver': resolver,
  'guest.routes': (routes) => json(routes.map(routeItem)),
  'guest.services': (services) =>
    services
      .map((one) =>
        keys([
          ['Id', one.name],
          ['LoadState', one.load],
          ['ActiveState', one.active],
          ['SubState', one.sub],
          ['UnitFileState', one.enabled ?? ''],
        ]),
      )
      .join('\n'),
  'guest.tools': (tools) => lines(tools),
  'guest.trafficControl': (things) => table(things.map((one) => [one.kind, one.device, one.at, one.what])),
  'guest.upstream': (one) =>
    keys([
      ['source', one.source],
      ['hub', one.hub],
      ['protocol', one.protocol],
      ['provisioning', one.provisioning],
      ['dps', one.dps],
      ['parent', one.parent],
      ['hostName', one.hostName],
      ...one.registries.map((registry) => ['registry', registry] as const),
    ]),
  'host.agent': ({ certificateSince, errors }) => ({
    loginWrittenAt: certificateSince === null ? null : new Date(certificateSince * 1000).toISOString(),
    log: lines(errors.map((one) => `[LOG: 03-01 08:14:0000028 TraceID: hcs.go:459  be2bbb0b625d9855] ${one}`)),
  }),
  'host.hostsIcs': (entries) => ({
    text:
      entries === null ? null : lines(entries.map(({ address, names }) => `${address} ${names.join(' ')} # 2026 3 1`)),
  }),
  'host.portProxies': (proxies) =>
    proxies.map(({ kind, listenAddress, listenPort, connectAddress, connectPort }) => ({
      kind,
      listen: `${listenAddress}/${listenPort}`,
      connect: `${connectAddress}/${connectPort}`,
    })),
  'host.virtualMachines': (machines) => ({
    hyperV: machines
      .filter(({ name }) => name !== null)
      .map(({ id, name, running }) => ({ id, name, state: running === true ? 2 : 3 })),
    hcsdiag: machines
      .filter(({ name }) => name === null)
      .flatMap(({ id, owner, running }) => [
        id,
        `    VM,      ${running === true ? 'Running' : 'Stopped'}, ${id}, ${owner}`,
        '',
      ]),
  }),
  'host.dhcpServer': plain,
  'host.events': plain,
  'host.firewallProducts': plain,
  'host.firewallRules': plain,
  'host.hyperVFirewall': plain,
  'host.ipInterfaces': plain,
  'host.listeners': plain,
  'host.natMappings': plain,
  'host.networkProfiles': plain,
  'host.proxy': plain,
  'host.sharing': plain,
  'host.switchExtensions': plain,
  'host.complaints': plain,
  'host.vpnConnections': plain,
  'host.adapters': plain,
  'host.addresses': plain,
  'host.dnsProbe': plain,
  'host.dnsServers': plain,
  'host.nameProbe': plain,
  'host.reach': plain,
  'host.eflow': plain,
  'host.firewallProfiles': plain,
  'host.nat': plain,
  'host.neighbours': plain,
  'host.portProbe': plain,
  'host.routes': plain,
  'host.services': plain,
  'host.switches': plain,
  'host.system': plain,
  'host.vmAddress': ({ mac, ip, source, failures }) => ({
    output: [mac, ip].filter((one) => one !== null),
    chatter: [
      `[03/01/2026 08:14:58] Querying IP and MAC addresses from virtual machine (EDGE-1-EFLOW)`,
      ...(mac === null ? [] : [` - Virtual machine MAC: ${mac}`]),
      ...(ip === null
        ? []
        : [
            ` - Virtual machine IP : ${ip}${source === null ? '' : ` retrieved ${source === 'vm' ? 'directly from virtual machine' : 'from NodeAgent'}`}`,
          ]),
      ...failures.map((failure) => ` - ${failure}`),
    ],
  }),
  'host.vmEndpoint': (endpoints) =>
    endpoints.map((one) => ({
      Name: one.name,
      MacAddress: one.mac,
      HealthStatus: one.health,
      IpConfiguration: {
        Address: one.address,
        PrefixLength: one.prefixLength,
        Gateway: one.gateway,
        AllocationMethod: one.allocation,
        SubNet: one.subnet,
      },
      GuestInterfaceName: one.guestInterface,
    })),
  'host.vmName': plain,
  'host.vmNetwork': (networks) =>
    networks.map(({ name, allocation, cidr, type }) => ({
      Name: name,
      AllocationMethod: allocation,
      Cidr: cidr,
      Type: type,
    })),
};
