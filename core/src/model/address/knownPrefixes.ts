import type { FactValues } from '../../facts/facts.js';
import { parsePrefix, type Prefix } from '../../ipv4.js';
import { cardSubnets } from './vmInterface.js';

/** What shows which addresses are in use: on the host and where it sends to, in the VM, among its containers. */
export const prefixFacts = [
  'guest.interfaces',
  'guest.routes',
  'guest.containerNetworks',
  'host.addresses',
  'host.routes',
] as const;

type Facts = { readonly [K in (typeof prefixFacts)[number]]?: FactValues[K] | undefined };

/** A shorter prefix is a way out, as the two halves that a VPN takes instead of the default route; no network is that large. */
const LARGEST = 8;

/** Every subnet and every route that is seen. */
export const knownPrefixes = (facts: Facts): readonly Prefix[] => {
  const seen = [
    ...(facts['host.addresses'] ?? []).map(({ address, prefixLength }) => `${address}/${prefixLength}`),
    ...[...(facts['host.routes'] ?? []), ...(facts['guest.routes'] ?? [])].map(({ destination }) => destination),
    ...(facts['guest.containerNetworks'] ?? []).flatMap(({ subnets }) => subnets.map(({ subnet }) => subnet)),
  ];
  const prefixes = seen.flatMap((one) => parsePrefix(one) ?? []).filter(({ length }) => length >= LARGEST);
  return [...cardSubnets(facts['guest.interfaces'] ?? []), ...prefixes];
};
