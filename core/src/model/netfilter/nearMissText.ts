import type { Condition } from './condition.js';
import { isFixed, rangesText, type Field } from './field.js';
import type { Flow } from './flow.js';
import type { NearMiss, Place } from './nearMiss.js';
import { protocolNumbers } from './packet.js';
import { describeStep } from './step.js';
import { say } from '../../texts/say.js';

const valueOf = (field: Field): string => rangesText(field, '-');

const protocolOf = ({ protocol }: Flow): string =>
  Object.entries(protocolNumbers).find(([, number]) => isFixed(protocol) && number === protocol.lo)?.[0] ??
  valueOf(protocol);

/** The ports that a condition names: `-m tcp --dport 8883` names 8883. */
const portsIn = (text: string): string => text.split(' ').at(-1) ?? text;

const portText = ({ aspect, text }: Condition, { now, original }: Flow): string => {
  const [carried, asked] = [valueOf(now.destinationPort), valueOf(original.destinationPort)];
  return aspect === 'port'
    ? say('it looks at port {port}, but after translation the packet carries {carried}', {
        port: portsIn(text),
        carried,
      })
    : say('it looks at port {port} as the original one, but the sender asked for {asked}', {
        port: portsIn(text),
        asked,
      });
};

/** Why one condition does not hold. */
export const failureText = (condition: Condition, flow: Flow): string => {
  const { aspect, text } = condition;
  switch (aspect) {
    case 'protocol':
      return say('it is only for {text}, and this packet is {protocol}', { text, protocol: protocolOf(flow) });
    case 'source':
      return say('it is only for {text}, and this packet comes from {source}', {
        text,
        source: valueOf(flow.now.source),
      });
    case 'destination':
      return say('it is only for {text}, and this packet goes to {destination}', {
        text,
        destination: valueOf(flow.now.destination),
      });
    case 'inInterface':
      return say('it is only for {text}, and this packet comes in by {device}', {
        text,
        device: flow.inInterface ?? say('no interface'),
      });
    case 'outInterface':
      return say('it is only for {text}, and this packet leaves by {device}', {
        text,
        device: flow.outInterface ?? say('no interface'),
      });
    case 'port':
    case 'originalPort':
      return portText(condition, flow);
    case 'state':
      return say('it is only for {text}, and this is the first packet of a connection', { text });
    case 'other':
      return say('it asks for {text}', { text });
  }
};

const failures = (failing: readonly Condition[], flow: Flow): string =>
  failing.map((one) => failureText(one, flow)).join('; ');

export const describePlace = ({ backEnd, table, chain, rule }: Place): string =>
  say('rule {number} of {chain} in {table} ({backEnd})', { number: rule.number, chain, table, backEnd });

const sentences: {
  readonly [K in NearMiss['miss']['kind']]: (miss: Extract<NearMiss['miss'], { kind: K }>, flow: Flow) => string;
} = {
  behind: ({ decider }) => say('it stands behind {step}', { step: describeStep(decider) }),
  otherBackEnd: ({ decider }) =>
    say('it is in the other back end; the filter of both applies, and there {step} decides', {
      step: describeStep(decider),
    }),
  neverCalled: () => say('no rule jumps to its chain'),
  notCalledHere: ({ call, failing }, flow) =>
    say('its chain is called by {place} alone, which does not match: {failures}', {
      place: describePlace(call),
      failures: failures(failing, flow),
    }),
  otherHook: ({ hooks, taken }) =>
    say('it is reached from {hooks} alone, and this packet goes by {taken}', {
      hooks: hooks.join(say(' and ')),
      taken,
    }),
  differs: ({ failing }, flow) => failures(failing, flow),
};

/** `rule 7 of INPUT in filter (nft), -A INPUT ... -j ACCEPT, does not decide: it stands behind rule 5 ...` */
export const reasonOf = ({ miss, flow }: NearMiss): string => sentences[miss.kind](miss as never, flow);

export const describeMiss = (one: NearMiss): string =>
  say('{place}, {rule}, does not decide: {reason}.', {
    place: describePlace(one.place),
    rule: one.place.rule.text,
    reason: reasonOf(one),
  });
