import type { Envelope, Snapshot } from '../../../core/src/contract/snapshot.js';
import { classesIpv4, classesIpv6, keptIpv4, keptIpv6 } from '../../../core/src/redact/addressRanges.js';
import { bitsOfIpv4, prefixBits } from '../../../core/src/redact/addressText.js';
import { wayTo, type Mask } from '../../../core/src/redact/bitTree.js';
import { redact, type Redacted } from '../../../core/src/redact/redact.js';
import type { Relations } from '../../../core/src/redact/relations.js';
import { valuesOf, type Values } from '../../../core/src/redact/values.js';
import { openVault, withoutMarks } from '../../../core/src/redact/vault.js';
import { snapshotOf } from '../../support/snapshots.js';

export const key = Buffer.from('a key for tests, which nothing else uses');

export const printed = (text: string): Envelope => ({ status: 'ok', value: { text, exitCode: 0 } });

/** The healthy device with other raw facts. */
export const snapshotWith = (facts: Snapshot['facts']): Snapshot => {
  const healthy = snapshotOf();
  return { ...healthy, facts: { ...healthy.facts, ...facts } };
};

export const redactedWith = (facts: Snapshot['facts']): Redacted => redact(snapshotWith(facts), key);

/** What becomes of a text that a probe printed. */
export const redactedText = (id: string, text: string): string => {
  const envelope = redactedWith({ [id]: printed(text) }).snapshot.facts[id];
  return envelope?.status === 'ok' ? (envelope.value as { text: string }).text : `(${envelope?.reason ?? 'absent'})`;
};

interface Network {
  /** Of which the first and the last address stay what they are. */
  readonly subnets?: readonly string[];
  /** The first and the last address of a range. */
  readonly ranges?: readonly (readonly [string, string])[];
  readonly masks?: readonly Mask[];
}

const stillFor = ({ subnets = [], ranges = [] }: Network, bits: number): ReadonlySet<string> => {
  const edges = subnets.flatMap((cidr) => {
    const prefix = prefixBits(cidr) ?? '';
    return [prefix.padEnd(bits, '0'), prefix.padEnd(bits, '1')].flatMap((edge) => wayTo(edge, prefix.length));
  });
  const ends = ranges.flatMap(([from, to]) => {
    const [one = '', other = ''] = [from, to].map((address) => bitsOfIpv4(address) ?? '');
    const common = Array.from(one).findIndex((bit, at) => bit !== other[at]);
    return [...wayTo(one, common), ...wayTo(other, common)];
  });
  return new Set([...edges, ...ends]);
};

/** Tokens for a network of which this is known. */
export const valuesFor = (network: Network = {}, own = key): Values => {
  const { masks = [] } = network;
  const relations: Relations = {
    ipv4: { kept: keptIpv4, classes: classesIpv4, still: stillFor(network, 32), masks },
    ipv6: { kept: keptIpv6, classes: classesIpv6, still: stillFor(network, 128), masks: [] },
    interfaces: new Set(),
    stems: new Map(),
    files: new Map(),
  };
  return valuesOf(openVault(own), relations);
};

/** A token as it stands in the file. */
export const plain = (token: string | null): string => withoutMarks(token ?? '');
