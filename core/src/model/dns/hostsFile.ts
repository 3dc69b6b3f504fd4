import type { FactValues } from '../../facts/facts.js';

/** What a hosts file says of a name, whatever its case (hosts(5)). */
export const pinnedAddresses = (entries: FactValues['guest.hosts'], name: string): readonly string[] => [
  ...new Set(
    entries
      .filter(({ names }) => names.some((one) => one.toLowerCase() === name.toLowerCase()))
      .map(({ address }) => address),
  ),
];
