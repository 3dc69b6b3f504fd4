import type { VirtualSwitch, VmEndpoint, VmNetwork } from '../item.js';

/** The same on every Windows, whatever its language calls the switch. */
const DEFAULT_SWITCH_ID = 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444';

export type SwitchKind = 'default' | 'internal' | 'external' | 'private';

const kinds = { External: 'external', Internal: 'internal', Private: 'private' } as const;

export const isDefaultSwitch = ({ id }: VirtualSwitch): boolean =>
  id.toLowerCase().replace(/[{}]/g, '') === DEFAULT_SWITCH_ID;

export const kindOf = (one: VirtualSwitch): SwitchKind => (isDefaultSwitch(one) ? 'default' : kinds[one.type]);

interface SwitchFacts {
  readonly switches: readonly VirtualSwitch[] | undefined;
  readonly network: readonly VmNetwork[] | undefined;
}

const believed: ReadonlyMap<string, SwitchKind> = new Map([
  ['ics', 'default'],
  ['internal', 'internal'],
  ['nat', 'internal'],
  ['external', 'external'],
  ['transparent', 'external'],
] as const);

/** The kind of switch that EFLOW believes in, in the words of its builds; null for a word that is not known. */
export const believedKind = ({ type }: VmNetwork): SwitchKind | null => believed.get(type?.toLowerCase() ?? '') ?? null;

/**
 * The switch that EFLOW's primary network names; null where the facts do not say or no switch has the name. Windows calls the
 * Default Switch by another name in each language, EFLOW does not.
 */
export const eflowSwitch = ({ switches, network }: SwitchFacts): VirtualSwitch | null => {
  const first = network?.[0];
  if (first === undefined || switches === undefined) return null;
  const byName = switches.find(({ name }) => name.toLowerCase() === first.name.toLowerCase());
  return byName ?? (believedKind(first) === 'default' ? (switches.find(isDefaultSwitch) ?? null) : null);
};

export const eflowSwitchKind = (facts: SwitchFacts): SwitchKind | null => {
  const found = eflowSwitch(facts);
  return found === null ? null : kindOf(found);
};

/** Whether EFLOW believes in another kind of switch than the one that has the name. */
export const isMistaken = (facts: SwitchFacts): boolean => {
  const first = facts.network?.[0];
  const told = first === undefined ? null : believedKind(first);
  const real = eflowSwitchKind(facts);
  return told !== null && real !== null && told !== real;
};

export type Allocation = 'static' | 'dynamic';

/** How the VM is said to get its address; null where nothing says. */
export const allocationOf = (
  endpoint: readonly VmEndpoint[] | undefined,
  network: readonly VmNetwork[] | undefined,
): Allocation | null => {
  const said = endpoint?.[0]?.allocation ?? network?.[0]?.allocation ?? null;
  if (said === null) return null;
  return said.toLowerCase() === 'static' ? 'static' : 'dynamic';
};
