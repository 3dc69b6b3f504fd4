import type { FactValues } from '../../facts/facts.js';
import { parsePrefix, samePrefix, toNumber, type Prefix } from '../../ipv4.js';

type Server = FactValues['host.dhcpServer'];
type Scope = Server['scopes'][number];

const lengthOf = (mask: string): number => (toNumber(mask) ?? 0).toString(2).replace(/0/g, '').length;

/** The active scope for a subnet; null where there is none. */
export const scopeFor = ({ scopes }: Server, subnet: Prefix): Scope | null =>
  scopes.find(({ id, subnetMask, active }) => {
    const prefix = parsePrefix(`${id}/${lengthOf(subnetMask)}`);
    return active && prefix !== null && samePrefix(prefix, subnet);
  }) ?? null;

/** An option of a scope, or of the server for all scopes that do not have it. */
export const optionOf = ({ options }: Server, scope: Scope, wanted: number): readonly string[] =>
  [...scope.options, ...options].find(({ id }) => id === wanted)?.values ?? [];
