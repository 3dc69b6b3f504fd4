import { upstreamHost } from '../upstream/endpoints.js';
import type { NameLookup, Upstream } from '../item.js';
import { isHostAddress, isIpv4 } from '../../ipv4.js';
import type { FactValues } from '../../facts/facts.js';
import { pinnedAddresses } from './hostsFile.js';
import type { Profile } from '../profile.js';

const hostOf = (registry: string): string => registry.replace(/:\d+$/, '');

/**
 * The names that the device is configured to need (hub or parent, provisioning, registries), and those that its owner wants.
 * Addresses need no resolution.
 */
export const requiredNames = (upstream: Upstream, profile?: Profile): readonly string[] => {
  const host = upstreamHost(upstream);
  const all = [
    host,
    upstream.dps,
    ...upstream.registries.map(hostOf),
    ...(profile?.names ?? []).map(({ host: own }) => own),
  ];
  return [...new Set(all.flatMap((name) => (name === null || isIpv4(name) ? [] : [name.toLowerCase()])))];
};

/** What one place makes of a name; null where nobody asked. */
export const lookupOf = (lookups: readonly NameLookup[], from: string, name: string): NameLookup | null =>
  lookups.find((one) => one.from === from && one.name.toLowerCase() === name.toLowerCase()) ?? null;

/** What the VM's own resolver did not resolve of these names. */
export const unresolvedNames = (lookups: readonly NameLookup[], names: readonly string[]): readonly NameLookup[] =>
  names.flatMap((name) => lookupOf(lookups, 'vm', name) ?? []).filter(({ state }) => state !== 'resolved');

const leadsNowhere = (address: string): boolean =>
  isIpv4(address) ? !isHostAddress(address) : ['::', '::1'].includes(address);

/** What of these names leads to nobody, and not by the VM's own hosts file: a machine may hold its registry itself. */
export const namesToNowhere = (
  lookups: readonly NameLookup[],
  names: readonly string[],
  hosts: FactValues['guest.hosts'],
): readonly NameLookup[] =>
  names
    .filter((name) => name !== 'localhost' && pinnedAddresses(hosts, name).length === 0)
    .flatMap((name) => lookupOf(lookups, 'vm', name) ?? [])
    .filter(({ state, addresses }) => state === 'resolved' && addresses.length > 0 && addresses.every(leadsNowhere));

/** The container networks that names were asked from. */
export const networksAsked = (lookups: readonly NameLookup[]): readonly string[] => [
  ...new Set(lookups.map(({ from }) => from).filter((from) => from !== 'vm')),
];

export const networkName = (from: string): string => from.replace(/^network:/, '');
