import type { FactValues } from '../facts/facts.js';
import { pinnedAddresses } from '../model/dns/hostsFile.js';
import { isIpv4 } from '../ipv4.js';

export const nameFacts = [
  'guest.hosts',
  'guest.nameProbe',
  'guest.reach',
  'guest.hostName',
  'guest.upstream',
  'host.vmName',
  'host.system',
] as const;

export type NameFacts = { readonly [K in (typeof nameFacts)[number]]?: FactValues[K] | undefined };

const withSuffix = (name: string | null | undefined): string[] =>
  name == null || name === '' ? [] : [name.toLowerCase(), `${name.toLowerCase()}.mshome.net`];

/** What the VM and the Windows host call themselves. */
export const ownNames = (facts: NameFacts): { readonly vm: readonly string[]; readonly host: readonly string[] } => ({
  vm: [
    ...withSuffix(facts['guest.hostName']),
    ...withSuffix(facts['host.vmName']),
    ...(facts['guest.upstream']?.hostName == null ? [] : [facts['guest.upstream'].hostName.toLowerCase()]),
  ],
  host: withSuffix(facts['host.system']?.computerName),
});

/** The IPv4 address that the VM had for a name when the snapshot was taken; null where nothing of it tells. */
export const addressOfName = (facts: NameFacts, name: string): string | null => {
  const key = name.toLowerCase();
  const written = pinnedAddresses(facts['guest.hosts'] ?? [], key).find(isIpv4);
  if (written !== undefined) return written;
  const looked = (facts['guest.nameProbe'] ?? [])
    .filter((one) => one.name.toLowerCase() === key)
    .sort((one, other) => Number(other.from === 'vm') - Number(one.from === 'vm'))
    .flatMap(({ addresses }) => addresses)
    .find(isIpv4);
  if (looked !== undefined) return looked;
  const tried = (facts['guest.reach'] ?? []).find((one) => one.host.toLowerCase() === key && one.address !== null);
  return tried?.address ?? null;
};
