import type { ContainerNetwork } from '../parse/guest/containerNetworks.js';
import type { FactTable } from './readFacts.js';

type Tried<T> = { readonly ok: true; readonly value: readonly T[] } | { readonly ok: false; readonly reason: string };

/**
 * A network that its owner sealed (`internal`) lets nobody out: that nothing answers from there is what was wished for. One
 * without a bridge (macvlan, ipvlan) is on a link of its own: what it sends never passes the VM.
 */
const isAside = ({ internal, bridge }: ContainerNetwork): boolean => internal || bridge === null;

const asidesIn = ({ 'guest.containerNetworks': networks }: FactTable): ReadonlySet<string> =>
  new Set(networks.ok ? networks.value.filter(isAside).map(({ name }) => `network:${name}`) : []);

const besides = <T extends { readonly from: string }>(state: Tried<T>, asides: ReadonlySet<string>): Tried<T> =>
  state.ok ? { ok: true, value: state.value.filter(({ from }) => !asides.has(from)) } : state;

/** What was asked from such networks tells nothing of the VM and its way out. */
export const withoutAsides = (table: FactTable): FactTable => {
  const asides = asidesIn(table);
  if (asides.size === 0) return table;
  return {
    ...table,
    'guest.dnsProbe': besides(table['guest.dnsProbe'], asides),
    'guest.nameProbe': besides(table['guest.nameProbe'], asides),
    'guest.reach': besides(table['guest.reach'], asides),
    'guest.ntpProbe': besides(table['guest.ntpProbe'], asides),
    'guest.pathMtu': besides(table['guest.pathMtu'], asides),
  };
};
