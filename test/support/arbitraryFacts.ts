import fc from 'fast-check';
import type { FactValues } from '../../core/src/facts/facts.js';

/** Any fact that a guest could have: what parsers must give back once a tool has printed it. */

type Item<K extends keyof FactValues> = FactValues[K] extends readonly (infer T)[] ? T : never;

const wordOf = (characters: string, most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength: 1, maxLength: most });

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const word = wordOf(`${letters}${letters.toUpperCase()}${digits}-_`, 12).filter((one) => one !== '-');
const orNone = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null });
const some = <T>(one: fc.Arbitrary<T>, most = 4): fc.Arbitrary<T[]> => fc.array(one, { maxLength: most });
const whole = fc.nat({ max: 4_000_000_000 });
const port = fc.integer({ min: 1, max: 65_535 });

/**
 * What the kernel allows, dev_valid_name() of net/core/dev.c: no slash, colon or blank, at most 15 bytes. A name may be one
 * of the words that stand around it. Without @, which iproute2 puts between the two ends of a pair.
 */
const keywords = ['dev', 'via', 'table', 'metric', 'mtu', 'master', 'not', 'from', 'lladdr', 'default', 'UP', 'n', '0'];
export const device = fc.oneof(
  wordOf(`${letters}${digits}`, 10),
  wordOf(`${letters}${letters.toUpperCase()}${digits}.-_+=~#%,()[]{}'"!?*$&;|<>\\`, 15).filter(
    (one) => !/^(\.{1,2}|-.*|#.*)$/.test(one),
  ),
  fc.constantFrom(...keywords, 'br-6868c9739a37', 'eth0.100', 'v-eth1', 'enp0s31f6'),
);

const ipv4 = fc.ipV4();
/** As inet_ntop(3) writes it. */
const ipv6 = fc
  .tuple(fc.constantFrom('fe80', 'fd00', '2001:db8', '2620'), fc.integer({ min: 1, max: 0xffff }))
  .map(([head, tail]) => `${head}::${tail.toString(16)}`);
const subnet = fc.tuple(ipv4, fc.integer({ min: 1, max: 32 })).map(([address, length]) => `${address}/${length}`);
const mac = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((one) => one.toString(16).padStart(2, '0')).join(':'))
  .filter((one) => one !== '00:00:00:00:00:00');

const address: fc.Arbitrary<Item<'guest.interfaces'>['addresses'][number]> = fc.oneof(
  fc.record({
    family: fc.constant('inet' as const),
    address: ipv4,
    prefixLength: fc.integer({ min: 0, max: 32 }),
    scope: fc.constantFrom('global', 'link', 'host'),
    dynamic: fc.boolean(),
  }),
  fc.record({
    family: fc.constant('inet6' as const),
    address: ipv6,
    prefixLength: fc.integer({ min: 0, max: 128 }),
    scope: fc.constantFrom('global', 'link', 'host', 'site'),
    dynamic: fc.boolean(),
  }),
);

const card: fc.Arbitrary<Item<'guest.interfaces'>> = fc
  .record({
    name: device.filter((name) => name !== 'lo'),
    index: fc.integer({ min: 1, max: 99_999 }),
    up: fc.boolean(),
    carrier: fc.boolean(),
    mtu: fc.integer({ min: 68, max: 65_536 }),
    mac,
    kind: orNone(fc.constantFrom('bridge', 'veth', 'vlan', 'macvlan', 'bond')),
    master: orNone(device),
    peerNamespace: fc.boolean(),
    addresses: some(address),
    hairpin: orNone(fc.boolean()),
  })
  .map(({ hairpin, ...one }) => ({
    ...one,
    carrier: one.up ? one.carrier : null,
    ...(hairpin === null ? {} : { hairpin }),
  }));

const route: fc.Arbitrary<Item<'guest.routes'>> = fc.record({
  table: fc.oneof(fc.constantFrom('main', 'local', 'default'), fc.integer({ min: 1, max: 99_999 }).map(String)),
  type: fc.constantFrom('unicast', 'local', 'broadcast', 'multicast', 'blackhole', 'unreachable', 'prohibit', 'throw'),
  destination: fc.oneof(fc.constant('0.0.0.0/0'), subnet),
  gateway: orNone(fc.oneof({ weight: 3, arbitrary: ipv4 }, { weight: 1, arbitrary: ipv6 })),
  device: orNone(device),
  metric: whole,
  source: orNone(ipv4),
  scope: orNone(fc.constantFrom('link', 'host', 'site')),
  protocol: orNone(fc.constantFrom('kernel', 'dhcp', 'static', 'boot', '196')),
  linkDown: fc.boolean(),
});

const mark = fc.nat({ max: 0xffff }).map((one) => `0x${one.toString(16)}`);
const ports = fc.oneof(
  fc.integer({ min: 1, max: 65_534 }).map(String),
  fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1000, max: 65_534 })).map((both) => both.join('-')),
);

/** What a rule does, with what belongs to it: a table is asked, another rule is gone to, or no route is given. */
const action: fc.Arbitrary<Pick<Item<'guest.policyRules'>, 'action' | 'table' | 'goto' | 'suppressPrefixLength'>> =
  fc.oneof(
    fc.record({
      action: fc.constant('lookup' as const),
      table: fc.oneof(fc.constantFrom('main', 'local', 'default'), fc.integer({ min: 1, max: 999 }).map(String)),
      goto: fc.constant(null),
      suppressPrefixLength: orNone(fc.nat({ max: 32 })),
    }),
    fc.record({
      action: fc.constant('goto' as const),
      table: fc.constant(null),
      goto: orNone(fc.integer({ min: 1, max: 32_767 })),
      suppressPrefixLength: fc.constant(null),
    }),
    fc.record({
      action: fc.constantFrom('nop', 'unreachable', 'prohibit', 'blackhole'),
      table: fc.constant(null),
      goto: fc.constant(null),
      suppressPrefixLength: fc.constant(null),
    }),
  );

const rule: fc.Arbitrary<Item<'guest.policyRules'>> = fc
  .tuple(
    fc.record({
      priority: fc.integer({ min: 0, max: 32_767 }),
      from: fc.oneof(fc.constant('all'), subnet, ipv4),
      to: orNone(fc.oneof(subnet, ipv4)),
      fwmark: orNone(
        fc.oneof(
          mark,
          fc.tuple(mark, mark).map((both) => both.join('/')),
        ),
      ),
      iif: orNone(device),
      oif: orNone(device),
      protocol: orNone(fc.constantFrom('tcp', 'udp', 'icmp', 'sctp', '253')),
      sourcePorts: orNone(ports),
      destinationPorts: orNone(ports),
      inverted: fc.boolean(),
      other: orNone(fc.constantFrom('tos 0x10', 'uidrange 0-99', 'tos 0x08 uidrange 5-5', 'dscp 0x2e', 'tun_id 5')),
    }),
    action,
  )
  .map(([selectors, does]) => ({ ...selectors, ...does }));

const neighbour: fc.Arbitrary<Item<'guest.neighbours'>> = fc.record({
  address: ipv4,
  device,
  mac: orNone(mac),
  state: fc.constantFrom('REACHABLE', 'STALE', 'DELAY', 'PROBE', 'INCOMPLETE', 'FAILED', 'PERMANENT', 'NOARP'),
});

const listener: fc.Arbitrary<Item<'guest.listeners'>> = fc.record({
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  address: fc.oneof(ipv4, ipv6, fc.constantFrom('0.0.0.0', '::')),
  port,
  process: orNone(
    fc.oneof(wordOf(`${letters}${digits}-_.`, 15), fc.constantFrom('tmux: server', '(sd-pam)', 'a,b', 'pid=1')),
  ),
});

/** systemd.syntax(7): any key, an empty value too, a value with an equals sign, brackets or a comment's sign behind its first character. */
const setting = fc.record({
  key: fc.oneof(fc.constantFrom('Address', 'Gateway', 'DNS', 'Name', 'DHCP', 'Domains'), wordOf(letters, 8)),
  value: fc.oneof(
    fc.constant(''),
    ipv4,
    subnet,
    ipv6,
    wordOf(`${letters}${digits}=[]#;~.:/*!`, 12),
    fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  ),
});
const unitFile: fc.Arbitrary<Item<'guest.networkFiles'>> = fc.record({
  path: word.map((name) => `/etc/systemd/network/${name}.network`),
  sections: some(
    fc.record({ name: fc.constantFrom('Match', 'Network', 'Address', 'Route', 'DHCPv4'), entries: some(setting) }),
  ),
});

const yesNo = fc.constantFrom('yes', 'no');
const domain = fc.oneof(
  fc.constant('~.'),
  fc.array(wordOf(letters, 8), { minLength: 2, maxLength: 3 }).map((labels) => labels.join('.')),
);
const server = fc.oneof(ipv4, ipv6);
const link: fc.Arbitrary<FactValues['guest.resolver']['links'][number]> = fc.record({
  index: fc.integer({ min: 1, max: 99_999 }),
  name: device,
  servers: some(server),
  currentServer: orNone(server),
  domains: some(domain, 3),
  defaultRoute: fc.boolean(),
  dnssec: yesNo,
  dnsOverTls: yesNo,
  scopes: fc.subarray(['DNS', 'LLMNR/IPv4', 'LLMNR/IPv6', 'mDNS/IPv4']),
});
const resolver: fc.Arbitrary<FactValues['guest.resolver']> = fc.record({
  global: fc.record({
    servers: some(server),
    fallbackServers: some(server),
    currentServer: orNone(server),
    domains: some(domain, 3),
    mode: orNone(fc.constantFrom('stub', 'uplink', 'static', 'foreign', 'missing')),
    dnssec: yesNo,
    dnsOverTls: yesNo,
  }),
  links: some(link),
});

const networkdLink: fc.Arbitrary<Item<'guest.networkState'>> = fc.record({
  index: fc.integer({ min: 1, max: 99_999 }),
  name: device,
  type: orNone(fc.constantFrom('ether', 'bridge', 'loopback', 'none')),
  operational: orNone(fc.constantFrom('routable', 'degraded', 'no-carrier', 'off', 'enslaved')),
  setup: orNone(fc.constantFrom('configured', 'unmanaged', 'failed', 'pending')),
  networkFile: orNone(word.map((name) => `/run/systemd/network/${name}.network`)),
  addresses: some(fc.oneof(ipv4, ipv6)),
  gateways: some(ipv4, 2),
  dns: some(server, 2),
});

/** JavaScript would put a name that is a number before the others. */
const networkName = word.filter((one) => !/^\d+$/.test(one));

const publishedPort = fc.record({
  containerPort: port,
  protocol: fc.constantFrom('tcp', 'udp', 'sctp'),
  hostAddress: orNone(ipv4.filter((one) => one !== '0.0.0.0')),
  hostPort: port,
});
const id = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 64, maxLength: 64 });
const byPort = (one: { containerPort: number; protocol: string }): string => `${one.containerPort}/${one.protocol}`;
const container: fc.Arbitrary<Item<'guest.containers'>> = fc
  .record({
    id,
    name: word,
    image: word.map((name) => `mcr.microsoft.com/${name}:1.5`),
    running: fc.boolean(),
    pid: orNone(fc.integer({ min: 1, max: 99_999 })),
    networkMode: fc.constantFrom('bridge', 'azure-iot-edge', 'host', 'none'),
    networks: fc.uniqueArray(
      fc.record({ name: networkName, networkId: orNone(id), address: orNone(ipv4), gateway: orNone(ipv4) }),
      { maxLength: 3, selector: ({ name }) => name },
    ),
    published: fc.uniqueArray(publishedPort, { maxLength: 3, selector: byPort }),
    exposed: fc.uniqueArray(fc.record({ port, protocol: fc.constantFrom('tcp', 'udp') }), {
      maxLength: 3,
      selector: (one) => `${one.port}/${one.protocol}`,
    }),
    dns: some(ipv4, 2),
    module: fc.boolean(),
  })
  .map((one) => ({
    ...one,
    published: one.networkMode === 'host' ? [] : one.published,
    hostEndpointConfigured: one.networks.some(({ name }) => name === 'host'),
  }));

const network: fc.Arbitrary<Item<'guest.containerNetworks'>> = fc
  .record({
    id,
    name: word,
    driver: fc.constantFrom('bridge', 'host', 'null', 'macvlan'),
    bridge: device,
    subnets: some(fc.record({ subnet, gateway: orNone(ipv4) }), 2),
    mtu: orNone(fc.integer({ min: 68, max: 9000 })),
    internal: fc.boolean(),
  })
  .map((one) => ({ ...one, bridge: one.driver === 'bridge' ? one.bridge : null }));

const resolvFile: fc.Arbitrary<Item<'guest.resolvConf'>> = fc.record({
  path: fc.constantFrom('/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'),
  target: orNone(fc.constant('../run/systemd/resolve/stub-resolv.conf')),
  nameservers: some(server),
  search: some(domain, 3),
  options: fc.subarray(['edns0', 'trust-ad', 'ndots:0']),
});

const lease: fc.Arbitrary<Item<'guest.leases'>> = fc.record({
  interface: device,
  address: ipv4,
  router: some(ipv4, 2),
  dns: some(ipv4, 3),
  server: orNone(ipv4),
  lifetimeSeconds: orNone(whole),
});

const service: fc.Arbitrary<Item<'guest.services'>> = fc.record({
  name: word.map((name) => `${name}.service`),
  load: fc.constantFrom('loaded', 'not-found', 'masked'),
  active: fc.constantFrom('active', 'inactive', 'failed', 'activating'),
  sub: fc.constantFrom('running', 'dead', 'exited', 'auto-restart'),
  enabled: orNone(fc.constantFrom('enabled', 'disabled', 'static', 'masked')),
});

const host = domain.filter((one) => one !== '~.');
const sentence = fc.array(wordOf(letters, 8), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));

const check: fc.Arbitrary<Item<'guest.iotedgeCheck'>> = fc.record({
  id: word.filter((one) => !/^\d+$/.test(one) && one !== '__proto__'), // JSON.parse puts whole numbers first
  title: sentence,
  result: fc.constantFrom('ok', 'warning', 'ignored', 'skipped', 'fatal', 'error'),
  details: some(sentence, 3),
});

const release: fc.Arbitrary<FactValues['guest.release']> = fc.record({
  id: fc.constantFrom('mariner', 'azurelinux', 'debian'),
  versionId: fc.constantFrom('', '1.0', '2.0', '3.0'),
  prettyName: orNone(sentence),
  eflow: fc.boolean(),
  eflowVersion: orNone(fc.constantFrom('1.1.2112.12083', '1.4.10.14148', '1.5.1.28104')),
  kernel: orNone(fc.constantFrom('5.10.74.1', '5.15.158.2-1.cm2', '6.6.57.1-6.azl3')),
});

const proxySetting: fc.Arbitrary<Item<'guest.proxySettings'>> = fc
  .record({
    place: fc.constantFrom('engine', 'edged', 'identityd', 'edgeAgent'),
    variable: fc.constantFrom('HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'NO_PROXY', 'no_proxy'),
    value: fc.oneof(
      fc.constant(''),
      fc.tuple(host, port).map(([name, at]) => `http://${name}:${at}`),
    ),
    cut: fc.boolean(),
  })
  .map(({ cut, ...setting }) => (cut ? { ...setting, credentials: true } : setting));

const upstream: fc.Arbitrary<FactValues['guest.upstream']> = fc.record({
  hub: orNone(host),
  protocol: orNone(fc.constantFrom('Amqp', 'AmqpWs', 'Mqtt', 'MqttWs')),
  provisioning: orNone(fc.constantFrom('manual', 'dps', 'external')),
  dps: orNone(host),
  parent: orNone(host),
  registries: some(
    fc.tuple(host, orNone(port)).map(([name, at]) => (at === null ? name : `${name}:${at}`)),
    3,
  ),
  hostName: orNone(host),
  source: orNone(fc.constantFrom('/etc/aziot/config.toml', '/etc/iotedge/config.yaml')),
});

export const arbitraryFacts = {
  'guest.iotedgeCheck': fc.uniqueArray(check, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
  'guest.release': release,
  'guest.proxySettings': some(proxySetting),
  'guest.upstream': upstream,
  'guest.interfaces': fc.uniqueArray(card, { minLength: 1, maxLength: 5, selector: ({ name }) => name }),
  'guest.routes': some(route, 6),
  'guest.policyRules': some(rule, 6),
  'guest.neighbours': some(neighbour, 6),
  'guest.listeners': some(listener, 6),
  'guest.networkFiles': some(unitFile, 3),
  'guest.resolvedConf': some(unitFile, 2),
  'guest.resolver': resolver,
  'guest.networkState': fc.array(networkdLink, { minLength: 1, maxLength: 4 }),
  'guest.containers': some(container, 3),
  'guest.containerNetworks': some(network, 3),
  'guest.resolvConf': some(resolvFile, 2),
  'guest.leases': some(lease, 3),
  'guest.services': some(service, 3),
  'guest.hosts': some(fc.record({ address: server, names: fc.array(domain, { minLength: 1, maxLength: 3 }) })),
  'guest.kernelSettings': fc
    .dictionary(
      device.map((name) => `net.ipv4.conf.${name.replaceAll('.', '/')}.rp_filter`),
      fc.constantFrom('0', '1', '2'),
      { maxKeys: 4 },
    )
    .filter((settings) => Object.keys(settings).every((name) => !name.includes('='))),
  'guest.conntrack': fc.record({ count: orNone(whole), max: orNone(whole) }),
  'guest.memory': fc.record({ totalKb: whole, availableKb: whole }),
  'guest.clock': fc.record({
    epochSeconds: fc.integer({ min: 1, max: 4_000_000_000 }),
    synchronized: orNone(fc.boolean()),
    ntpServer: orNone(domain.filter((one) => one !== '~.')),
  }),
  'guest.daemonJson': fc.record({
    present: fc.constant(true),
    dns: some(ipv4, 3),
    mtu: orNone(fc.integer({ min: 68, max: 9000 })),
    iptables: orNone(fc.boolean()),
    userlandProxy: orNone(fc.boolean()),
  }),
  'guest.linkCounters': some(
    fc.record({
      name: device,
      state: orNone(fc.constantFrom('up', 'down', 'unknown')),
      carrierChanges: orNone(whole),
      received: orNone(whole),
      sent: orNone(whole),
      receiveErrors: orNone(whole),
      sendErrors: orNone(whole),
      receiveDropped: orNone(whole),
      sendDropped: orNone(whole),
    }),
  ),
  'guest.nftTables': some(fc.tuple(fc.constantFrom('ip', 'inet', 'bridge'), word).map((both) => both.join(' '))),
  'host.portProxies': some(
    fc.record({
      kind: fc.constantFrom('v4tov4', 'v4tov6', 'v6tov4'),
      listenAddress: fc.oneof(fc.constant('*'), ipv4),
      listenPort: port,
      connectAddress: server,
      connectPort: port,
    }),
  ),
  'host.hostsIcs': orNone(
    fc.array(fc.record({ address: ipv4, names: fc.array(domain, { minLength: 1, maxLength: 2 }) }), { minLength: 1 }),
  ),
  'host.vmNetwork': some(
    fc.record({
      name: word,
      allocation: orNone(fc.constantFrom('Static', 'Dynamic')),
      cidr: orNone(subnet),
      type: orNone(fc.constantFrom('ICS', 'NAT', 'Transparent')),
    }),
  ),
  'host.vmEndpoint': some(
    fc.record({
      name: word,
      mac: orNone(mac),
      health: orNone(fc.constant('currentState:OK previousState:OK')),
      address: orNone(ipv4),
      prefixLength: orNone(fc.integer({ min: 0, max: 32 })),
      gateway: orNone(ipv4),
      allocation: orNone(fc.constantFrom('Static', 'Dynamic')),
      subnet: orNone(word),
      guestInterface: orNone(wordOf(letters, 8)),
    }),
  ),
} satisfies { readonly [K in keyof FactValues]?: fc.Arbitrary<FactValues[K]> };

export type GeneratedId = keyof typeof arbitraryFacts;
