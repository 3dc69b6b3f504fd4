import type { Ruleset } from '../../core/src/parse/iptables/rule.js';
import { chainOf } from '../../core/src/parse/iptables/rule.js';
import { isOurs, readAnswer, readPacket, replyTo, type Answered, type Seen } from './bytes.js';

/** What the kernel did with one packet. */
export interface Observation {
  /** Where it came out or was delivered, with its header there. */
  readonly ends: { readonly where: string; readonly header: string }[];
  readonly answers: Answered[];
  readonly rules: string[];
  /** Where the receiver's reply came out; null: there was none to send. */
  back: string[] | null;
}

/** Names of nft rules by the kernel's handle: `TABLE CHAIN HANDLE` -> number in its chain. */
export type Handles = ReadonlyMap<string, number>;

export const readHandles = (lines: readonly string[]): Handles => {
  const handles = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const line of lines) {
    const [verb, table = '', chain = '', handle = ''] = line.split(' ');
    if (verb !== 'handle') continue;
    const number = (counts.get(`${table} ${chain}`) ?? 0) + 1;
    counts.set(`${table} ${chain}`, number);
    handles.set(`${table} ${chain} ${handle}`, number);
  }
  return handles;
};

const headerOf = ({ source, destination, sourcePort, destinationPort }: Seen): string =>
  `${source} > ${destination}${sourcePort === null ? '' : ` ${sourcePort} > ${destinationPort ?? ''}`}`;

const NFT_POLICY = 1;

const nftRule = (words: readonly string[], handles: Handles): string | null => {
  const [table = '', chain = '', handle = '', type = ''] = words;
  if (Number(type) === NFT_POLICY) return `nft ${table} ${chain} policy`;
  const number = handles.get(`${table} ${chain} ${handle}`);
  return number === undefined ? null : `nft ${table} ${chain} ${number}`;
};

/** `TRACE:_filter:INPUT:rule:3`: the number behind a chain's last rule is its policy, or the end of a chain that somebody made. */
const legacyRule = (prefix: string, ruleset: Ruleset): string | null => {
  const [, table = '', chain = '', , number = ''] = prefix.replace(/^TRACE:_/, 'TRACE:').split(':');
  const known = chainOf(ruleset, table, chain);
  if (Number(number) <= (known?.rules.length ?? 0)) return `legacy ${table} ${chain} ${number}`;
  return known?.policy == null ? null : `legacy ${table} ${chain} policy`;
};

/** The interface that a wire belongs to: a bridge has one for each port. */
const deviceOf = (wire: string): string => wire.replace(/\.b$/, '');

export interface Context {
  readonly count: number;
  readonly handles: Handles;
  readonly legacy: Ruleset;
}

/** Sorts the agent's report by the packets that it is about. */
export const observe = (lines: readonly string[], { count, handles, legacy }: Context): Observation[] => {
  const found: Observation[] = Array.from({ length: count }, () => ({ ends: [], answers: [], rules: [], back: null }));
  const noteEnd = (where: string, hex: string): void => {
    const seen = readPacket(Buffer.from(hex, 'hex'));
    const answer = readAnswer(seen);
    if (answer !== null) found[answer.id - 1]?.answers.push(answer);
    else if (isOurs(seen)) found[seen.id - 1]?.ends.push({ where, header: headerOf(seen) });
  };
  const noteRule = (rule: string | null, hex: string): void => {
    if (rule === null || hex === '') return;
    const seen = readPacket(Buffer.from(hex, 'hex'));
    if (isOurs(seen)) found[seen.id - 1]?.rules.push(rule);
  };
  for (const line of lines) {
    const [verb, ...words] = line.split(' ');
    if (verb === 'out') noteEnd(`out ${deviceOf(words[0] ?? '')}`, words[1] ?? '');
    else if (verb === 'in') noteEnd('in', words[0] ?? '');
    else if (verb === 'legacy') noteRule(legacyRule(words[0] ?? '', legacy), words[1] ?? '');
    else if (verb === 'nft') noteRule(nftRule(words, handles), words[4] ?? '');
  }
  return found;
};

export interface Reply {
  readonly index: number;
  readonly line: string;
}

/** Replies to what came out by the wires, as commands for the agent; they are numbered from `count` on. */
export const repliesTo = (lines: readonly string[], count: number): Reply[] =>
  lines.flatMap((line) => {
    const [verb, name = '', hex = ''] = line.split(' ');
    const bytes = Buffer.from(hex, 'hex');
    if (verb !== 'out' || !isOurs(readPacket(bytes))) return [];
    const { id } = readPacket(bytes);
    const reply = replyTo(bytes, count + id);
    return reply === null ? [] : [{ index: id - 1, line: `send ${name} ${reply.toString('hex')}` }];
  });

/** Notes where the replies came out, in the observations of what they answer. */
export const observeReplies = (
  found: readonly Observation[],
  replies: readonly Reply[],
  lines: readonly string[],
): void => {
  for (const { index } of replies) {
    const observation = found[index];
    if (observation !== undefined) observation.back = [];
  }
  for (const line of lines) {
    const words = line.split(' ');
    if (words[0] !== 'out' && words[0] !== 'in') continue;
    const seen = readPacket(Buffer.from(words.at(-1) ?? '', 'hex'));
    if (isOurs(seen)) found[seen.id - 1 - found.length]?.back?.push(headerOf(seen));
  }
};
