import { classify, inRanges, within, type Field } from './field.js';
import type { Flow } from './flow.js';
import type { Ground } from './ground.js';
import type { Ask } from './oracle.js';
import { protocolNumbers, WITH_PORTS } from './packet.js';
import type { Assumed, Lookup, Open } from './routing.js';
import { say } from '../../texts/say.js';

/** A packet that asks for its way. */
export interface Asking {
  readonly ground: Ground;
  readonly flow: Flow;
  readonly ask: Ask;
}

const settle = (field: Field, cuts: readonly number[], ask: Ask): void => {
  if (cuts.length === 0) return;
  classify(
    field,
    () => cuts,
    (value) => cuts.filter((cut) => cut <= value).length,
    ask,
  );
};

/**
 * Where policy rules look at the sender, the protocol or the ports, those are settled before the way is looked up: then one
 * lookup is one answer, for these addresses on the way there and, with the same cuts, back.
 */
export const settleSelectors = ({ ground: { fib }, flow, ask }: Asking, addresses: readonly Field[]): void => {
  for (const field of addresses) settle(field, fib.sourceCuts, ask);
  settle(flow.protocol, fib.protocolCuts, ask);
  if (fib.portCuts.length === 0 || !within(flow.protocol, WITH_PORTS, ask)) return;
  for (const field of [flow.now.sourcePort, flow.now.destinationPort]) settle(field, fib.portCuts, ask);
};

type Selectors = Pick<Lookup, 'protocol' | 'sourcePort' | 'destinationPort'>;

/**
 * What the kernel takes for the ports of a packet (fib4_rules_early_flow_dissect): none for a later fragment. Of a message that
 * the VM itself sends, the type stands where ports would (struct flowi4): not known.
 */
export const selectorsOf = ({ protocol, now, local, laterFragment }: Flow): Selectors => {
  const number = protocol.lo;
  if (laterFragment) return { protocol: number, sourcePort: 0, destinationPort: 0 };
  if (inRanges(WITH_PORTS, number))
    return { protocol: number, sourcePort: now.sourcePort.lo, destinationPort: now.destinationPort.lo };
  const none = local && number === protocolNumbers.icmp ? null : 0;
  return { protocol: number, sourcePort: none, destinationPort: none };
};

/** The same where the way of what comes in is looked up. */
export const incomingSelectors = ({ ground: { fib }, flow }: Asking): Selectors =>
  fib.dissects ? selectorsOf(flow) : { protocol: 0, sourcePort: 0, destinationPort: 0 };

/** Assumes of an open rule, once for each direction, that it applies or not. */
export const assume = ({ flow, ask }: Asking, { rule }: Open, assumed: Assumed): Assumed => {
  const { priority } = rule;
  const key = `policy rule ${priority} ${flow.inInterface ?? ''} ${flow.reply ? 'back' : ''}`;
  const question = say('the policy rule with priority {priority} applies', { priority });
  return new Map([...assumed, [rule, ask.holds(key, question)]]);
};
