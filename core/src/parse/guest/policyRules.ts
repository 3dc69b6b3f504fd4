import { numberOf, objectsIn, parseJson, textOf, type JsonObject } from '../text/json.js';
import { valuesAfter } from '../text/keywords.js';
import { cutAt, filledLinesOf, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** A rule that says which routing table is asked, ip-rule(8). */
export interface PolicyRule {
  readonly priority: number;
  /** `all`, or a prefix. */
  readonly from: string;
  readonly to: string | null;
  readonly fwmark: string | null;
  readonly iif: string | null;
  readonly oif: string | null;
  /** The rule applies to what does not match. */
  readonly inverted: boolean;
  /** Null for a rule that asks no table: unreachable, prohibit, goto ... */
  readonly table: string | null;
}

const prefixed = (item: JsonObject, address: string, length: string): string | null => {
  const text = textOf(item[address]);
  const bits = numberOf(item[length]);
  return text === null || bits === null ? text : `${text}/${bits}`;
};

const masked = (item: JsonObject): string | null => {
  const [mark, mask] = [textOf(item['fwmark']), textOf(item['fwmask'])];
  return mark === null || mask === null ? mark : `${mark}/${mask}`;
};

const readItem = (item: JsonObject): Parsed<PolicyRule> => {
  const priority = numberOf(item['priority']);
  if (priority === null) return notUnderstood('A rule of ip -j rule', JSON.stringify(item));
  return parsed({
    priority,
    from: prefixed(item, 'src', 'srclen') ?? 'all',
    to: prefixed(item, 'dst', 'dstlen'),
    fwmark: masked(item),
    iif: textOf(item['iif']),
    oif: textOf(item['oif']),
    inverted: 'not' in item,
    table: textOf(item['table']) ?? numberOf(item['table'])?.toString() ?? null,
  });
};

const keywords = ['from', 'to', 'fwmark', 'iif', 'oif', 'lookup', 'table', 'goto', 'tos', 'realms', 'proto'];

const readLine = (line: string): Parsed<PolicyRule> => {
  const [number, rest] = cutAt(line, ':');
  const priority = wholeNumber(number.trim());
  const words = wordsOf(rest ?? '');
  const values = valuesAfter(words, keywords);
  const from = values.get('from');
  if (priority === null || from === undefined) return notUnderstood('A rule of ip rule', line);
  const [to = null, fwmark = null, iif = null, oif = null] = ['to', 'fwmark', 'iif', 'oif'].map((key) =>
    values.get(key),
  );
  const table = values.get('lookup') ?? values.get('table') ?? null;
  return parsed({ priority, from, to, fwmark, iif, oif, inverted: words[0] === 'not', table });
};

/** `ip -4 rule`, plain or with -j. */
export const parsePolicyRules = (text: string): Parsed<readonly PolicyRule[]> => {
  if (!text.trimStart().startsWith('[')) return parseEach(filledLinesOf(text), readLine);
  const value = parseJson('ip -j rule', text);
  return value.ok ? parseEach(objectsIn(value.value), readItem) : value;
};
