import type { Option, Rule, Target } from '../../parse/iptables/rule.js';
import type { Span } from './packet.js';
import { readAddressRange, readMark, readPorts } from './values.js';

/** New address or port of a translation: null leaves it as it is. */
export interface Translation {
  readonly kind: 'translate';
  readonly side: 'source' | 'destination';
  /** `interface`: MASQUERADE and REDIRECT take the address of an interface. */
  readonly address: Span | 'interface' | null;
  readonly port: Span | null;
}

/** `mark = (mark & ~mask) ^ value` */
export interface Marking {
  readonly kind: 'mark';
  readonly of: 'packet' | 'connection';
  readonly value: number;
  readonly mask: number;
}

/** Copies bits of the packet's mark to the connection's, or back. */
export interface MarkCopy {
  readonly kind: 'copyMark';
  readonly to: 'packet' | 'connection';
  readonly packetMask: number;
  readonly connectionMask: number;
}

/** What a rule does with a packet that it matches. */
export type Effect =
  | { readonly kind: 'accept' | 'drop' | 'return' | 'continue' | 'untrack' | 'unknown' }
  | { readonly kind: 'reject'; readonly type: string }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | Translation
  | Marking
  | MarkCopy;

/** Targets that let the packet go on to the next rule, and change nothing that the walk looks at. */
const PASSING = [
  'LOG',
  'NFLOG',
  'ULOG',
  'TRACE',
  'AUDIT',
  'TCPMSS',
  'TCPOPTSTRIP',
  'CHECKSUM',
  'CLASSIFY',
  'DSCP',
  'TOS',
  'TTL',
  'ECN',
  'SET',
  'IDLETIMER',
  'RATEEST',
  'LED',
  'TEE',
  'SECMARK',
  'CONNSECMARK',
];

export const DEFAULT_REJECT = 'icmp-port-unreachable';
const ALL_BITS = 0xffffffff;
const UNKNOWN: Effect = { kind: 'unknown' };

const valueOf = ({ options }: Target, name: string): string | undefined =>
  options.find((option) => option.name === name)?.values[0];

const spanOf = (ranges: readonly Span[] | null): Span | null => (ranges?.length === 1 ? (ranges[0] ?? null) : null);

/** `address`, `address:port`, `first-last:first-last`, `:port`; a shifted port map (`/base`) is beyond the model. */
const readTranslation = (text: string): Pick<Translation, 'address' | 'port'> | null => {
  const [addressText = '', portText, rest] = text.split(':');
  const address = addressText === '' ? null : spanOf(readAddressRange(addressText));
  const port = portText === undefined ? null : spanOf(readPorts(portText.replace('-', ':')));
  const failed = (addressText !== '' && address === null) || (portText !== undefined && port === null);
  return failed || rest !== undefined ? null : { address, port };
};

const translation = (target: Target, side: 'source' | 'destination', option: string): Effect => {
  const text = valueOf(target, option);
  const parts = text === undefined ? null : readTranslation(text);
  return parts === null ? UNKNOWN : { kind: 'translate', side, ...parts };
};

const interfaceTranslation = (target: Target, side: 'source' | 'destination'): Effect => {
  const ports = valueOf(target, 'to-ports');
  const port = ports === undefined ? null : spanOf(readPorts(ports.replace('-', ':')));
  return ports !== undefined && port === null ? UNKNOWN : { kind: 'translate', side, address: 'interface', port };
};

const marking = (target: Target, of: Marking['of']): Effect => {
  const [option] = target.options;
  const parts = readMark(option?.values[0] ?? '');
  if (option === undefined || parts === null) return UNKNOWN;
  const { value, mask } = parts;
  switch (option.name) {
    case 'set-xmark':
      return { kind: 'mark', of, value, mask };
    case 'set-mark':
      return { kind: 'mark', of, value, mask: (value | mask) >>> 0 };
    case 'and-mark':
      return { kind: 'mark', of, value: 0, mask: ~value >>> 0 };
    case 'or-mark':
      return { kind: 'mark', of, value, mask: value };
    case 'xor-mark':
      return { kind: 'mark', of, value, mask: 0 };
    default:
      return UNKNOWN;
  }
};

const connectionMarking = (target: Target): Effect => {
  const has = (name: string): boolean => target.options.some((option) => option.name === name);
  if (!has('save-mark') && !has('restore-mark')) return marking(target, 'connection');
  const maskOf = (name: string): number | null =>
    readMark(valueOf(target, name) ?? valueOf(target, 'mask') ?? `${ALL_BITS}`)?.value ?? null;
  const packetMask = maskOf('nfmask');
  const connectionMask = maskOf('ctmask');
  if (packetMask === null || connectionMask === null) return UNKNOWN;
  return { kind: 'copyMark', to: has('save-mark') ? 'connection' : 'packet', packetMask, connectionMask };
};

/** The types of REJECT, with the short names that it takes (iptables-extensions(8)). */
const REJECTS: readonly (readonly [type: string, short: string])[] = [
  ['icmp-net-unreachable', 'net-unreach'],
  ['icmp-host-unreachable', 'host-unreach'],
  ['icmp-proto-unreachable', 'proto-unreach'],
  [DEFAULT_REJECT, 'port-unreach'],
  ['icmp-net-prohibited', 'net-prohib'],
  ['icmp-host-prohibited', 'host-prohib'],
  ['icmp-admin-prohibited', 'admin-prohib'],
  ['tcp-reset', 'tcp-rst'],
];

const rejection = (target: Target): Effect => {
  const asked = valueOf(target, 'reject-with') ?? DEFAULT_REJECT;
  const found = REJECTS.find((names) => names.includes(asked));
  return found === undefined ? UNKNOWN : { kind: 'reject', type: found[0] };
};

/** Another zone has connections of its own: whether an answer belongs to one, the rule alone does not tell. */
const tracking = (target: Target): Effect => {
  if (hasOption(target, 'notrack')) return { kind: 'untrack' };
  return ['zone', 'zone-orig', 'zone-reply'].some((name) => hasOption(target, name)) ? UNKNOWN : { kind: 'continue' };
};

const hasOption = ({ options }: Target, name: string): boolean =>
  options.some((option: Option) => option.name === name);

const extensions: Readonly<Record<string, (target: Target) => Effect>> = {
  ACCEPT: () => ({ kind: 'accept' }),
  DROP: () => ({ kind: 'drop' }),
  RETURN: () => ({ kind: 'return' }),
  REJECT: rejection,
  DNAT: (target) => translation(target, 'destination', 'to-destination'),
  SNAT: (target) => translation(target, 'source', 'to-source'),
  MASQUERADE: (target) => interfaceTranslation(target, 'source'),
  REDIRECT: (target) => interfaceTranslation(target, 'destination'),
  MARK: (target) => marking(target, 'packet'),
  CONNMARK: connectionMarking,
  NOTRACK: () => ({ kind: 'untrack' }),
  CT: tracking,
};

/** What a rule does, given the chains of its table: a chain's name wins over an extension's, but not over the four built-in targets. */
export const effectOf = ({ target, problem }: Rule, chains: ReadonlySet<string>): Effect => {
  if (problem !== null) return UNKNOWN;
  if (target === null) return { kind: 'continue' };
  const { name } = target;
  if (chains.has(name)) return { kind: target.goto ? 'goto' : 'jump', chain: name };
  const extension = Object.hasOwn(extensions, name) ? extensions[name] : undefined;
  if (extension !== undefined && !target.goto) return extension(target);
  return PASSING.includes(name) && !target.goto ? { kind: 'continue' } : UNKNOWN;
};
