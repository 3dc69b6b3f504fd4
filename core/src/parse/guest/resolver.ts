import { labelledBlocks, wordsUnder, wordUnder, type LabelledBlock } from '../text/labelledLines.js';
import { cutAt } from '../text/lines.js';
import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

export interface GlobalResolver {
  readonly servers: readonly string[];
  readonly fallbackServers: readonly string[];
  readonly currentServer: string | null;
  readonly domains: readonly string[];
  /** How /etc/resolv.conf is made: stub, uplink, static, foreign, missing; null before systemd 247. */
  readonly mode: string | null;
  /** yes, no, allow-downgrade. */
  readonly dnssec: string | null;
  /** yes, no, opportunistic. */
  readonly dnsOverTls: string | null;
}

export interface LinkResolver {
  readonly index: number;
  readonly name: string;
  readonly servers: readonly string[];
  readonly currentServer: string | null;
  /** `~.` takes every name; other names with `~` route only. */
  readonly domains: readonly string[];
  /** Takes names that no link's domains match; null before systemd 241. */
  readonly defaultRoute: boolean | null;
  /** yes, no, allow-downgrade. */
  readonly dnssec: string | null;
  /** yes, no, opportunistic. */
  readonly dnsOverTls: string | null;
  /** DNS, LLMNR/IPv4, mDNS/IPv4, ...; empty where the link resolves nothing. */
  readonly scopes: readonly string[];
}

/** The state of systemd-resolved. */
export interface Resolver {
  readonly global: GlobalResolver;
  readonly links: readonly LinkResolver[];
}

const LINK = /^Link (\d{1,10}) \((.{1,64})\)$/;

/** Of the global settings, systemd 252 prints these without a colon. */
const bareLabels = ['DNS Servers', 'Fallback DNS Servers', 'DNS Domain'];

/** systemd 258 has servers beside those of links, for domains that are delegated to them (systemd.dns-delegate(5)). */
const isHeading = (line: string): boolean => line === 'Global' || LINK.test(line) || line.startsWith('Delegate ');

/** A server may carry its port, and the name that its certificate must have: `[2606:4700::1111]:853#cloudflare-dns.com`. */
const addressOf = (server: string): string => {
  const [place] = cutAt(server, '#');
  if (place.startsWith('[')) return cutAt(place.slice(1), ']')[0];
  const [address, port] = cutAt(place, ':');
  return port === null || port.includes(':') ? place : address;
};

const serversUnder = (block: LabelledBlock, label: string): string[] => wordsUnder(block, label).map(addressOf);

const signs = new Map([
  ['+', 'yes'],
  ['-', 'no'],
]);

/**
 * A setting in either layout: `DNSSEC setting: no` on a line of its own before systemd 247, a word of
 * `Protocols: +DefaultRoute -DNSOverTLS DNSSEC=no/unsupported` since.
 */
const setting = (block: LabelledBlock, name: string): string | null => {
  const own = wordUnder(block, `${name} setting`);
  if (own !== null) return own;
  for (const word of wordsUnder(block, 'Protocols')) {
    const sign = signs.get(word.charAt(0));
    if (sign !== undefined && word.slice(1) === name) return sign;
    if (word.startsWith(`${name}=`)) return cutAt(word.slice(name.length + 1), '/')[0];
  }
  return null;
};

const flags = new Map([
  ['yes', true],
  ['no', false],
]);

/** systemd 256 and later give it a line of its own again. */
const defaultRoute = (block: LabelledBlock): boolean | null =>
  flags.get(setting(block, 'DefaultRoute') ?? wordUnder(block, 'Default Route') ?? '') ?? null;

const current = (block: LabelledBlock): string | null => {
  const server = wordUnder(block, 'Current DNS Server');
  return server === null ? null : addressOf(server);
};

const common = (block: LabelledBlock) => ({
  servers: serversUnder(block, 'DNS Servers'),
  currentServer: current(block),
  domains: wordsUnder(block, 'DNS Domain'),
  dnssec: setting(block, 'DNSSEC'),
  dnsOverTls: setting(block, 'DNSOverTLS'),
});

const readGlobal = (block: LabelledBlock): GlobalResolver => ({
  ...common(block),
  fallbackServers: serversUnder(block, 'Fallback DNS Servers'),
  mode: wordUnder(block, 'resolv.conf mode'),
});

const readLink = (block: LabelledBlock): LinkResolver => {
  const [, index = '', name = ''] = LINK.exec(block.heading) ?? [];
  return {
    index: Number(index),
    name,
    ...common(block),
    defaultRoute: defaultRoute(block),
    scopes: wordsUnder(block, 'Current Scopes').filter((scope) => scope !== 'none'),
  };
};

/** `resolvectl status` of every systemd since 239, and `systemd-resolve --status`. */
export const parseResolver = (text: string): Parsed<Resolver> => {
  const blocks = labelledBlocks(text, isHeading, bareLabels);
  const [first] = blocks;
  if (first === undefined) return notUnderstood('The state of systemd-resolved', text);
  const global = blocks.find(({ heading }) => heading === 'Global') ?? { heading: 'Global', values: new Map() };
  return parsed({
    global: readGlobal(global),
    links: blocks.filter(({ heading }) => LINK.test(heading)).map(readLink),
  });
};
