import type { Condition } from './condition.js';
import { isFixed, type Field } from './field.js';
import type { Flow } from './flow.js';
import type { NearMiss, Place } from './nearMiss.js';
import { protocolNumbers } from './packet.js';
import { describeStep } from './step.js';

const valueOf = ({ lo, hi, format }: Field): string => (lo === hi ? format(lo) : `${format(lo)}-${format(hi)}`);

const protocolOf = ({ protocol }: Flow): string =>
  Object.entries(protocolNumbers).find(([, number]) => isFixed(protocol) && number === protocol.lo)?.[0] ??
  valueOf(protocol);

/** The ports that a condition names: `-m tcp --dport 8883` names 8883. */
const portsIn = (text: string): string => text.split(' ').at(-1) ?? text;

const portText = ({ aspect, text }: Condition, { now, original }: Flow): string => {
  const [carried, asked] = [valueOf(now.destinationPort), valueOf(original.destinationPort)];
  return aspect === 'port'
    ? `it looks at port ${portsIn(text)}, but after translation the packet carries ${carried}`
    : `it looks at port ${portsIn(text)} as the original one, but the sender asked for ${asked}`;
};

/** Why one condition does not hold. */
export const failureText = (condition: Condition, flow: Flow): string => {
  const { aspect, text } = condition;
  switch (aspect) {
    case 'protocol':
      return `it is only for ${text}, and this packet is ${protocolOf(flow)}`;
    case 'source':
      return `it is only for ${text}, and this packet comes from ${valueOf(flow.now.source)}`;
    case 'destination':
      return `it is only for ${text}, and this packet goes to ${valueOf(flow.now.destination)}`;
    case 'inInterface':
      return `it is only for ${text}, and this packet comes in by ${flow.inInterface ?? 'no interface'}`;
    case 'outInterface':
      return `it is only for ${text}, and this packet leaves by ${flow.outInterface ?? 'no interface'}`;
    case 'port':
    case 'originalPort':
      return portText(condition, flow);
    case 'state':
      return `it is only for ${text}, and this is the first packet of a connection`;
    case 'other':
      return `it asks for ${text}`;
  }
};

const failures = (failing: readonly Condition[], flow: Flow): string =>
  failing.map((one) => failureText(one, flow)).join('; ');

export const describePlace = ({ backEnd, table, chain, rule }: Place): string =>
  `rule ${rule.number} of ${chain} in ${table} (${backEnd})`;

const sentences: {
  readonly [K in NearMiss['miss']['kind']]: (miss: Extract<NearMiss['miss'], { kind: K }>, flow: Flow) => string;
} = {
  behind: ({ decider }) => `it stands behind ${describeStep(decider)}`,
  otherBackEnd: ({ decider }) =>
    `it is in the other back end; the filter of both applies, and there ${describeStep(decider)} decides`,
  neverCalled: () => 'no rule jumps to its chain',
  notCalledHere: ({ call, failing }, flow) =>
    `its chain is called by ${describePlace(call)} alone, which does not match: ${failures(failing, flow)}`,
  otherHook: ({ hooks, taken }) => `it is reached from ${hooks.join(' and ')} alone, and this packet goes by ${taken}`,
  differs: ({ failing }, flow) => failures(failing, flow),
};

/** `rule 7 of INPUT in filter (nft), -A INPUT ... -j ACCEPT, does not decide: it stands behind rule 5 ...` */
export const reasonOf = ({ miss, flow }: NearMiss): string => sentences[miss.kind](miss as never, flow);

export const describeMiss = (one: NearMiss): string =>
  `${describePlace(one.place)}, ${one.place.rule.text}, does not decide: ${reasonOf(one)}.`;
