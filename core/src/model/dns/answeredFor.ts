import type { DnsQuery, NameLookup } from '../item.js';

/** The servers that gave the VM addresses for a name when they were asked directly, past its resolver. */
const answeredFor = (probe: readonly DnsQuery[], name: string): readonly string[] => [
  ...new Set(
    probe
      .filter((one) => one.from === 'vm' && one.name.toLowerCase() === name.toLowerCase() && one.addresses.length > 0)
      .map(({ server }) => server),
  ),
];

/** A name, and the servers that answer for it. */
export interface Answered {
  readonly name: string;
  readonly servers: readonly string[];
}

/** Of names that the VM does not resolve, those that servers answer for when they are asked directly: the answers get lost in the VM. */
export const lostAnswers = (lost: readonly NameLookup[], probe: readonly DnsQuery[]): readonly Answered[] =>
  lost.map(({ name }) => ({ name, servers: answeredFor(probe, name) })).filter(({ servers }) => servers.length > 0);
