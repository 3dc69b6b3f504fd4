import { HOOKS, MANY, type Changes } from './changedRules.js';
import { classify, within, type Field, type Ranges } from './field.js';
import type { Flow } from './flow.js';
import { groundOf } from './ground.js';
import type { Ask } from './oracle.js';
import { fitsName, type Bound, type Dimension, type Reach } from './reach.js';
import type { Hook } from './step.js';
import type { World } from './world.js';
import { isHere, writtenIn, type Side, type Written } from './written.js';

/** Whether anything that changed can have to do with a packet that has only just come in, or with the answer to it. */
export type FirstLook = (flow: Flow, ask: Ask) => boolean;

/** A field of a packet as it came in. */
type AtFirst = (flow: Flow) => Field;

const meet = (one: Ranges, other: Ranges): boolean =>
  one.some(([lo, hi]) => other.some(([from, to]) => from <= hi && to >= lo));

const isOfPorts = ({ bounds }: Reach): boolean =>
  bounds.some(
    ({ dimension, ranges }) =>
      dimension === 'protocol' && ranges.every(([lo, hi]) => lo === hi && (lo === 6 || lo === 17)),
  );

interface Asked {
  readonly reach: Reach;
  /** Whether it is the answer that the rule would meet: what is its source was the packet's destination. */
  readonly answer: boolean;
  readonly written: Written;
}

/** What a bound of a rule says of the packet as it came in; null: another value may have been written there since. */
const fieldAtFirst = ({ reach, answer, written }: Asked, { dimension, ranges }: Bound): AtFirst | null => {
  const atFirst = (side: Side): Side => (answer ? (side === 'source' ? 'destination' : 'source') : side);
  const address = (side: Side): AtFirst | null =>
    meet(written.addresses[side], ranges) ? null : ({ original }) => original[side];
  const port = (side: Side): AtFirst | null =>
    meet(written.ports[side], ranges) ? null : ({ original }) => original[`${side}Port`];
  const fields: Readonly<Record<Dimension, () => AtFirst | null>> = {
    protocol: () => (flow) => flow.protocol,
    source: () => address(atFirst('source')),
    destination: () => address(atFirst('destination')),
    sourcePort: () => port(atFirst('source')),
    destinationPort: () => port(atFirst('destination')),
    originalPort: () => (written.tracked && isOfPorts(reach) ? ({ original }) => original.destinationPort : null),
    originalDestination: () => (written.tracked ? ({ original }) => original.destination : null),
  };
  return fields[dimension]();
};

/** The side that has to be the VM's own for a packet, or the answer to it, to come by a hook. */
const OWN_AT: Partial<Record<Hook, { readonly packet: Side | null; readonly answer: Side }>> = {
  INPUT: { packet: 'destination', answer: 'source' },
  OUTPUT: { packet: null, answer: 'destination' },
};

/** What has to hold for a rule to meet a packet, or its answer, at a hook. */
interface Wish extends Asked {
  readonly hook: Hook;
  readonly bounds: readonly { readonly field: AtFirst; readonly ranges: Ranges }[];
  readonly own: Side | null;
}

const wishOf = (hook: Hook, asked: Asked): Wish => {
  const bounds = asked.reach.bounds.flatMap((bound) => {
    const field = fieldAtFirst(asked, bound);
    return field === null ? [] : [{ field, ranges: bound.ranges }];
  });
  const own = OWN_AT[hook]?.[asked.answer ? 'answer' : 'packet'] ?? null;
  return { ...asked, hook, bounds, own: own !== null && asked.written.own[own] ? null : own };
};

/** What the VM itself sends leaves by OUTPUT, and has no interface that it came in by until it comes back by `lo`. */
const comesBy = ({ hook, answer, reach }: Wish, { local, inInterface }: Flow): boolean => {
  if (answer) return true;
  if ((hook === 'OUTPUT' && !local) || (hook === 'FORWARD' && local)) return false;
  return reach.interfaces.every(({ side, name }) => side !== 'inInterface' || fitsName(inInterface ?? 'lo', name));
};

/**
 * Cuts packets at once where the changed rules begin and end to be about them: most packets then need no walk. null: the change
 * may concern any packet, or there are too many rules in it.
 */
export const firstLook = (changes: Changes | null, worlds: readonly World[]): FirstLook | null => {
  const [world] = worlds;
  if (world === undefined || changes === null || changes.policies || changes.tables.includes('raw')) return null;
  const ground = groundOf(world);
  const written = writtenIn(worlds);
  const reaches = HOOKS.flatMap((hook) =>
    changes.tables.flatMap((table) => changes.at(table, hook).map((reach) => ({ hook, reach }))),
  );
  if (reaches.length > MANY) return null;
  const wishes = reaches.flatMap(({ hook, reach }) =>
    [false, true].map((answer) => wishOf(hook, { reach, answer, written })),
  );
  const isOwn = (address: Field, ask: Ask): boolean =>
    classify(
      address,
      () => ground.fib.typeCuts,
      (value) => isHere(ground, value),
      ask,
    );
  return (flow, ask) =>
    wishes.some(
      (wish) =>
        comesBy(wish, flow) &&
        wish.bounds.every(({ field, ranges }) => within(field(flow), ranges, ask)) &&
        (wish.own === null || isOwn(flow.original[wish.own], ask)),
    );
};
