import { savedAddress } from './address.js';
import { arityIn, inFull, isKnown, matchOptions, spelledAsSaved, targetOptions } from './options.js';
import type { Condition, Option, Rule } from './rule.js';
import type { Word } from './words.js';
import { say } from '../../texts/say.js';

/** What the words of one rule say; the caller knows the rest of a `Rule`. One line with lists of addresses is several rules. */
export type RuleBody = Omit<Rule, 'text' | 'line' | 'number' | 'counters'>;

interface OpenMatch {
  readonly module: string;
  readonly options: Option[];
}

interface Draft {
  source: Condition | null;
  destination: Condition | null;
  inInterface: Condition | null;
  outInterface: Condition | null;
  protocol: Condition | null;
  fragment: { negated: boolean } | null;
  readonly matches: OpenMatch[];
  target: { readonly name: string; readonly goto: boolean; readonly options: Option[] } | null;
  problem: string | null;
}

interface Cursor {
  readonly words: readonly Word[];
  at: number;
}

const protocolNames: Readonly<Record<string, string>> = {
  1: 'icmp',
  2: 'igmp',
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  47: 'gre',
  50: 'esp',
  51: 'ah',
  132: 'sctp',
  136: 'udplite',
  icmpv6: 'ipv6-icmp',
};

const longForms: Readonly<Record<string, string>> = {
  '--source': '-s',
  '--src': '-s',
  '--destination': '-d',
  '--dst': '-d',
  '--protocol': '-p',
  '--proto': '-p',
  '--in-interface': '-i',
  '--out-interface': '-o',
  '--fragment': '-f',
  '--match': '-m',
  '--jump': '-j',
  '--goto': '-g',
  '--set-counters': '-c',
  '--ipv4': '-4',
  '--ipv6': '-6',
};

const isNegation = (word: Word | undefined): boolean => word?.text === '!' && !word.quoted;
const isOption = (word: Word | undefined): boolean => word !== undefined && !word.quoted && /^-\D/.test(word.text);

const complain = (draft: Draft, problem: string): void => {
  draft.problem ??= problem;
};

/** The value after an option; `-s ! 10.0.0.0/8` is the spelling of old versions. */
const takeValue = (cursor: Cursor, negated: boolean): Condition | null => {
  const old = isNegation(cursor.words[cursor.at]);
  if (old) cursor.at += 1;
  const word = cursor.words[cursor.at];
  if (word === undefined) return null;
  cursor.at += 1;
  return { negated: negated !== old, value: word.text };
};

const protocolOf = (condition: Condition): Condition | null => {
  const lower = condition.value.toLowerCase();
  const value = Object.hasOwn(protocolNames, lower) ? (protocolNames[lower] ?? lower) : lower;
  return value === 'all' || value === '0' ? null : { negated: condition.negated, value };
};

/** `/0` matches every address: `iptables-save` leaves it out, unless it is negated and matches none. */
const addressOf = (draft: Draft, { negated, value }: Condition): Condition | null => {
  const saved = savedAddress(value);
  if (saved === null) {
    // IPv6 is told by its colons; the walk reads it.
    if (!value.includes(',') && !value.includes(':')) complain(draft, say('{value} is no IPv4 address', { value }));
    return { negated, value };
  }
  return saved === '0.0.0.0/0' && !negated ? null : { negated, value: saved };
};

const basic: Readonly<Record<string, (draft: Draft, value: Condition) => void>> = {
  '-s': (draft, value) => (draft.source = addressOf(draft, value)),
  '-d': (draft, value) => (draft.destination = addressOf(draft, value)),
  '-i': (draft, value) => (draft.inInterface = value.value === '+' && !value.negated ? null : value),
  '-o': (draft, value) => (draft.outInterface = value.value === '+' && !value.negated ? null : value),
  '-p': (draft, value) => (draft.protocol = protocolOf(value)),
  '-m': (draft, value) => draft.matches.push({ module: value.value, options: [] }),
  '-j': (draft, value) => (draft.target = { name: value.value, goto: false, options: [] }),
  '-g': (draft, value) => (draft.target = { name: value.value, goto: true, options: [] }),
};

/** Who an extension's option belongs to: a loaded match that knows it, the target, the protocol's own match, else the last loaded. */
const ownerOf = (
  draft: Draft,
  name: string,
): { readonly options: Option[]; readonly arity: number | undefined } | null => {
  const arityOf = (arity: ReturnType<typeof arityIn>): number | undefined => (arity === 'free' ? 1 : arity);
  const { matches, target, protocol } = draft;
  const match = matches.findLast(({ module }) => arityIn(matchOptions, module, name) !== undefined);
  if (match !== undefined) return { options: match.options, arity: arityOf(arityIn(matchOptions, match.module, name)) };
  if (target !== null) {
    const arity = arityIn(targetOptions, target.name, name);
    if (arity !== undefined) return { options: target.options, arity: arityOf(arity) };
  }
  if (protocol !== null && arityIn(matchOptions, protocol.value, name) !== undefined) {
    const implied: OpenMatch = { module: protocol.value, options: [] };
    matches.push(implied);
    return { options: implied.options, arity: arityOf(arityIn(matchOptions, protocol.value, name)) };
  }
  if (target !== null && !isKnown(targetOptions, target.name)) return { options: target.options, arity: undefined };
  const last = matches.at(-1);
  return last === undefined ? null : { options: last.options, arity: undefined };
};

const takeOptionValues = (cursor: Cursor, arity: number | undefined): string[] => {
  const values: string[] = [];
  while (cursor.at < cursor.words.length && values.length < (arity ?? Infinity)) {
    const word = cursor.words[cursor.at];
    if (word === undefined || (arity === undefined && (isOption(word) || isNegation(word)))) break;
    values.push(word.text);
    cursor.at += 1;
  }
  return values;
};

/** `--dport=22` */
const parted = (word: string): { readonly name: string; readonly inline: string | null } => {
  const at = word.indexOf('=');
  return at < 0 ? { name: word, inline: null } : { name: word.slice(0, at), inline: word.slice(at + 1) };
};

/** `--syn` is a short form: `iptables-save` prints what it stands for. */
const asSaved = (option: Option): Option =>
  option.name === 'syn' ? { ...option, name: 'tcp-flags', values: ['FIN,SYN,RST,ACK', 'SYN'] } : option;

/** `--dport ! 80` of old versions; `--flag ! --other` negates what comes next. */
const negatesValue = ({ words, at }: Cursor): boolean => isNegation(words[at]) && !isOption(words[at + 1]);

/** `--to` of DNAT is `--to-destination`. */
const fullName = ({ target }: Draft, name: string): string =>
  target === null ? name : inFull(targetOptions, target.name, name);

const takeExtension = (draft: Draft, cursor: Cursor, word: string, negated: boolean): void => {
  const { name: spelled, inline } = parted(word);
  const name = fullName(draft, spelledAsSaved(spelled.slice(2)));
  const owner = ownerOf(draft, name);
  if (owner === null) {
    complain(draft, say('{word} belongs to no match or target', { word }));
    return;
  }
  const old = inline === null && owner.arity !== 0 && negatesValue(cursor);
  if (old) cursor.at += 1;
  const values = inline === null ? takeOptionValues(cursor, owner.arity) : [inline];
  if (owner.arity !== undefined && values.length !== owner.arity)
    complain(draft, say('{word} lacks its value', { word }));
  owner.options.push(asSaved({ name, negated: negated !== old, values }));
};

const takeShort = (draft: Draft, cursor: Cursor, letter: string, negated: boolean): void => {
  const set = basic[letter];
  if (letter === '-f') draft.fragment = { negated };
  else if (letter === '-c') cursor.at += 2;
  else if (letter === '-6') complain(draft, say('The rule is for IPv6'));
  else if (letter === '-4') return;
  else if (set === undefined) complain(draft, say('{word} is not known', { word: letter }));
  else {
    const value = takeValue(cursor, negated);
    if (value === null) complain(draft, say('{word} lacks its value', { word: letter }));
    else set(draft, value);
  }
};

const takeWord = (draft: Draft, cursor: Cursor, negated: boolean): void => {
  const word = cursor.words[cursor.at]?.text ?? '';
  cursor.at += 1;
  if (word.length === 2 && Object.hasOwn(basic, word)) {
    takeShort(draft, cursor, word, negated);
    return;
  }
  const { name: long, inline } = parted(word);
  if (Object.hasOwn(longForms, long)) {
    const value = inline === null ? cursor : { words: [{ text: inline, quoted: true }], at: 0 };
    takeShort(draft, value, longForms[long] ?? '', negated);
  } else if (word.startsWith('--')) takeExtension(draft, cursor, word, negated);
  else if (/^-[sdiopmjg]./.test(word))
    takeShort(draft, { words: [{ text: word.slice(2), quoted: true }], at: 0 }, word.slice(0, 2), negated);
  else if (word.startsWith('-') && word.length === 2) takeShort(draft, cursor, word, negated);
  else complain(draft, say('{word} stands where an option belongs', { word }));
};

const emptyDraft = (): Draft => ({
  source: null,
  destination: null,
  inInterface: null,
  outInterface: null,
  protocol: null,
  fragment: null,
  matches: [],
  target: null,
  problem: null,
});

/** People write a few. Two long lists would be as many rules as their product. */
const MOST_LISTED = 250;

/** `-s a,b` is short for one rule each. */
const spread = (draft: Draft, side: 'source' | 'destination'): Draft[] => {
  const condition = draft[side];
  if (condition?.value.includes(',') !== true) return [draft];
  if (condition.negated) complain(draft, say('A list of addresses cannot be negated'));
  const values = condition.value.split(',');
  if (values.length > MOST_LISTED) {
    complain(draft, say('A list of more than {most} addresses', { most: MOST_LISTED }));
    return [draft];
  }
  return values.map((value) => {
    const one = { ...draft };
    one[side] = addressOf(one, { negated: condition.negated, value });
    return one;
  });
};

/** The words after the chain's name. Never fails: what is not understood is named in `problem`. */
export const ruleBodies = (words: readonly Word[]): RuleBody[] => {
  const draft = emptyDraft();
  const cursor: Cursor = { words, at: 0 };
  while (cursor.at < words.length) {
    const negated = isNegation(words[cursor.at]);
    if (negated) cursor.at += 1;
    takeWord(draft, cursor, negated);
  }
  return spread(draft, 'source').flatMap((one) => spread(one, 'destination'));
};
