import { MANY, type Changes } from './changedRules.js';
import type { TableName } from './chains.js';
import { within, type Field } from './field.js';
import { hasConnection, type Flow } from './flow.js';
import type { Ask } from './oracle.js';
import { fieldAt, fitsName, type Dimension, type Reach } from './reach.js';
import type { Hook } from './step.js';

/** Looks on while a packet is walked; throws `Unaffected` once nothing that changed can have to do with it any more. */
export type Watch = (table: TableName, hook: Hook, flow: Flow, ask: Ask) => void;

/** Ends a walk of which the rest is the same with a change and without. */
export class Unaffected extends Error {}

/** Thrown often: where from says nothing, and finding it out takes long. */
const UNAFFECTED = new Unaffected();

const OPPOSITE: Partial<Record<Dimension, Dimension>> = {
  source: 'destination',
  destination: 'source',
  sourcePort: 'destinationPort',
  destinationPort: 'sourcePort',
};

/** What an answer to the packet will look like to the rules of `filter`: addresses and ports turned around. */
const fieldOfAnswer = (flow: Flow, dimension: Dimension): Field | null =>
  fieldAt(flow, OPPOSITE[dimension] ?? dimension);

type FieldOf = (flow: Flow, dimension: Dimension) => Field | null;

/** Cuts the packets where the reach begins and ends, and says on which side these are. */
const isIn = ({ bounds }: Reach, flow: Flow, ask: Ask, fieldOf: FieldOf): boolean =>
  bounds.every(({ dimension, ranges }) => {
    const field = fieldOf(flow, dimension);
    return field === null || within(field, ranges, ask);
  });

const isInWithInterfaces = (reach: Reach, flow: Flow, ask: Ask): boolean =>
  reach.interfaces.every(({ side, name }) => fitsName(flow[side], name)) && isIn(reach, flow, ask, fieldAt);

/** Where the answer to a packet that is in such a hook may meet rules of `filter`. */
const ANSWERED: Partial<Record<Hook, readonly Hook[]>> = {
  INPUT: ['OUTPUT'],
  FORWARD: ['FORWARD', 'INPUT'],
  OUTPUT: ['OUTPUT', 'INPUT'],
};

/** The filters behind which nothing else is asked about the packet itself; what the VM sends itself comes in once more. */
const filterReaches = ({ at }: Changes, hook: Hook): readonly Reach[] => [
  ...at('filter', hook),
  ...at('security', hook),
];

const mayMeet = (changes: Changes, hook: Hook, flow: Flow, ask: Ask): boolean => {
  const here = filterReaches(changes, hook);
  const again = hook === 'OUTPUT' ? filterReaches(changes, 'INPUT') : [];
  const back = (ANSWERED[hook] ?? []).flatMap((one) => filterReaches(changes, one));
  if (here.length + again.length + back.length > MANY) return true;
  return (
    here.some((reach) => isInWithInterfaces(reach, flow, ask)) ||
    again.some((reach) => isIn(reach, flow, ask, fieldAt)) ||
    back.some((reach) => isIn(reach, flow, ask, fieldOfAnswer))
  );
};

const NAT_HOOKS: readonly Hook[] = ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'];

/** `nat` is asked again behind the filters, and for the answer where there is no connection. */
const mayBeTranslated = ({ at }: Changes, flow: Flow): boolean =>
  at('nat', 'INPUT').length + at('nat', 'POSTROUTING').length > 0 ||
  (!hasConnection(flow) && NAT_HOOKS.some((hook) => at('nat', hook).length > 0));

/** null where any packet may be affected: by changes in tables that are asked about every packet, or by more than rules. */
export const watchFor = (changes: Changes | null): Watch | null => {
  if (changes === null || changes.tables.some((name) => name === 'raw' || name === 'mangle')) return null;
  let touched = false;
  return (table, hook, flow, ask) => {
    if (touched || flow.reply) return;
    if (table === 'nat') {
      const reaches = changes.at('nat', hook);
      touched = reaches.length > MANY || reaches.some((reach) => isInWithInterfaces(reach, flow, ask));
    }
    if (table !== 'filter') return;
    touched = mayBeTranslated(changes, flow) || mayMeet(changes, hook, flow, ask);
    if (!touched) throw UNAFFECTED;
  };
};
