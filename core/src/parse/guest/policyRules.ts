import { numberOf, objectsIn, parseJson, textOf, type JsonObject } from '../text/json.js';
import { cutAt, filledLinesOf, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

const actions = ['goto', 'nop', 'unreachable', 'prohibit', 'blackhole'] as const;

/** A rule that says which routing table is asked, ip-rule(8). */
export interface PolicyRule {
  readonly priority: number;
  /** `all`, or a prefix. */
  readonly from: string;
  readonly to: string | null;
  readonly fwmark: string | null;
  readonly iif: string | null;
  readonly oif: string | null;
  /** tcp, udp, a number ... */
  readonly protocol: string | null;
  /** A port, or several: 1000-2000. */
  readonly sourcePorts: string | null;
  readonly destinationPorts: string | null;
  /** The rule applies to what does not match. */
  readonly inverted: boolean;
  /** What else it asks for, as it is printed: tos 0x10, uidrange 0-99, suppress_ifgroup 5, l3mdev ... */
  readonly other: string | null;
  /** lookup: ask the table; goto: go on with the rule of that priority, nop: with the next one; the others refuse. */
  readonly action: 'lookup' | (typeof actions)[number] | 'unknown';
  readonly table: string | null;
  readonly goto: number | null;
  /** A route of the table with no more bits than this is passed over. */
  readonly suppressPrefixLength: number | null;
}

const plain = { from: 'all', to: null, fwmark: null, iif: null, oif: null, inverted: false, other: null } as const;
const anyPorts = { protocol: null, sourcePorts: null, destinationPorts: null } as const;

/** A rule for everybody's packets that asks a table, but for what is said. */
export const policyRule = (priority: number, more: Partial<PolicyRule>): PolicyRule => ({
  priority,
  ...plain,
  ...anyPorts,
  action: 'lookup',
  table: null,
  goto: null,
  suppressPrefixLength: null,
  ...more,
});

const wordOf = (value: unknown): string | null => textOf(value) ?? numberOf(value)?.toString() ?? null;

const prefixed = (item: JsonObject, address: string, length: string): string | null => {
  const text = textOf(item[address]);
  const bits = numberOf(item[length]);
  return text === null || bits === null ? text : `${text}/${bits}`;
};

const masked = (item: JsonObject): string | null => {
  const [mark, mask] = [textOf(item['fwmark']), textOf(item['fwmask'])];
  return mark === null || mask === null ? mark : `${mark}/${mask}`;
};

const portsOf = (item: JsonObject, name: string): string | null => {
  const [first, last] = [wordOf(item[`${name}_start`]), wordOf(item[`${name}_end`])];
  return first === null || last === null ? wordOf(item[name]) : `${first}-${last}`;
};

const actionOf = (words: readonly string[], table: string | null, other: readonly string[]): PolicyRule['action'] =>
  actions.find((action) => words.includes(action)) ??
  (table !== null || other.includes('l3mdev') ? 'lookup' : 'unknown');

/** Keys that are read above, or that decide nothing: who made the rule, what its realms are, that its interface is away. */
const readKeys =
  `priority src srclen dst dstlen fwmark fwmask iif oif iif_detached oif_detached ipproto sport sport_start
  sport_end dport dport_start dport_end not table action goto nop unresolved suppress_prefixlen protocol flow flow_from flow_to
  uid_end`.split(/\s+/);

const otherOf = (item: JsonObject): string[] =>
  Object.entries(item)
    .filter(([key]) => !readKeys.includes(key))
    .map(([key, value]) => {
      if (key === 'uid_start') return `uidrange ${wordOf(value) ?? ''}-${wordOf(item['uid_end']) ?? ''}`;
      const word = wordOf(value);
      return word === null ? key : `${key} ${word}`;
    });

const readItem = (item: JsonObject): Parsed<PolicyRule> => {
  const priority = numberOf(item['priority']);
  if (priority === null) return notUnderstood('A rule of ip -j rule', JSON.stringify(item));
  const table = wordOf(item['table']);
  const other = otherOf(item);
  return parsed({
    priority,
    from: prefixed(item, 'src', 'srclen') ?? 'all',
    to: prefixed(item, 'dst', 'dstlen'),
    fwmark: masked(item),
    iif: textOf(item['iif']),
    oif: textOf(item['oif']),
    protocol: wordOf(item['ipproto']),
    sourcePorts: portsOf(item, 'sport'),
    destinationPorts: portsOf(item, 'dport'),
    inverted: 'not' in item,
    other: other.join(' ') || null,
    action: actionOf([...Object.keys(item), textOf(item['action']) ?? ''], table, other),
    table,
    goto: numberOf(item['goto']),
    suppressPrefixLength: numberOf(item['suppress_prefixlen']),
  });
};

/** Words with a value behind them; what is none of them, nor one of those below, is kept as it is. */
const valued = 'from to fwmark iif oif ipproto sport dport lookup table suppress_prefixlength goto realms proto'.split(
  ' ',
);
const single = ['not', '[detached]', '[unresolved]', ...actions];

interface Read {
  readonly values: ReadonlyMap<string, string>;
  readonly singles: readonly string[];
  readonly other: readonly string[];
}

const readWords = (words: readonly string[]): Read => {
  const values = new Map<string, string>();
  const singles: string[] = [];
  const other: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', value] = words.slice(at, at + 2);
    const isTable = word === 'lookup' || word === 'table';
    if (isTable && value === '[l3mdev-table]') other.push('l3mdev');
    else if (valued.includes(word) && value !== undefined) values.set(isTable ? 'table' : word, value);
    else (single.includes(word) ? singles : other).push(word);
    if (valued.includes(word)) at += 1;
  }
  return { values, singles, other };
};

const readLine = (line: string): Parsed<PolicyRule> => {
  const [number, rest] = cutAt(line, ':');
  const priority = wholeNumber(number.trim());
  const { values, singles, other } = readWords(wordsOf(rest ?? ''));
  const from = values.get('from');
  if (priority === null || from === undefined) return notUnderstood('A rule of ip rule', line);
  const [to = null, fwmark = null, iif = null, oif = null] = ['to', 'fwmark', 'iif', 'oif'].map((key) =>
    values.get(key),
  );
  const table = values.get('table') ?? null;
  return parsed({
    ...{ priority, from, to, fwmark, iif, oif },
    protocol: values.get('ipproto') ?? null,
    sourcePorts: values.get('sport') ?? null,
    destinationPorts: values.get('dport') ?? null,
    inverted: singles.includes('not'),
    other: other.join(' ') || null,
    action: actionOf([...singles, ...values.keys()], table, other),
    table,
    goto: wholeNumber(values.get('goto')),
    suppressPrefixLength: wholeNumber(values.get('suppress_prefixlength')),
  });
};

/** `ip -4 rule`, plain or with -j. */
export const parsePolicyRules = (text: string): Parsed<readonly PolicyRule[]> => {
  if (!text.trimStart().startsWith('[')) return parseEach(filledLinesOf(text), readLine);
  const value = parseJson('ip -j rule', text);
  return value.ok ? parseEach(objectsIn(value.value), readItem) : value;
};
