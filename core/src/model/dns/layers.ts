import type { NameLookup, Reach } from '../item.js';
import { isPrivate, overlaps, prefixOf } from '../../ipv4.js';
import { isClosed } from '../upstream/reach.js';

/** Names of the cloud rotate among public addresses; one that is private here and public there leads to two networks. */
const leadsInside = (addresses: readonly string[]): boolean => addresses.some(isPrivate);

/** Machines behind one name stand side by side, most often; an address says nothing of the size of its subnet. */
const USUAL_LENGTH = 24;

const subnetOf = (address: string) => prefixOf(address, USUAL_LENGTH);

const isBeside = (address: string, others: readonly string[]): boolean =>
  others.some((other) => {
    const [one, two] = [subnetOf(address), subnetOf(other)];
    return one === null || two === null || overlaps(one, two);
  });

const answers = (reach: readonly Reach[], from: string, name: string): boolean | null => {
  const tried = reach.filter(
    (one) => one.from === from && one.via === 'direct' && one.host.toLowerCase() === name.toLowerCase(),
  );
  if (tried.some(({ tcp }) => tcp === 'connected')) return true;
  return tried.some(isClosed) ? false : null;
};

/**
 * Whether a name leads elsewhere from a container network than from the VM: into the private network from one of them alone, or
 * to a subnet where nobody answers, while who the VM is sent to does. Several private addresses that all answer are shared work.
 */
export const leadsElsewhere = (vm: NameLookup, here: NameLookup, reach: readonly Reach[]): boolean => {
  if (leadsInside(vm.addresses) !== leadsInside(here.addresses)) return true;
  if (!leadsInside(vm.addresses) || here.addresses.some((address) => isBeside(address, vm.addresses))) return false;
  return answers(reach, 'vm', vm.name) === true && answers(reach, here.from, here.name) === false;
};
