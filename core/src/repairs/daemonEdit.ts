import { isObject } from '../parse/text/json.js';
import { isIpv4 } from '../ipv4.js';

/** In place of how many bytes, after how many, which text comes: nothing else of the file changes. */
export interface DaemonEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** What the guest told of the file. */
export interface DaemonFile {
  /** Of its true bytes; null: there is none. */
  readonly hash: string | null;
  /** At its length, its strings unreadable but "dns" and IPv4 addresses. */
  readonly text: string;
  /** Why it is not to be edited; null where it is. */
  readonly unfit: string | null;
}

export interface DaemonDns {
  /** The IPv4 servers that it names; the text of others is unreadable here. */
  readonly servers: readonly string[];
  readonly edit: (servers: readonly string[]) => DaemonEdit;
}

interface Token {
  readonly text: string;
  readonly at: number;
}

const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g)].map((found) => ({
    text: found[0],
    at: found.index,
  }));

/** Where the values of the outermost object's "dns" begin and end; one for each time that it stands there. */
const valuesOfDns = (tokens: readonly Token[]): readonly { from: number; to: number }[] => {
  const found: { from: number; to: number }[] = [];
  let depth = 0;
  tokens.forEach(({ text }, index) => {
    const [colon, value] = [tokens[index + 1], tokens[index + 2]];
    if (depth === 1 && text === '"dns"' && colon?.text === ':' && value !== undefined) {
      const end = value.text === '[' ? tokens.slice(index).find((token) => token.text === ']') : value;
      if (end !== undefined) found.push({ from: value.at, to: end.at + end.text.length });
    }
    if (text === '{' || text === '[') depth++;
    if (text === '}' || text === ']') depth--;
  });
  return found;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

const listOf = (servers: readonly string[]): string => `[${servers.map((server) => `"${server}"`).join(', ')}]`;

/**
 * How "dns" is set in the text of a daemon.json, at the bytes where it stands. The strings of the text may be unreadable,
 * but have their length. Null: it is no JSON object, or says "dns" twice or otherwise than as a list.
 */
export const readDaemonDns = (text: string): DaemonDns | null => {
  // As the engine: a file without anything in it is one without settings.
  if (text.trim() === '')
    return {
      servers: [],
      edit: (servers) => ({ at: 0, remove: text.length, insert: `{\n  "dns": ${listOf(servers)}\n}\n` }),
    };
  const value = parsed(text);
  if (!isObject(value)) return null;
  const tokens = tokensOf(text);
  const [place, second] = valuesOfDns(tokens);
  if (second !== undefined) return null;
  const dns = value['dns'];
  if (place !== undefined) {
    if (!Array.isArray(dns) || !dns.every((one) => typeof one === 'string')) return null;
    const { from, to } = place;
    return {
      servers: dns.filter(isIpv4),
      edit: (servers) => ({ at: from, remove: to - from, insert: listOf(servers) }),
    };
  }
  const [open, next] = tokens;
  if (open === undefined || next === undefined) return null;
  const at = open.at + 1;
  const lead = text.slice(at, next.at);
  const insert = (servers: readonly string[]): string =>
    next.text === '}' ? `"dns": ${listOf(servers)}` : `${lead}"dns": ${listOf(servers)},`;
  return { servers: [], edit: (servers) => ({ at, remove: 0, insert: insert(servers) }) };
};
