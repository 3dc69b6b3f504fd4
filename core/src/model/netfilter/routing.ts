import { policyRule, type PolicyRule } from '../../parse/guest/policyRules.js';
import type { Route } from '../../parse/guest/route.js';
import { formatPrefix, lastOf, parsePrefix, toDotted, toNumber, type Prefix } from '../../ipv4.js';
import { cutsOf, inOrder, inRanges, type Ranges } from './field.js';
import { readPorts, readProtocol } from './values.js';
import { interfaceNamed } from './interfaceNamed.js';
import { beginningAt, bestTo, routesTo, routeTables, type RouteTable } from './routeTable.js';
import type { World, WorldInterface } from './world.js';
import { say } from '../../texts/say.js';

/** A route with its destination as numbers. */
export interface FibRoute extends Route {
  readonly prefix: Prefix;
}

/** What the kernel asks of its tables: where a packet with this destination (and source, mark ...) goes. */
export interface Lookup {
  readonly destination: number;
  readonly source: number;
  readonly mark: number;
  /** null: not known. What has no ports has 0, which no rule asks for. */
  readonly protocol: number | null;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** `lo` where the machine asks for itself. */
  readonly inInterface: string;
  /** Only routes by this device, where one is given. */
  readonly outInterface: string | null;
}

const UNMARKED = {
  ...{ source: 0, mark: 0, protocol: null, sourcePort: null, destinationPort: null },
  ...{ inInterface: 'lo', outInterface: null },
};

/** Where the VM itself sends, whatever it is. */
export const fromVm = (destination: number, more: Partial<Lookup> = {}): Lookup => ({
  ...UNMARKED,
  destination,
  ...more,
});

/** A rule refuses the packet, in the words of a route that does. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly type: 'none' | 'prohibit' | 'blackhole';
  readonly rule: PolicyRule;
}

/** Whether a rule applies, no snapshot tells. */
export interface Open {
  readonly kind: 'open';
  readonly rule: PolicyRule;
}

/** The addresses from `lo` to below `end`. */
interface Bounds {
  readonly lo: number;
  readonly end: number;
}

/** A rule with its addresses as numbers, and with what it may answer, each made once: answers are compared. */
interface FibRule {
  readonly rule: PolicyRule;
  readonly from: Bounds;
  readonly to: Bounds;
  readonly refusal: Refusal | null;
  readonly open: Open;
}

export interface Fib {
  readonly tables: ReadonlyMap<string, RouteTable>;
  readonly rules: readonly FibRule[];
  /** Whether somebody added rules to the kernel's three: the kernel then checks sources in full. */
  readonly customRules: boolean;
  /**
   * Whether the protocol and the ports of what comes in are known where its way is looked up: only where a rule asks for them
   * that is not for what the VM itself sends (fib_rule_requires_fldissect).
   */
  readonly dissects: boolean;
  /** Where classes of destinations may begin and end. These and the others are in order, each once. */
  readonly destinationCuts: readonly number[];
  /** Where a rule's `from`, its protocol and its ports begin and end. */
  readonly sourceCuts: readonly number[];
  readonly protocolCuts: readonly number[];
  readonly portCuts: readonly number[];
  /** Where `addressType` may change. */
  readonly typeCuts: readonly number[];
  /** Every address of an interface that is up. */
  readonly addresses: ReadonlySet<number>;
}

/** What every kernel starts with (ip-rule(8)). */
const KERNEL_RULES = [
  policyRule(0, { table: 'local' }),
  policyRule(32766, { table: 'main' }),
  policyRule(32767, { table: 'default' }),
];

const tableNames: Readonly<Record<string, string>> = { '253': 'default', '254': 'main', '255': 'local' };
const tableName = (name: string): string => tableNames[name] ?? name;

const kernelRoute = (type: string, destination: string, device: string): Route => ({
  table: 'local',
  type,
  destination,
  gateway: null,
  device,
  metric: 0,
  source: null,
  scope: null,
  protocol: 'kernel',
  linkDown: false,
});

/** What the kernel puts into the table `local` for the addresses of an interface that is up. */
const localRoutes = ({ name, up, addresses }: WorldInterface): Route[] =>
  !up
    ? []
    : addresses.flatMap(({ address, prefixLength }) => {
        const prefix = parsePrefix(`${address}/${prefixLength}`);
        if (prefix === null) return [];
        if (name === 'lo') return [kernelRoute('local', formatPrefix(prefix), name)];
        const local = kernelRoute('local', `${address}/32`, name);
        return prefixLength > 30 ? [local] : [local, kernelRoute('broadcast', `${toDotted(lastOf(prefix))}/32`, name)];
      });

const ownAddresses = ({ up, addresses }: WorldInterface): number[] =>
  up ? addresses.map(({ address }) => toNumber(address)).filter((value) => value !== null) : [];

const isUsable = (route: Route, interfaces: readonly WorldInterface[]): boolean =>
  interfaceNamed(interfaces, route.device)?.up !== false;

const compile = (route: Route): FibRoute[] => {
  const prefix = parsePrefix(route.destination);
  return prefix === null ? [] : [{ ...route, table: tableName(route.table), prefix }];
};

/** Longest prefix first, then lowest metric: the first that fits is the one. */
const byPreference = (one: FibRoute, other: FibRoute): number =>
  other.prefix.length - one.prefix.length || one.metric - other.metric;

const boundsOf = (prefix: Prefix): number[] => [prefix.network, lastOf(prefix) + 1];

const ruleBounds = (text: string | null): number[] => {
  const prefix = text === null ? null : parsePrefix(text.includes('/') ? text : `${text}/32`);
  return prefix === null ? [] : boundsOf(prefix);
};

/** What cannot be read holds no address. */
const boundsIn = (text: string | null): Bounds => {
  if (text === null || text === 'all') return { lo: 0, end: Infinity };
  const [lo = 0, end = 0] = ruleBounds(text);
  return { lo, end };
};

/** A rule that makes the sender see no route (fib4_rule_action). */
const refusalTypes = { unreachable: 'none', prohibit: 'prohibit', blackhole: 'blackhole' } as const;

const fibRule = (rule: PolicyRule): FibRule => {
  const type = Object.hasOwn(refusalTypes, rule.action)
    ? refusalTypes[rule.action as keyof typeof refusalTypes]
    : rule.action === 'unknown'
      ? 'none'
      : null;
  return {
    rule,
    from: boundsIn(rule.from),
    to: boundsIn(rule.to),
    refusal: type === null ? null : { kind: 'refusal', type, rule },
    open: { kind: 'open', rule },
  };
};

/** Without an interface of a VRF, no packet belongs to one (l3mdev_fib_rule_match). */
const canMatch = ({ other }: PolicyRule, interfaces: readonly WorldInterface[]): boolean =>
  other !== 'l3mdev' || interfaces.some(({ kind }) => kind === 'vrf');

/** `53`, `1000-2000`; null: not understood. */
const rulePorts = (text: string): Ranges | null => readPorts(text.replace('-', ':'));

const portCutsOf = (rules: readonly PolicyRule[]): number[] =>
  rules
    .flatMap(({ sourcePorts, destinationPorts }) => [sourcePorts, destinationPorts])
    .flatMap((ports) => (ports === null ? [] : cutsOf(rulePorts(ports) ?? [])));

const protocolCutsOf = (rules: readonly PolicyRule[]): number[] =>
  rules.flatMap(({ protocol }) => {
    const number = protocol === null ? null : readProtocol(protocol);
    return number === null ? [] : [number, number + 1];
  });

const dissects = ({ iif, protocol, sourcePorts, destinationPorts }: PolicyRule): boolean =>
  iif !== 'lo' && (protocol !== null || sourcePorts !== null || destinationPorts !== null);

const typeCuts = (local: readonly FibRoute[]): number[] => [
  ...[1, 0xe0000000, 0xf0000000, 2 ** 32 - 1],
  ...local.flatMap(({ prefix }) => boundsOf(prefix)),
];

export const fibOf = ({ routes, policyRules, interfaces }: World): Fib => {
  const known = (routes ?? []).filter((route) => isUsable(route, interfaces));
  const withLocal = known.some(({ table }) => tableName(table) === 'local')
    ? known
    : [...known, ...interfaces.flatMap(localRoutes)];
  const compiled = withLocal.flatMap(compile).sort(byPreference);
  const tables = routeTables(compiled);
  const rules = [...(policyRules ?? KERNEL_RULES)].sort((one, other) => one.priority - other.priority);
  return {
    tables,
    rules: rules.filter((one) => canMatch(one, interfaces)).map(fibRule),
    customRules: rules.length > KERNEL_RULES.length,
    dissects: rules.some(dissects),
    destinationCuts: inOrder([
      ...compiled.flatMap(({ prefix }) => boundsOf(prefix)),
      ...rules.flatMap(({ to }) => ruleBounds(to)),
    ]),
    sourceCuts: inOrder(rules.flatMap(({ from }) => ruleBounds(from))),
    protocolCuts: inOrder(protocolCutsOf(rules)),
    portCuts: inOrder(portCutsOf(rules)),
    typeCuts: inOrder(typeCuts(tables.get('local')?.routes ?? [])),
    addresses: new Set(interfaces.flatMap(ownAddresses)),
  };
};

const isWithin = ({ lo, end }: Bounds, address: number): boolean => address >= lo && address < end;

const markFits = (fwmark: string | null, mark: number): boolean => {
  if (fwmark === null) return true;
  const [value = '', mask = '0xffffffff'] = fwmark.split('/');
  return ((mark ^ Number(value)) & Number(mask)) === 0;
};

const decidedFits = ({ rule, from, to }: FibRule, lookup: Lookup): boolean =>
  isWithin(from, lookup.source) &&
  isWithin(to, lookup.destination) &&
  markFits(rule.fwmark, lookup.mark) &&
  (rule.iif === null || rule.iif === lookup.inInterface) &&
  (rule.oif === null || rule.oif === lookup.outInterface);

/** null: the rule says it in a way, or the packet in none, that tells. */
const protocolFits = ({ protocol }: PolicyRule, value: number | null): boolean | null => {
  if (protocol === null) return true;
  const number = readProtocol(protocol);
  return number === null || value === null ? null : number === value;
};

const portFits = (ports: string | null, value: number | null): boolean | null => {
  if (ports === null) return true;
  const ranges = rulePorts(ports);
  return ranges === null || value === null ? null : inRanges(ranges, value);
};

/** null: no snapshot tells. */
const applies = (fibRule: FibRule, lookup: Lookup): boolean | null => {
  const one = fibRule.rule;
  if (!decidedFits(fibRule, lookup)) return one.inverted;
  const parts = [
    protocolFits(one, lookup.protocol),
    portFits(one.sourcePorts, lookup.sourcePort),
    portFits(one.destinationPorts, lookup.destinationPort),
  ];
  if (parts.includes(false)) return one.inverted;
  return parts.includes(null) || one.other !== null || one.action === 'unknown' ? null : !one.inverted;
};

const fits = ({ device, type }: FibRoute, { outInterface }: Lookup): boolean =>
  outInterface === null || type !== 'unicast' || device === outInterface;

/** What the tables answer. */
export type Answer = FibRoute | Refusal | Open | 'none';

export const isRoute = (answer: Answer): answer is FibRoute => answer !== 'none' && !('kind' in answer);

/** Why there is no route: `none`, or which rule says so. */
export const whyRefused = (answer: Refusal | 'none'): string =>
  answer === 'none'
    ? 'none'
    : say('{action} by the policy rule with priority {priority}', {
        action: answer.rule.action,
        priority: answer.rule.priority,
      });

/** What was assumed of open rules: whether each applies. */
export type Assumed = ReadonlyMap<PolicyRule, boolean>;

export const NOTHING_ASSUMED: Assumed = new Map();

/** Only routes that lead nowhere are taken however few bits they have (fib4_rule_suppress). */
const isSuppressed = ({ suppressPrefixLength }: PolicyRule, { type, prefix }: FibRoute): boolean =>
  suppressPrefixLength !== null &&
  prefix.length <= suppressPrefixLength &&
  !['unreachable', 'prohibit', 'blackhole'].includes(type);

/** What one rule that applies says; null: the next one is asked. */
const answerOf = (fib: Fib, { rule, refusal }: FibRule, lookup: Lookup): FibRoute | Refusal | null => {
  if (refusal !== null || rule.table === null) return refusal;
  const found = bestTo(fib.tables.get(tableName(rule.table)), lookup.destination, (route) => fits(route, lookup));
  return found === undefined || found.type === 'throw' || isSuppressed(rule, found) ? null : found;
};

/** Where the next rule is; a goto to a priority that is not there is passed over. */
const nextOf = (fib: Fib, at: number, { action, goto }: PolicyRule): number => {
  const target = action === 'goto' ? fib.rules.findIndex(({ rule }) => rule.priority === goto) : -1;
  return target > at ? target : at + 1;
};

/**
 * fib_rules_lookup and fib_table_lookup: rule by rule, the longest prefix of its table, `throw` goes on with the next rule.
 * Without assumptions, the first rule of which it is open whether it applies is the answer.
 */
export const lookUp = (fib: Fib, lookup: Lookup, assumed: Assumed | 'none applies' = NOTHING_ASSUMED): Answer => {
  for (let at = 0; at < fib.rules.length;) {
    const one = fib.rules[at];
    if (one === undefined) break;
    const known = assumed === 'none applies' ? false : assumed.get(one.rule);
    const applying = applies(one, lookup) ?? known;
    if (applying === undefined) return one.open;
    const answer = applying ? answerOf(fib, one, lookup) : null;
    if (answer !== null) return answer;
    at = applying ? nextOf(fib, at, one.rule) : at + 1;
  }
  return 'none';
};

/** Every route to the same destination that the kernel may use at once: the hops of one route. */
export const hopsOf = (fib: Fib, route: FibRoute): readonly FibRoute[] =>
  routesTo(fib.tables.get(route.table), route.prefix).filter(
    ({ metric, type }) => metric === route.metric && type === route.type,
  );

/**
 * inet_dev_addr_type: what kind of address it is to this machine, from the table `local` alone; with a device, to that device: what
 * another one has is a unicast address to it.
 */
export const addressType = (fib: Fib, address: number, device: string | null = null): string => {
  if (address === 0 || address === 2 ** 32 - 1) return 'BROADCAST';
  if (address >= 0xe0000000 && address < 0xf0000000) return 'MULTICAST';
  const found = bestTo(fib.tables.get('local'), address);
  return found === undefined || (device !== null && found.device !== device) ? 'UNICAST' : found.type.toUpperCase();
};

const LIMITED_BROADCAST = 2 ** 32 - 1;

/** Whether an address means every machine on the interface's link. */
export const isBroadcastOf = (fib: Fib, address: number, device: string | null): boolean =>
  address === LIMITED_BROADCAST ||
  beginningAt(fib.tables.get('local'), address).some((route) => route.type === 'broadcast' && route.device === device);

/** The address that an interface gives itself as a sender: its first. */
export const primaryAddress = ({ interfaces }: World, name: string): number | null => {
  const address = interfaceNamed(interfaces, name)?.addresses[0]?.address;
  return address === undefined ? null : toNumber(address);
};
