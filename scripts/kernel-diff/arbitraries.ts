import fc from 'fast-check';
import { policyRule, type PolicyRule } from '../../core/src/parse/guest/policyRules.js';
import type { Shot } from './bytes.js';
import { dockerLike } from './dockerLike.js';
import { BRIDGE, cards, oddSenders, oddTargets, ports, ROUTINGS, senders, sync, targets } from './scene.js';

export type Arbitrary<T> = fc.Arbitrary<T>;

/** Which tables a back end gets, as texts of iptables-restore. */
export interface SceneRules {
  readonly nft: string | null;
  readonly legacy: string | null;
}

export interface Scene {
  readonly rules: SceneRules;
  /** One of the laboratory's sets of routes and policy rules. */
  readonly routing: number;
  /** Policy rules that the scene has besides. */
  readonly policyRules?: readonly PolicyRule[];
  /** Below /proc/sys/net/ipv4/conf: `eth0/rp_filter`; and `bridge/...` below /proc/sys/net. */
  readonly settings: Readonly<Record<string, number>>;
  readonly shots: readonly Shot[];
}

const pick = <T>(...items: readonly T[]): Arbitrary<T> => fc.constantFrom(...items);
const negated = fc.boolean().map((yes) => (yes ? '! ' : ''));
const rarely = <T>(arbitrary: Arbitrary<T>, otherwise: T): Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });

const address = fc.oneof(
  { weight: 8, arbitrary: pick(...targets, ...Object.values(senders).flat()) },
  { weight: 1, arbitrary: pick(...oddTargets, ...oddSenders) },
);
const prefix = fc
  .tuple(address, pick('/32', '/32', '/24', '/20', '/16', '/12', '/8', '/0', '/255.255.0.255'))
  .map(([text, length]) => text + length);

const port = pick(...ports).map(String);
const closedRange = fc.oneof(
  { weight: 4, arbitrary: port },
  {
    weight: 1,
    arbitrary: fc.tuple(pick(...ports), fc.nat(2000)).map(([lo, more]) => `${lo}:${Math.min(65535, lo + 1 + more)}`),
  },
);
const portRange = fc.oneof(
  { weight: 5, arbitrary: closedRange },
  { weight: 1, arbitrary: port.map((text) => `:${text}`) },
  { weight: 1, arbitrary: port.map((text) => `${text}:`) },
);
/** multiport(iptables-extensions(8)) takes no open ranges. */
const portList = fc.array(closedRange, { minLength: 1, maxLength: 4 }).map((list) => list.join(','));

const interfaceName = pick('lo', ...cards.map(({ name }) => name), 'eth+', 'br-+', 'docker+', 'wlan0');
const subset = (...items: readonly string[]): Arbitrary<string> =>
  fc.subarray([...items], { minLength: 1 }).map((list) => list.join(','));

/** A match on a port in the many spellings that the tools take. */
const transport = fc
  .tuple(pick('tcp', 'udp'), negated, pick('--dport', '--sport', '--destination-port'), portRange)
  .map(([name, not, option, value]) => `-p ${name} -m ${name} ${not}${option} ${value}`);
const multiport = fc
  .tuple(pick('tcp', 'udp'), negated, pick('--dports', '--sports', '--ports'), portList)
  .map(([name, not, option, value]) => `-p ${name} -m multiport ${not}${option} ${value}`);
const flags = pick(
  '-p tcp --syn',
  '-p tcp ! --syn',
  '-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN',
  '-p tcp -m tcp --tcp-flags ALL RST',
  '-p tcp -m tcp ! --tcp-flags ACK ACK',
);
const icmp = fc
  .tuple(negated, pick('8', 'echo-request', '3/3', 'any', '0', '13'))
  .map(([not, type]) => `-p icmp -m icmp ${not}--icmp-type ${type}`);
const plainProtocol = pick('-p tcp', '-p udp', '-p icmp', '! -p tcp', '! -p udp', '-p igmp', '-p 253', '-p all');

/** At most one of these is in a rule: each says which protocol. */
export const protocolPart = fc.oneof({ weight: 4, arbitrary: transport }, multiport, flags, icmp, plainProtocol);

const connection = fc
  .tuple(
    rarely(
      fc
        .tuple(negated, subset('NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED', 'DNAT', 'SNAT'))
        .map(([not, list]) => ` ${not}--ctstate ${list}`),
      '',
    ),
    rarely(
      fc.tuple(negated, portRange).map(([not, value]) => ` ${not}--ctorigdstport ${value}`),
      '',
    ),
    rarely(
      fc
        .tuple(negated, pick('--ctorigsrc', '--ctorigdst', '--ctreplsrc', '--ctrepldst'), address)
        .map(([not, option, value]) => ` ${not}${option} ${value}`),
      '',
    ),
    rarely(pick(' --ctdir ORIGINAL', ' --ctdir REPLY', ' --ctproto tcp', ' ! --ctproto udp'), ''),
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '')
  .map((text) => `-m conntrack${text}`);
const state = fc
  .tuple(negated, subset('NEW', 'ESTABLISHED', 'RELATED', 'INVALID'))
  .map(([not, list]) => `-m state ${not}--state ${list}`);
const simpleState = pick(
  '-m conntrack --ctstate RELATED,ESTABLISHED',
  '-m conntrack --ctstate NEW',
  '-m conntrack --ctstate INVALID',
);

const addressType = fc
  .tuple(
    negated,
    pick('--src-type', '--dst-type', '--dst-type'),
    subset('LOCAL', 'UNICAST', 'BROADCAST', 'MULTICAST', 'BLACKHOLE', 'PROHIBIT'),
  )
  .map(([not, option, list]) => `-m addrtype ${not}${option} ${list}`);
/** Only in chains of hooks where every packet has such an interface does the kernel take a limit to it. */
const limitedAddressType = ({ incoming, outgoing }: Pick<Place, 'incoming' | 'outgoing'>): Arbitrary<string> =>
  fc
    .tuple(addressType, fc.boolean())
    .map(([text, limited]) =>
      limited && incoming !== outgoing ? `${text} --limit-iface-${incoming ? 'in' : 'out'}` : text,
    );
const packetType = fc
  .tuple(negated, pick('unicast', 'broadcast', 'multicast'))
  .map(([not, type]) => `-m pkttype ${not}--pkt-type ${type}`);
const mark = fc
  .tuple(pick('mark', 'connmark'), negated, pick('0x1', '0x1/0x1', '0x2/0x3', '0x0'))
  .map(([name, not, value]) => `-m ${name} ${not}--mark ${value}`);
const ranges = fc
  .tuple(
    negated,
    pick('--src-range', '--dst-range'),
    pick('172.18.0.2-172.18.0.3', '172.30.224.0-172.30.225.255', '10.4.0.10-10.4.0.77', '0.0.0.0-255.255.255.255'),
  )
  .map(([not, option, value]) => `-m iprange ${not}${option} ${value}`);
const other = pick(
  '-m comment --comment "a \\"quoted\\" word"',
  '-m comment --comment plain',
  '-m physdev ! --physdev-is-bridged',
  '-m physdev --physdev-is-bridged',
  '-m physdev --physdev-in veth-+',
  '-m physdev --physdev-in eth0',
  '-m physdev --physdev-is-in',
  '-m physdev ! --physdev-is-in',
  '-f',
  '! -f',
);

/** Matches that no snapshot can decide, with what the kernel may do about them. */
const unknowable = pick(
  '-m limit --limit 1/hour --limit-burst 1',
  '-m ttl --ttl-lt 70',
  '-m length --length 0:60',
  '-m statistic --mode random --probability 0.5',
  '-m recent --name nd --rcheck',
  '-m recent --name nd --set',
);

/** "Not any address" matches nothing, and the nft tool refuses it. */
const addressPart = fc
  .tuple(negated, pick('-s', '-d'), prefix)
  .filter(([not, , value]) => not === '' || !value.endsWith('/0'))
  .map(([not, option, value]) => `${not}${option} ${value}`);
const source = addressPart.map((text) => text.replace('-d', '-s'));
const destination = addressPart.map((text) => text.replace('-s', '-d'));
const incoming = fc.tuple(negated, interfaceName).map(([not, name]) => `${not}-i ${name}`);
const outgoing = fc.tuple(negated, interfaceName).map(([not, name]) => `${not}-o ${name}`);

const some = (weight: number, arbitrary: Arbitrary<string>): Arbitrary<string> =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant('') }, { weight, arbitrary });

interface Place {
  readonly incoming: boolean;
  readonly outgoing: boolean;
  readonly targets: Arbitrary<string>;
  /** Whether rules may look at what no snapshot holds. */
  readonly nasty: boolean;
}

const module = (place: Place): Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: connection },
    { weight: 3, arbitrary: simpleState },
    { weight: 1, arbitrary: state },
    { weight: 3, arbitrary: limitedAddressType(place) },
    packetType,
    mark,
    ranges,
    other,
    { weight: place.nasty ? 3 : 0, arbitrary: unknowable },
  );

const rule = (place: Place): Arbitrary<string> =>
  fc
    .tuple(
      some(2, source),
      some(3, destination),
      some(place.incoming ? 3 : 0, incoming),
      some(place.outgoing ? 3 : 0, outgoing),
      some(5, protocolPart),
      some(3, module(place)),
      place.targets,
    )
    .map((parts) => parts.filter((part) => part !== '').join(' '));

const needsPort = (target: string): boolean => /--to-(destination|source) \S*:|--to-ports/.test(target);
const isTcp = (text: string): boolean => /(^| )-p tcp/.test(text) && !/! -p tcp/.test(text);
const isTransport = (text: string): boolean => isTcp(text) || (/(^| )-p udp/.test(text) && !/! -p udp/.test(text));

/** What iptables itself refuses: ports without a protocol that has them, a reset of anything but TCP. */
const loads = (text: string): boolean =>
  (!needsPort(text) || isTransport(text)) && (!text.includes('tcp-reset') || isTcp(text));

const rulesFor = (chain: string, place: Place, most: number): Arbitrary<string[]> =>
  fc
    .array(rule(place).filter(loads), { maxLength: most, size: 'max' })
    .map((list) => list.map((text) => `-A ${chain} ${text}`));

const REJECTS = [
  '',
  ' --reject-with tcp-reset',
  ' --reject-with icmp-port-unreachable',
  ' --reject-with icmp-host-prohibited',
  ' --reject-with icmp-admin-prohibited',
];
const MARKS = [
  '-j MARK --set-xmark 0x1/0xffffffff',
  '-j MARK --set-mark 0x2',
  '-j MARK --or-mark 0x1',
  '-j CONNMARK --set-xmark 0x1/0x3',
  '-j CONNMARK --save-mark',
  '-j CONNMARK --restore-mark',
];
const verdicts = ['-j ACCEPT', '-j ACCEPT', '-j DROP', '-j RETURN', '', '-j LOG --log-prefix "seen: "'];

/** Targets of a chain that may call the chains in `below`. */
const filterTargets = (below: readonly string[]): Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: pick(...verdicts) },
    { weight: 2, arbitrary: pick(...REJECTS.map((with_) => `-j REJECT${with_}`)) },
    {
      weight: below.length > 0 ? 4 : 0,
      arbitrary: fc
        .tuple(pick('-j', '-j', '-g'), pick(...below, ''))
        .map(([how, chain]) => (chain === '' ? '' : `${how} ${chain}`)),
    },
    { weight: 1, arbitrary: pick(...MARKS) },
  );

const policy = pick('ACCEPT', 'DROP', 'DROP');

/** `length`: how many times as long as is handy its chains may get. */
const filterTable = (nasty: boolean, length = 1): Arbitrary<string> => {
  const place = (hook: 'in' | 'both' | 'out' | 'any', below: readonly string[]): Place => ({
    incoming: hook !== 'out',
    outgoing: hook !== 'in',
    targets: filterTargets(below),
    nasty,
  });
  return fc
    .tuple(
      fc.tuple(policy, policy, pick('ACCEPT', 'ACCEPT', 'DROP')),
      rulesFor('INPUT', place('in', ['ONE', 'TWO', 'THREE']), 7 * length),
      rulesFor('FORWARD', place('both', ['ONE', 'TWO', 'THREE']), 7 * length),
      rulesFor('OUTPUT', place('out', ['TWO', 'THREE']), 3),
      rulesFor('ONE', place('any', ['TWO', 'THREE']), 4 * length),
      rulesFor('TWO', place('any', ['THREE']), 4),
      rulesFor('THREE', place('any', []), 3),
    )
    .map(([[input, forward, output], ...lists]) =>
      [
        '*filter',
        `:INPUT ${input} [0:0]`,
        `:FORWARD ${forward} [0:0]`,
        `:OUTPUT ${output} [0:0]`,
        ':ONE - [0:0]',
        ':TWO - [0:0]',
        ':THREE - [0:0]',
        ...lists.flat(),
        'COMMIT',
      ].join('\n'),
    );
};

const DESTINATIONS = [
  '172.18.0.3',
  '172.18.0.3:8883',
  '172.18.0.4:443',
  ':9000',
  '10.4.0.77',
  '172.30.230.10:22',
  '203.0.113.5:443',
  '172.17.0.2:80',
];
const dnats = pick(
  ...DESTINATIONS.map((to) => `-j DNAT --to-destination ${to}`),
  '-j REDIRECT',
  '-j REDIRECT --to-ports 9000',
);
const snats = pick(
  '-j MASQUERADE',
  '-j MASQUERADE',
  '-j SNAT --to-source 10.4.0.10',
  '-j SNAT --to-source 172.30.230.10',
  '-j SNAT --to-source 192.0.2.9',
);
const natTargets = (translation: Arbitrary<string>, below: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: translation },
    { weight: 1, arbitrary: pick('-j ACCEPT', '-j RETURN', '') },
    { weight: below === '' ? 0 : 2, arbitrary: fc.constant(`-j ${below}`) },
  );

const natTable = (nasty: boolean): Arbitrary<string> =>
  fc
    .tuple(
      rulesFor('PREROUTING', { incoming: true, outgoing: false, targets: natTargets(dnats, 'DNATS'), nasty }, 4),
      rulesFor('OUTPUT', { incoming: false, outgoing: true, targets: natTargets(dnats, 'DNATS'), nasty }, 2),
      rulesFor('POSTROUTING', { incoming: false, outgoing: true, targets: natTargets(snats, 'SNATS'), nasty }, 3),
      rulesFor(
        'INPUT',
        { incoming: true, outgoing: false, targets: pick('-j ACCEPT', '-j SNAT --to-source 203.0.113.5', ''), nasty },
        1,
      ),
      rulesFor('DNATS', { incoming: false, outgoing: false, targets: natTargets(dnats, ''), nasty }, 3),
      rulesFor('SNATS', { incoming: false, outgoing: false, targets: natTargets(snats, ''), nasty }, 2),
    )
    .map((lists) =>
      [
        '*nat',
        ...['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'].map((hook) => `:${hook} ACCEPT [0:0]`),
        ':DNATS - [0:0]',
        ':SNATS - [0:0]',
        ...lists.flat(),
        'COMMIT',
      ].join('\n'),
    );

const mangleTable = (nasty: boolean): Arbitrary<string> => {
  const targetsOf = fc.oneof(
    { weight: 4, arbitrary: pick(...MARKS) },
    { weight: 2, arbitrary: pick('-j ACCEPT', '-j DROP', '-j RETURN', '') },
  );
  const hooks = { PREROUTING: 'i', INPUT: 'i', FORWARD: 'io', OUTPUT: 'o', POSTROUTING: 'o' };
  const lists = Object.entries(hooks).map(([hook, sides]) =>
    rulesFor(hook, { incoming: sides.includes('i'), outgoing: sides.includes('o'), targets: targetsOf, nasty }, 1),
  );
  return fc
    .tuple(...lists)
    .map((all) =>
      ['*mangle', ...Object.keys(hooks).map((hook) => `:${hook} ACCEPT [0:0]`), ...all.flat(), 'COMMIT'].join('\n'),
    );
};

/** Behind `filter`: what is dropped there was let in before. */
const securityTable = (nasty: boolean): Arbitrary<string> => {
  const targetsOf = pick('-j DROP', '-j ACCEPT', '-j RETURN', '-j MARK --set-mark 0x2', '');
  const hooks = { INPUT: 'i', FORWARD: 'io', OUTPUT: 'o' };
  const lists = Object.entries(hooks).map(([hook, sides]) =>
    rulesFor(hook, { incoming: sides.includes('i'), outgoing: sides.includes('o'), targets: targetsOf, nasty }, 2),
  );
  return fc
    .tuple(...lists)
    .map((all) =>
      ['*security', ...Object.keys(hooks).map((hook) => `:${hook} ACCEPT [0:0]`), ...all.flat(), 'COMMIT'].join('\n'),
    );
};

/** The first rule of both chains lets the kernel tell which rules a packet meets. */
const rawTable = (nasty: boolean): Arbitrary<string> => {
  const targetsOf = pick('-j NOTRACK', '-j CT --notrack', '-j DROP', '-j ACCEPT', '-j MARK --set-xmark 0x1/0xffffffff');
  return fc
    .tuple(
      rulesFor('PREROUTING', { incoming: true, outgoing: false, targets: targetsOf, nasty }, 1),
      rulesFor('OUTPUT', { incoming: false, outgoing: true, targets: targetsOf, nasty }, 1),
    )
    .map(([first, second]) => raw([...first, ...second]));
};

export const raw = (rules: readonly string[]): string =>
  [
    '*raw',
    ':PREROUTING ACCEPT [0:0]',
    ':OUTPUT ACCEPT [0:0]',
    '-A PREROUTING -j TRACE',
    '-A OUTPUT -j TRACE',
    ...rules,
    'COMMIT',
  ].join('\n');

const onlyTracing = raw([]);

/** From one table to all of them. */
const wild = (nasty: boolean, length = 1): Arbitrary<string> =>
  fc
    .tuple(
      rarely(rawTable(nasty), onlyTracing),
      rarely(mangleTable(nasty), ''),
      fc.oneof(natTable(nasty), fc.constant('')),
      filterTable(nasty, length),
      rarely(securityTable(nasty), ''),
    )
    .map((tables) => `${tables.filter((table) => table !== '').join('\n')}\n`);

/** What dockerd wrote, with a few rules of somebody's in the places where people put them. */
const eflow: Arbitrary<string> = fc
  .tuple(
    rulesFor('INPUT', { incoming: true, outgoing: false, targets: filterTargets([]), nasty: false }, 4),
    rulesFor('DOCKER-USER', { incoming: true, outgoing: true, targets: filterTargets([]), nasty: false }, 3),
    fc.boolean(),
    policy,
  )
  .map(([input, user, published, forward]) => `${onlyTracing}\n${dockerLike({ input, user, published, forward })}`);

/** Sources of the guest's own packets. */
const OWN_SENDERS = ['172.30.230.10', '172.18.0.1'];

const shotFrom = (inInterface: string | null): Arbitrary<Omit<Shot, 'sourcePort'>> =>
  fc
    .record({
      source: fc.oneof(
        {
          weight: 12,
          arbitrary: pick(...(senders[inInterface ?? ''] ?? OWN_SENDERS)),
        },
        { weight: 1, arbitrary: pick(...oddSenders) },
      ),
      destination: fc.oneof({ weight: 8, arbitrary: pick(...targets) }, { weight: 1, arbitrary: pick(...oddTargets) }),
      protocol: fc.oneof(
        { weight: 6, arbitrary: pick<Shot['protocol']>('tcp') },
        { weight: 5, arbitrary: pick<Shot['protocol']>('udp', 'icmp') },
        { weight: 1, arbitrary: pick<Shot['protocol']>('other') },
      ),
      destinationPort: fc.oneof(
        { weight: 6, arbitrary: pick(...ports) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 65535 }) },
      ),
      flags: fc.oneof({ weight: 8, arbitrary: pick(2) }, { weight: 1, arbitrary: pick(4, 16) }),
      icmpType: fc.oneof({ weight: 6, arbitrary: pick(8) }, { weight: 1, arbitrary: pick(0, 13, 3) }),
    })
    .map((shot) => ({ ...shot, inInterface }));

/** Now and then a fragment that is not the first. */
const perhapsFragment = (one: Arbitrary<Omit<Shot, 'sourcePort'>>): Arbitrary<Omit<Shot, 'sourcePort'>> =>
  fc
    .tuple(one, fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }))
    .map(([shot, laterFragment]) => ({ ...shot, laterFragment }));

/** What the guest sends to one receiver; to several it would send itself a copy. */
const ownShot = fc
  .tuple(shotFrom(null), pick(...OWN_SENDERS), pick(...targets, '127.0.0.1'))
  .map(([one, source, destination]) => ({
    ...one,
    source: destination === '127.0.0.1' ? destination : source,
    destination,
  }));

/** A bridge sends no frame back where it came from; one to all goes two ways at once, which is one more than a case has. */
const ownWay = (one: Omit<Shot, 'sourcePort'>): Omit<Shot, 'sourcePort'> => ({
  ...one,
  source: oddSenders.includes(one.source) ? '172.17.0.2' : one.source,
  destination: ['172.17.0.2', ...oddTargets].includes(one.destination) ? '172.17.0.3' : one.destination,
});

/** From one machine on the bridge to the other. */
const neighbourShot = shotFrom('docker0').map((one) => ({ ...one, source: '172.17.0.2', destination: '172.17.0.3' }));

const shot = fc.oneof(
  { weight: 6, arbitrary: perhapsFragment(shotFrom('eth0')) },
  { weight: 2, arbitrary: perhapsFragment(shotFrom('eth1')) },
  { weight: 3, arbitrary: perhapsFragment(shotFrom(BRIDGE)) },
  { weight: 2, arbitrary: shotFrom('docker0').map(ownWay) },
  { weight: 2, arbitrary: neighbourShot },
  { weight: 2, arbitrary: ownShot },
);

/**
 * Each has a source port of its own, so that no packet is taken for the next of another's connection. One alone comes from a
 * port that rules are about: two could be question and answer. One alone is of a protocol without ports.
 */
const shots = fc
  .tuple(
    fc.array(shot, { minLength: 1, maxLength: 30, size: 'max' }),
    fc.uniqueArray(fc.integer({ min: 10_000, max: 49_999 }), { minLength: 30, maxLength: 30 }),
    pick(...ports),
  )
  .map(([list, sourcePorts, special]) => {
    const first = list.findIndex(({ protocol }) => protocol === 'other');
    return list
      .filter(({ protocol }, index) => protocol !== 'other' || index === first)
      .map((one, index) => ({ ...one, sourcePort: index === 0 ? special : (sourcePorts[index] ?? 0) }));
  });

const mode = pick(0, 1, 2);
const settings = fc.record({
  'all/rp_filter': fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, mode),
  'eth0/rp_filter': mode,
  'eth1/rp_filter': mode,
  [`${BRIDGE}/rp_filter`]: mode,
  'docker0/rp_filter': mode,
  'eth0/accept_local': rarely(pick(1), 0),
  'eth1/accept_local': pick(0),
  'eth0/route_localnet': rarely(pick(1), 0),
  'all/src_valid_mark': rarely(pick(1), 0),
  'bridge/bridge-nf-call-iptables': fc.oneof({ weight: 3, arbitrary: pick(1) }, pick(0)),
  'eth0/forwarding': fc.oneof({ weight: 9, arbitrary: pick(1) }, pick(0)),
});

const rulePorts = fc.oneof(
  port,
  fc.tuple(pick(...ports), fc.nat(2000)).map(([lo, more]) => `${lo}-${Math.min(65_534, lo + 1 + more)}`),
);

/** What a policy rule does: most ask a table. */
const ruleAction: Arbitrary<Partial<PolicyRule>> = fc.oneof(
  { weight: 3, arbitrary: pick('main', '100', '101').map((table) => ({ table })) },
  {
    weight: 2,
    arbitrary: fc.tuple(pick('main', '101'), pick(0, 15, 16, 24)).map(([table, suppressPrefixLength]) => ({
      table,
      suppressPrefixLength,
    })),
  },
  {
    weight: 2,
    arbitrary: pick('unreachable' as const, 'prohibit' as const, 'blackhole' as const, 'nop' as const).map(
      (action) => ({ action }),
    ),
  },
  { weight: 1, arbitrary: pick(20, 10_000, 31_766).map((goto) => ({ action: 'goto' as const, goto })) },
);

/** Ports only beside a protocol that has some: what stands in their place for others, no version of the kernel promises. */
const ruleSelectors: Arbitrary<Partial<PolicyRule>> = fc
  .record({
    from: rarely(pick('10.4.0.0/24', '172.18.0.0/16', '203.0.113.5'), 'all'),
    to: rarely(pick('203.0.113.0/24', '172.17.0.0/16', '10.4.0.77'), null),
    iif: rarely(pick('eth0', BRIDGE, 'lo'), null),
    protocol: pick('tcp', 'udp', 'icmp', null),
    sourcePorts: rarely(rulePorts, null),
    destinationPorts: fc.oneof(rulePorts, fc.constant(null)),
    inverted: rarely(pick(true), false),
  })
  .map((one) => ({
    ...one,
    ...(one.protocol === 'tcp' || one.protocol === 'udp' ? {} : { sourcePorts: null, destinationPorts: null }),
  }));

/** No rule cuts the agent off: by its own pair it hears when the kernel is done. */
const agentsOwn = policyRule(905, { to: `${sync.address}/${sync.prefixLength}`, table: 'main' });

const somePolicyRules = (nasty: boolean): Arbitrary<readonly PolicyRule[]> =>
  fc
    .array(
      fc.tuple(ruleSelectors, ruleAction, nasty ? rarely(pick('tos 0x08', 'uidrange 0-0'), null) : fc.constant(null)),
      {
        maxLength: 4,
      },
    )
    .map((list) => [
      agentsOwn,
      ...list.map(([selectors, action, other], at) => {
        const { goto = null } = action; // how much further on
        const does = { ...action, goto: goto === null ? null : Math.min(goto + 910 + 10 * at, 32_766) };
        return policyRule(910 + 10 * at, { ...selectors, ...does, other });
      }),
    ]);

/** The agent's own packets come from a raw socket, which has no ports to ask the rules with. */
const withoutOwn = (list: readonly Shot[], rules: readonly PolicyRule[]): readonly Shot[] =>
  rules.some(({ protocol }) => protocol !== null) ? list.filter(({ inInterface }) => inInterface !== null) : list;

const TRACED = `${onlyTracing}\n`;

/** The tables of one text shared out between the back ends: then nothing depends on which comes first. */
const apart = (text: string, tablesOfNft: readonly string[]): SceneRules => {
  const blocks = text.split(/^(?=\*)/m).filter((block) => !block.startsWith('*raw'));
  const isNft = (block: string): boolean => tablesOfNft.some((name) => block.startsWith(`*${name}\n`));
  return {
    nft: TRACED + blocks.filter(isNft).join(''),
    legacy: TRACED + blocks.filter((block) => !isNft(block)).join(''),
  };
};

/** Scenes; `nasty` ones hold matches that no snapshot can decide, and `length` makes long chains. */
export const scene = (nasty: boolean, length = 1): Arbitrary<Scene> => {
  const text = fc.oneof({ weight: 3, arbitrary: wild(nasty, length) }, { weight: nasty ? 0 : 1, arbitrary: eflow });
  const rules: Arbitrary<SceneRules> = fc.oneof(
    { weight: 4, arbitrary: text.map((nft) => ({ nft, legacy: null })) },
    { weight: 4, arbitrary: text.map((legacy) => ({ nft: null, legacy })) },
    { weight: 1, arbitrary: fc.tuple(text, text).map(([nft, legacy]) => ({ nft, legacy })) },
    {
      weight: 1,
      arbitrary: fc.tuple(text, pick(['nat'], ['filter'], ['mangle', 'filter'])).map((parts) => apart(...parts)),
    },
  );
  const policyRules = fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: somePolicyRules(nasty) },
  );
  return fc
    .record({ rules, routing: fc.nat(ROUTINGS - 1), policyRules, settings, shots })
    .map((one) => ({ ...one, shots: withoutOwn(one.shots, one.policyRules) }));
};

/** Scenes of which one in so many is nasty. */
export const scenes = (nastyEvery: number): Arbitrary<Scene> =>
  fc.oneof({ weight: nastyEvery - 1, arbitrary: scene(false) }, { weight: 1, arbitrary: scene(true) });
