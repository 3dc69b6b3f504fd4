import type { Undecided } from '../../engine/rule.js';
import type { InputValues } from '../../facts/facts.js';
import { apart, compare, type Compared } from '../../model/comparison.js';
import { say } from '../../texts/say.js';

/** What the comparison of EFLOW's VM with another one on the same switch reads. */
export const comparedFacts = [
  'control',
  'guest.interfaces',
  'guest.routes',
  'guest.neighbours',
  'guest.dnsProbe',
  'guest.reach',
] as const;

type Facts = { readonly [K in (typeof comparedFacts)[number]]: InputValues[K] | undefined };

/** What both VMs tried, and the name of the other one; or why they cannot be compared. */
export const comparison = (
  facts: Facts,
): { readonly control: string; readonly all: readonly Compared[] } | Undecided | 'notApplicable' => {
  const control = facts['control'];
  if (control === undefined) return 'notApplicable'; // nobody gave one
  const vm = {
    interfaces: facts['guest.interfaces'],
    routes: facts['guest.routes'],
    neighbours: facts['guest.neighbours'],
    dnsProbe: facts['guest.dnsProbe'],
    reach: facts['guest.reach'],
  };
  const subnets = apart(vm, control);
  if (subnets !== null) {
    const { device } = control;
    return {
      unknown: say(
        "The control VM {device} is in {control} and EFLOW's VM in {vm}: it is not on the same switch, and shows nothing.",
        { device, ...subnets },
      ),
    };
  }
  const all = compare(vm, control);
  if (all.length > 0) return { control: control.device, all };
  return { unknown: say("The control VM {device} tried nothing that EFLOW's VM tried.", { device: control.device }) };
};

export const listed = (some: readonly Compared[]): string => some.map(({ what }) => what).join(', ');
