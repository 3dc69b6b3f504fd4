import type { Option } from '../../parse/iptables/rule.js';
import { within, type Field } from './field.js';
import type { Flow } from './flow.js';
import { WITH_PORTS, tcpFlagBits } from './packet.js';
import { certain, unknowable, type Test } from './test.js';
import { readIcmpType, readPorts } from './values.js';

type FieldOf = (flow: Flow) => Field;

/**
 * What a header says: a later fragment has none, and no rule of legacy fits it then, negated or not. A rule of nft may take for a
 * header what stands in its place (nft_payload_fast_eval in net/netfilter/nf_tables_core.c).
 */
export const inHeader = (text: string, holds: Test['holds']): Test =>
  certain(text, (flow, sight) =>
    flow.laterFragment ? sight.backEnd === 'nft' && sight.ask.holds(null, text) : holds(flow, sight),
  );

/** Ports are there in whole packets and first fragments of protocols that have them. */
export const portTest = (fieldsOf: readonly FieldOf[], option: Option, text: string): Test => {
  const ranges = readPorts(option.values[0] ?? '');
  if (ranges === null) return unknowable(text, text);
  return inHeader(text, (flow, { ask }) => {
    if (!within(flow.protocol, WITH_PORTS, ask)) return false;
    return fieldsOf.some((fieldOf) => within(fieldOf(flow), ranges, ask)) !== option.negated;
  });
};

const flagBits = (list: string): number | null => {
  if (list === 'ALL') return 0x3f;
  if (list === 'NONE') return 0;
  let bits = 0;
  for (const name of list.split(',')) {
    if (!Object.hasOwn(tcpFlagBits, name)) return null;
    bits |= tcpFlagBits[name as keyof typeof tcpFlagBits];
  }
  return bits;
};

export const tcpFlagsTest = ({ values }: Option, text: string): Test => {
  const mask = flagBits(values[0] ?? '');
  const set = flagBits(values[1] ?? '');
  if (mask === null || set === null) return unknowable(text, text);
  return certain(text, ({ tcpFlags }, { ask }) =>
    tcpFlags === null ? ask.holds(text, text) : (tcpFlags & mask) === set,
  );
};

export const icmpTest = ({ values }: Option, text: string): Test => {
  const kind = readIcmpType(values[0] ?? '');
  if (kind === null) return unknowable(text, text);
  return certain(
    text,
    (flow, { ask }) => within(flow.icmpType, kind.types, ask) && within(flow.icmpCode, kind.codes, ask),
  );
};

/** Matches that read a header which only whole packets and first fragments have. */
export const HEADERS = ['tcp', 'udp', 'udplite', 'sctp', 'dccp', 'icmp'];

export const wholeTest = (module: string): Test => inHeader(`-m ${module}`, () => true);
