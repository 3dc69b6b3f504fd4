import type { DnsQuery } from '../item.js';

/** The servers that gave the VM addresses for a name when they were asked directly, past its resolver. */
export const answeredFor = (probe: readonly DnsQuery[], name: string): readonly string[] => [
  ...new Set(
    probe
      .filter((one) => one.from === 'vm' && one.name.toLowerCase() === name.toLowerCase() && one.addresses.length > 0)
      .map(({ server }) => server),
  ),
];
