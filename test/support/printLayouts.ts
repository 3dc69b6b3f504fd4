import type { FactId, FactValues } from '../../core/src/facts/facts.js';
import { isIpv4 } from '../../core/src/ipv4.js';
import { printers } from './printFacts.js';

/**
 * The layouts in which tools of different age print one fact, and what of the fact each of them can tell: parsing what was
 * printed must give exactly that.
 */
export interface Layout<K extends FactId> {
  readonly name: string;
  readonly print: (value: FactValues[K]) => string;
  readonly told: (value: FactValues[K]) => FactValues[K];
}

type Card = FactValues['guest.interfaces'][number];
type Address = Card['addresses'][number];
type Route = FactValues['guest.routes'][number];
type Rule = FactValues['guest.policyRules'][number];
type Listener = FactValues['guest.listeners'][number];
type LinkResolver = FactValues['guest.resolver']['links'][number];

const lines = (rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');
const maskOf = (length: number): string => {
  const value = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
};
const or = (words: string, value: unknown): string => (value === null || value === false ? '' : words);

const layout = <K extends FactId>(
  name: string,
  print: Layout<K>['print'],
  told: Layout<K>['told'] = (value) => value,
): Layout<K> => ({ name, print, told });

// ip addr ------------------------------------------------------------------------------------------------------------

const flagsOf = (one: Card, carrierFlag: string): string[] => [
  ...(one.up && one.carrier === false ? ['NO-CARRIER'] : []),
  'BROADCAST',
  'MULTICAST',
  ...(one.up ? ['UP'] : []),
  ...(one.carrier === true ? [carrierFlag] : []),
];

const ipAddress = (one: Address, name: string): string[] => [
  `    ${one.family} ${one.address}/${one.prefixLength} scope ${one.scope ?? ''}${or(' dynamic', one.dynamic)}${one.family === 'inet' ? ` ${name}` : ' '}`,
  `       valid_lft ${one.dynamic ? '998sec' : 'forever'} preferred_lft ${one.dynamic ? '898sec' : 'forever'}`,
];

/** Only the details tell whether a port of a bridge sends frames back. */
const withoutHairpin = (card: Card): Card => {
  const { hairpin, ...one } = card;
  return hairpin === undefined ? card : one;
};

const ipCard =
  (details: boolean) =>
  (one: Card): string[] => [
    `${one.index ?? 0}: ${one.name}${or('@if7', one.peerNamespace)}: <${flagsOf(one, 'LOWER_UP').join(',')}> mtu ${one.mtu} qdisc noqueue ${or(`master ${one.master ?? ''} `, one.master)}state ${one.up ? 'UP' : 'DOWN'} group default qlen 1000`,
    `    link/ether ${one.mac ?? ''} brd ff:ff:ff:ff:ff:ff${or(' link-netnsid 0', one.peerNamespace)}${details ? ' promiscuity 0 minmtu 68 maxmtu 65535 ' : ''}`,
    ...(details && one.kind !== null ? [`    ${one.kind} numtxqueues 1 numrxqueues 1 `] : []),
    ...(details && one.hairpin !== undefined
      ? [`    bridge_slave state forwarding hairpin ${one.hairpin ? 'on' : 'off'} guard off `]
      : []),
    '    altname enp0s31f6 ',
    ...one.addresses.flatMap((address) => ipAddress(address, one.name)),
  ];

// ifconfig -----------------------------------------------------------------------------------------------------------

/** IPv4 addresses beyond the first come as interfaces of their own. */
const ifconfigParts = (one: Card): { name: string; addresses: readonly Address[] }[] => {
  const [first, ...others] = one.addresses.filter(({ family }) => family === 'inet');
  const six = one.addresses.filter(({ family }) => family === 'inet6');
  return [
    { name: one.name, addresses: [...(first === undefined ? [] : [first]), ...six] },
    ...others.map((address, at) => ({ name: `${one.name}:${at}`, addresses: [address] })),
  ];
};

const ofIfconfig = (cards: readonly Card[]): readonly Card[] =>
  cards.map(withoutHairpin).map((one) => ({
    ...one,
    index: null,
    kind: null,
    master: null,
    peerNamespace: false,
    addresses: ifconfigParts(one)
      .flatMap(({ addresses }) => addresses)
      .map((address) => ({ ...address, scope: address.family === 'inet' ? null : address.scope, dynamic: false })),
  }));

const scopeIds = new Map([
  ['host', '0x10'],
  ['link', '0x20'],
  ['site', '0x40'],
  ['global', '0x0'],
]);

const newIfconfig = (one: Card): string[] =>
  ifconfigParts(one).flatMap(({ name, addresses }) => [
    `${name}: flags=4163<${flagsOf(one, 'RUNNING').join(',')}>  mtu ${one.mtu}`,
    ...addresses.map((address) =>
      address.family === 'inet'
        ? `        inet ${address.address}  netmask ${maskOf(address.prefixLength)}  broadcast 10.255.255.255`
        : `        inet6 ${address.address}  prefixlen ${address.prefixLength}  scopeid ${scopeIds.get(address.scope ?? '') ?? ''}<${address.scope ?? ''}>`,
    ),
    `        ether ${one.mac ?? ''}  txqueuelen 1000  (Ethernet)`,
    '        RX packets 6  bytes 432 (432.0 B)',
    '        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0',
    '',
  ]);

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const oldIfconfig = (one: Card): string[] =>
  ifconfigParts(one).flatMap(({ name, addresses }) => [
    `${name.padEnd(9)} Link encap:Ethernet  HWaddr ${one.mac ?? ''}  `,
    ...addresses.map((address) =>
      address.family === 'inet'
        ? `          inet addr:${address.address}  Bcast:10.255.255.255  Mask:${maskOf(address.prefixLength)}`
        : `          inet6 addr: ${address.address}/${address.prefixLength} Scope:${upper(address.scope ?? '')}`,
    ),
    `          ${flagsOf(one, 'RUNNING').join(' ')}  MTU:${one.mtu}  Metric:1`,
    '          RX packets:5636 errors:0 dropped:0 overruns:0 frame:0',
    '          RX bytes:766832 (766.8 KB)  TX bytes:427274 (427.2 KB)',
    '',
  ]);

// ip route, route ------------------------------------------------------------------------------------------------------

const via = (gateway: string | null): string =>
  gateway === null ? '' : ` via ${isIpv4(gateway) ? '' : 'inet6 '}${gateway}`;

const ipRoute = (one: Route): string =>
  [
    or(`${one.type} `, one.type !== 'unicast'),
    one.destination === '0.0.0.0/0' ? 'default' : one.destination.replace(/\/32$/, ''),
    via(one.gateway),
    or(` dev ${one.device ?? ''}`, one.device),
    or(` table ${one.table}`, one.table !== 'main'),
    or(` proto ${one.protocol ?? ''}`, one.protocol),
    or(` scope ${one.scope ?? ''}`, one.scope),
    or(` src ${one.source ?? ''}`, one.source),
    or(` metric ${one.metric}`, one.metric !== 0),
    or(' onlink', one.gateway),
    or(' linkdown', one.linkDown),
    ' ',
  ].join('');

/** route(8) knows the main table and IPv4 neighbours, and calls all that leads nowhere rejected. */
const inRouteTable = ({ type, table, gateway }: Route): boolean =>
  table === 'main' && (type === 'unicast' || type === 'unreachable') && (gateway === null || isIpv4(gateway));

const ofRouteTable = (routes: readonly Route[]): readonly Route[] =>
  routes.filter(inRouteTable).map((one) => ({ ...one, source: null, scope: null, protocol: null, linkDown: false }));

const routeRow = (one: Route): string => {
  const [address = '', length] = one.destination.split('/');
  const flags = `${one.type === 'unreachable' ? '!' : 'U'}${or('G', one.gateway)}`;
  return [
    address.padEnd(15),
    (one.gateway ?? '0.0.0.0').padEnd(15),
    maskOf(Number(length)).padEnd(15),
    flags.padEnd(5),
    String(one.metric).padEnd(6),
    '0        0',
    one.device ?? '-',
  ].join(' ');
};

// ip rule, ip neigh ------------------------------------------------------------------------------------------------------

const portsItem = (name: string, ports: string | null): object => {
  if (ports === null) return {};
  const [first, last] = ports.split('-').map(Number);
  return last === undefined ? { [name]: first } : { [`${name}_start`]: first, [`${name}_end`]: last };
};

/** `tos 0x10 uidrange 0-99`, key by key. */
const othersItem = (other: string | null): object => {
  const item: Record<string, unknown> = {};
  for (const [, key = '', value = ''] of (other ?? '').matchAll(/(\S+) (\S+)/g)) {
    const [first, last] = value.split('-').map(Number);
    if (key === 'uidrange') Object.assign(item, { uid_start: first, uid_end: last });
    else item[key] = value;
  }
  return item;
};

const actionItem = ({ action, table, goto, suppressPrefixLength }: Rule): object => ({
  ...(table === null ? {} : { table }),
  ...(suppressPrefixLength === null ? {} : { suppress_prefixlen: suppressPrefixLength }),
  ...(action === 'goto' ? { goto: goto ?? 'none', ...(goto === null ? { unresolved: null } : {}) } : {}),
  ...(action === 'nop' ? { nop: null } : {}),
  ...(['unreachable', 'prohibit', 'blackhole'].includes(action) ? { action } : {}),
});

const ruleItem = (one: Rule): Record<string, unknown> => {
  const place = (text: string, name: string): object => {
    const [address, length] = text.split('/');
    return { [name]: address, ...(length === undefined ? {} : { [`${name}len`]: Number(length) }) };
  };
  const [fwmark, fwmask] = (one.fwmark ?? '').split('/');
  return {
    priority: one.priority,
    ...(one.inverted ? { not: null } : {}),
    ...place(one.from, 'src'),
    ...(one.to === null ? {} : place(one.to, 'dst')),
    ...(one.fwmark === null ? {} : { fwmark }),
    ...(fwmask === undefined ? {} : { fwmask }),
    ...(one.iif === null ? {} : { iif: one.iif, iif_detached: null }),
    ...(one.oif === null ? {} : { oif: one.oif }),
    ...othersItem(one.other),
    ...(one.protocol === null ? {} : { ipproto: one.protocol }),
    ...portsItem('sport', one.sourcePorts),
    ...portsItem('dport', one.destinationPorts),
    ...actionItem(one),
    protocol: 'static',
  };
};

// ss, netstat, /proc/net -------------------------------------------------------------------------------------------------

const netstatRow = ({ protocol, address, port, process }: Listener): string => {
  const six = isIpv4(address) ? '' : '6';
  const owner = process === null ? '-' : `182/${process}`;
  return `${(protocol + six).padEnd(5)}      0      0 ${`${address}:${port}`.padEnd(23)} ${(six === '' ? '0.0.0.0:*' : ':::*').padEnd(23)} ${protocol === 'tcp' ? 'LISTEN     ' : '           '} ${owner}`;
};

const hexWords = (bytes: readonly number[]): string =>
  (
    bytes
      .map((one) => one.toString(16).padStart(2, '0'))
      .join('')
      .match(/.{8}/g) ?? []
  )
    .map((four) => (four.match(/../g) ?? []).reverse().join(''))
    .join('')
    .toUpperCase();

const bytesOf = (address: string): number[] => {
  if (isIpv4(address)) return address.split('.').map(Number);
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): number[] => (text === '' ? [] : text.split(':').map((one) => parseInt(one, 16)));
  const zeros = Array<number>(8 - groups(head).length - groups(tail).length).fill(0);
  return [...groups(head), ...zeros, ...groups(tail)].flatMap((group) => [group >> 8, group & 255]);
};

const procNetFiles = (listeners: readonly Listener[]): string =>
  (['tcp', 'tcp6', 'udp', 'udp6'] as const)
    .map((file) => {
      const rows = listeners
        .filter(({ protocol, address }) => file === `${protocol}${isIpv4(address) ? '' : '6'}`)
        .map(({ protocol, address, port }, at) => {
          const local = `${hexWords(bytesOf(address))}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
          const peer = `${'0'.repeat(isIpv4(address) ? 8 : 32)}:0000`;
          return `${String(at).padStart(4)}: ${local} ${peer} ${protocol === 'tcp' ? '0A' : '07'} 00000000:00000000 00:00000000`;
        });
      return `==> /proc/net/${file}\n${lines(['  sl  local_address rem_address   st tx_queue', ...rows])}\n`;
    })
    .join('');

/** In the order of its files, without programs. */
const ofProcNet = (listeners: readonly Listener[]): readonly Listener[] =>
  (['tcp', 'tcp6', 'udp', 'udp6'] as const).flatMap((file) =>
    listeners
      .filter(({ protocol, address }) => file === `${protocol}${isIpv4(address) ? '' : '6'}`)
      .map((one) => ({ ...one, process: null })),
  );

// resolvectl before systemd 247 --------------------------------------------------------------------------------------------

/** Values one below the other. */
const column = (name: string, values: readonly string[]): string[] =>
  values.map((value, at) => (at === 0 ? `${name.padStart(18)}: ${value}` : `${' '.repeat(20)}${value}`));

const oldSettings = (one: { dnssec: string | null; dnsOverTls: string | null }): string[] => [
  ...column('LLMNR setting', ['yes']),
  ...column('MulticastDNS setting', ['no']),
  ...column('DNSOverTLS setting', [one.dnsOverTls ?? 'no']),
  ...column('DNSSEC setting', [one.dnssec ?? 'no']),
  ...column('DNSSEC supported', ['no']),
];

const oldLink = (one: LinkResolver): string[] => [
  `Link ${one.index} (${one.name})`,
  ...column('Current Scopes', [one.scopes.join(' ') || 'none']),
  ...column('DefaultRoute setting', one.defaultRoute === null ? [] : [one.defaultRoute ? 'yes' : 'no']),
  ...oldSettings(one),
  ...column('Current DNS Server', one.currentServer === null ? [] : [one.currentServer]),
  ...column('DNS Servers', one.servers),
  ...column('DNS Domain', one.domains),
  '',
];

const oldResolver = ({ global, links }: FactValues['guest.resolver']): string =>
  lines([
    'Global',
    ...oldSettings(global),
    ...column('Current DNS Server', global.currentServer === null ? [] : [global.currentServer]),
    ...column('DNS Servers', global.servers),
    ...column('Fallback DNS Servers', global.fallbackServers),
    ...column('DNS Domain', global.domains),
    ...column('DNSSEC NTA', ['10.in-addr.arpa', '16.172.in-addr.arpa', 'corp']),
    '',
    ...links.flatMap(oldLink),
  ]);

/** systemd.syntax(7), as people write it: comments, blanks around the sign, empty lines, long lines in two. */
const looseUnits = (files: FactValues['guest.networkFiles']): string =>
  files
    .map(({ path, sections }) => {
      const text = sections.flatMap(({ name, entries }) => [
        '# a comment = none',
        `  [${name}]  `,
        '',
        ...entries.flatMap(({ key, value }) => {
          const [first = '', ...others] = value.split(' ');
          return others.length === 0
            ? [`\t${key} =  ${value} `, '; DNS=9.9.9.9']
            : [`${key}=${first}\\`, '# between the two', `  ${others.join(' ')}`];
        }),
      ]);
      return `==> ${path}\n${lines(text)}\n`;
    })
    .join('');

const listRow = (one: FactValues['guest.networkState'][number]): string =>
  `${String(one.index).padStart(3)} ${one.name.padEnd(15)} ${(one.type ?? '-').padEnd(8)} ${(one.operational ?? '-').padEnd(11)} ${one.setup ?? '-'}`;

// ------------------------------------------------------------------------------------------------------------------------

const own = <K extends FactId>(id: K, name: string): Layout<K> =>
  layout<K>(name, (value) => printers[id](value) as string);

// iotedge check ------------------------------------------------------------------------------------------------------

type Check = FactValues['guest.iotedgeCheck'][number];

/** The mark, and the word that later versions print behind the title. */
const checkMarks: Readonly<Record<Check['result'], readonly [string, string]>> = {
  ok: ['\u221a', 'OK'],
  warning: ['\u203c', 'Warning'],
  ignored: ['\u203c', 'Ignored'],
  skipped: ['\u203c', 'Skipped'],
  error: ['\u00d7', 'Error'],
  fatal: ['\u00d7', 'Error'],
};

const checkText =
  (withWords: boolean) =>
  (checks: FactValues['guest.iotedgeCheck']): string =>
    [
      'Connectivity checks',
      '-------------------',
      ...checks.flatMap(({ title, result, details }) => [
        `${checkMarks[result][0]} ${title ?? ''}${withWords ? ` - ${checkMarks[result][1]}` : ''}`,
        ...details.map((one) => `    ${one}`),
      ]),
      `${checks.length} check(s) succeeded.`,
      '',
    ].join('\n');

/** Text has no ids, and calls what is fatal an error. */
const checkTold =
  (withWords: boolean) =>
  (checks: FactValues['guest.iotedgeCheck']): FactValues['guest.iotedgeCheck'] =>
    checks.map((one) => {
      const shown = withWords || !['ignored', 'skipped'].includes(one.result) ? one.result : 'warning';
      return { ...one, id: null, result: shown === 'fatal' ? 'error' : shown };
    });

export const layouts: { readonly [K in FactId]?: readonly Layout<K>[] } = {
  'guest.iotedgeCheck': [
    {
      ...own('guest.iotedgeCheck', 'iotedge check --output json'),
      told: (checks) => checks.map((one) => ({ ...one, title: null })),
    },
    layout('iotedge check', checkText(true), checkTold(true)),
    layout('iotedge check of version 1.0', checkText(false), checkTold(false)),
  ],
  'guest.interfaces': [
    own('guest.interfaces', 'ip -j -d addr'),
    layout('ip -d addr', (cards) => lines(cards.flatMap(ipCard(true)))),
    layout(
      'ip addr',
      (cards) => lines(cards.flatMap(ipCard(false))),
      (cards) => cards.map((one) => ({ ...withoutHairpin(one), kind: null })),
    ),
    layout('ifconfig of net-tools 2', (cards) => lines(cards.flatMap(newIfconfig)), ofIfconfig),
    layout('ifconfig of net-tools 1.60', (cards) => lines(cards.flatMap(oldIfconfig)), ofIfconfig),
  ],
  'guest.routes': [
    own('guest.routes', 'ip -j route'),
    layout('ip route', (routes) => lines(routes.map(ipRoute))),
    layout(
      'route -n',
      (routes) =>
        lines([
          'Kernel IP routing table',
          'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface',
          ...routes.filter(inRouteTable).map(routeRow),
        ]),
      ofRouteTable,
    ),
  ],
  'guest.policyRules': [
    own('guest.policyRules', 'ip rule'),
    layout('ip -j rule', (rules) => JSON.stringify(rules.map(ruleItem))),
  ],
  'guest.neighbours': [
    own('guest.neighbours', 'ip -j neigh'),
    layout('ip neigh', (all) =>
      lines(
        all.map(
          ({ address, device, mac, state }) => `${address} dev ${device} ${or(`lladdr ${mac ?? ''} `, mac)}${state} `,
        ),
      ),
    ),
  ],
  'guest.listeners': [
    layout('ss', (all) =>
      lines(
        all.map(({ protocol, address, port, process }) => {
          const [local, peer] = isIpv4(address) ? [address, '0.0.0.0:*'] : [`[${address}]`, '[::]:*'];
          const users = process === null ? '' : ` users:(("${process}",pid=7,fd=4),("other",pid=8,fd=4))`;
          return `${protocol}   ${protocol === 'tcp' ? 'LISTEN' : 'UNCONN'} 0      128    ${local}:${port}      ${peer}${users}    `;
        }),
      ),
    ),
    layout(
      'netstat',
      (all) =>
        lines([
          'Active Internet connections (only servers)',
          'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name',
          ...all.map(netstatRow),
        ]),
      // It prints as much of the command line as there is room for.
      (all) => all.map((one) => ({ ...one, process: one.process?.split(/[: ]/)[0] ?? null })),
    ),
    layout('/proc/net', procNetFiles, ofProcNet),
  ],
  'guest.networkFiles': [own('guest.networkFiles', 'as systemd writes it'), layout('as people write it', looseUnits)],
  'guest.resolver': [
    own('guest.resolver', 'resolvectl since systemd 247'),
    layout('systemd-resolve before systemd 247', oldResolver, ({ global, links }) => ({
      global: { ...global, mode: null },
      links,
    })),
  ],
  'guest.networkState': [
    own('guest.networkState', 'networkctl status'),
    layout(
      'networkctl list',
      (links) =>
        lines([
          'IDX LINK            TYPE     OPERATIONAL SETUP',
          ...links.map(listRow),
          '',
          `${links.length} links listed.`,
        ]),
      (links) => links.map((one) => ({ ...one, networkFile: null, addresses: [], gateways: [], dns: [] })),
    ),
  ],
};
