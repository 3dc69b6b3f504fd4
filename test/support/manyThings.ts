import type { FactId, FactValues } from '../../core/src/facts/facts.js';
import { toDotted, toNumber } from '../../core/src/ipv4.js';
import type { Snapshot } from '../../core/src/contract/snapshot.js';
import { healthyFacts } from './healthyFacts.js';
import { snapshotOf } from './snapshots.js';

// Very many of a thing of which a device has a few: what is judged must not take longer for each the more there are.

/** Of what a healthy device has none, some to begin with. */
const some: { readonly [K in FactId]?: FactValues[K] } = {
  'guest.pathMtu': [
    { from: 'vm', host: 'hub.example', port: 8883, address: '203.0.113.10', passed: 1400, lost: 1500, told: null },
  ],
  'host.nat': [{ name: 'NAT', internalPrefix: '10.0.0.0/24', active: true }],
  'host.natMappings': [
    {
      ...{ natName: 'NAT', protocol: 0, externalAddress: '0.0.0.0', externalPort: 443 },
      ...{ internalAddress: '172.27.120.111', internalPort: 443 },
    },
  ],
  'host.portProxies': [
    { kind: 'v4tov4', listenAddress: '*', listenPort: 443, connectAddress: '172.27.120.111', connectPort: 443 },
  ],
  'host.events': [{ log: 'System', provider: 'Hyper-V', id: 12, level: 2, at: '2026-03-01T08:00:00Z' }],
  'host.vpnConnections': [{ name: 'VPN', splitTunneling: false, allUsers: true }],
  'host.firewallProducts': [{ name: 'Firewall', state: 0x1000 }],
  'host.switchExtensions': [{ switchId: 'a', id: 'b', name: 'Filter', enabled: true, running: true }],
};

const hexOf = (at: number): string => at.toString(16).padStart(6, '0').slice(-6);

/** Another of the same kind: an address beside it, the next prefix, another hardware address; a name with a number. */
const otherText = (text: string, at: number, named: boolean): string => {
  const [address = '', length] = text.split('/');
  const number = toNumber(address);
  if (number !== null && length === undefined) return toDotted((number + at) % 2 ** 32);
  if (number !== null) return `${toDotted((number + at * 2 ** (32 - Number(length))) % 2 ** 32)}/${length ?? ''}`;
  if (text.length === 17 && ':-'.includes(text.charAt(2))) {
    const mark = text.charAt(2);
    return [text.slice(0, 8), ...(hexOf(at).match(/../g) ?? [])].join(mark);
  }
  if (/^[0-9a-f]{64}$/.test(text)) return `${hexOf(at)}${text.slice(6)}`;
  return named ? `${text}${at}` : text;
};

const names = new Set([
  'name',
  'id',
  'interfaceAlias',
  'host',
  'path',
  'process',
  'natName',
  'provider',
  'switchId',
  'description',
  'image',
]);
const numbers = new Set([
  'index',
  'interfaceIndex',
  'pid',
  'port',
  'hostPort',
  'containerPort',
  'externalPort',
  'listenPort',
]);
const kept = new Set(['prefixLength', 'version']);

const other = (value: unknown, at: number, key = ''): unknown => {
  if (kept.has(key)) return value;
  if (typeof value === 'string') return otherText(value, at, names.has(key));
  if (typeof value === 'number') return numbers.has(key) ? ((value + at) % 65_535) + 1 : value;
  if (Array.isArray(value)) return value.map((one) => other(one, at, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, other(one, at, inner)]));
};

/** A value whose lists are that long: what it has, and others of the kind of the last. */
const many = (value: unknown, count: number): unknown => {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (list.length === 0) return list;
    return [...list, ...Array.from({ length: count }, (_none, at) => other(list.at(-1), at + 1))];
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, many(one, count)]));
};

const valueOf = (id: FactId): unknown => some[id] ?? healthyFacts[id];
const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** The facts that are a list, or hold one. */
export const listedFacts: readonly FactId[] = (Object.keys(healthyFacts) as FactId[]).filter((id) => {
  const value = valueOf(id);
  return isList(value) || Object.values(value ?? {}).some(isList);
});

/** The healthy device with COUNT more of what one of its facts lists. */
export const deviceWithMany = (id: FactId, count: number): Snapshot => snapshotOf({ [id]: many(valueOf(id), count) });
