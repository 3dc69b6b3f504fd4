import type { MessageTemplate } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { HTTPS, protocolOf } from '../../model/upstream/endpoints.js';
import { protocols } from '../../model/upstream/protocols.js';
import type { Profile } from '../../model/profile.js';
import { wayOutOfVm, type Flow, type WayOut } from '../../model/firewall/outbound.js';
import { describeStep, type RuleStep } from '../../model/netfilter/step.js';
import type { World } from '../../model/netfilter/world.js';
import { worldOf, type WorldFacts } from '../../model/netfilter/worldOf.js';
import { inGuest, shell } from '../../model/quote.js';
import { directBeyond } from '../../model/upstream/reach.js';
import { isLoopback } from '../../ipv4.js';
import { say } from '../../texts/say.js';
import { stepEvidence, toolOf } from './offered.js';
import { bridgeFacts } from './senders.js';

type Facts = WorldFacts &
  Pick<FactValues, 'guest.interfaces' | 'guest.upstream'> & { readonly profile?: Profile | undefined } & {
    readonly [K in 'guest.reach' | 'guest.dnsProbe']?: FactValues[K] | undefined;
  };

export interface JudgedFlow {
  readonly flow: Flow;
  readonly what: string;
  readonly way: WayOut;
  /** Whether one of the VM's own tries at it failed; null: it tried none. */
  readonly failed: boolean | null;
}

/** Containers and the host's addresses do not matter for what the VM itself sends. */
const only = (facts: Facts): WorldFacts => ({
  'guest.interfaces': facts['guest.interfaces'],
  'guest.routes': facts['guest.routes'],
  'guest.policyRules': facts['guest.policyRules'],
  'guest.kernelSettings': facts['guest.kernelSettings'],
  'guest.listeners': facts['guest.listeners'],
  'guest.iptablesNft': facts['guest.iptablesNft'],
  'guest.iptablesLegacy': facts['guest.iptablesLegacy'],
  'guest.nftTables': facts['guest.nftTables'],
  'guest.trafficControl': facts['guest.trafficControl'],
});

interface Attempt {
  readonly address: string;
  readonly worked: boolean;
}

/** What the VM itself tried of such a connection, past any proxy. */
const attemptsAt = (facts: Facts, { protocol, port }: Flow): readonly Attempt[] => {
  if (protocol === 'udp')
    return (facts['guest.dnsProbe'] ?? [])
      .filter(({ from, transport, server }) => from === 'vm' && transport === 'udp' && !isLoopback(server))
      .map(({ server, state }) => ({ address: server, worked: state === 'answered' }));
  return directBeyond(facts['guest.reach'] ?? [], facts['guest.interfaces'])
    .filter((one) => one.port === port)
    .map(({ address, tcp }) => ({ address, worked: tcp === 'connected' }));
};

const judgedFlow = (world: World, facts: Facts, flow: Flow, what: string): JudgedFlow => {
  const attempts = attemptsAt(facts, flow);
  const addresses = [...new Set(attempts.map(({ address }) => address))];
  return {
    flow,
    what,
    way: wayOutOfVm(world, facts['guest.interfaces'], flow, addresses),
    failed: attempts.length === 0 ? null : attempts.some(({ worked }) => !worked),
  };
};

/** What every device has to send, and what the VM's own rules make of it. */
export const requiredFlows = (facts: Facts): readonly JudgedFlow[] => {
  const { port, says } = protocols[protocolOf(facts['guest.upstream'], facts.profile)];
  const flows: (readonly [Flow, string])[] = [
    [{ protocol: 'udp', port: 53 }, 'DNS'],
    [{ protocol: 'tcp', port: HTTPS }, 'HTTPS'],
  ];
  if (port !== HTTPS) flows.push([{ protocol: 'tcp', port }, says]);
  const world = worldOf(only(facts));
  return flows.map(([flow, what]) => judgedFlow(world, facts, flow, what));
};

/** Without these no name resolves: they are told apart from the ports of the services. */
export const isDns = ({ protocol, port }: Flow): boolean => protocol === 'udp' && port === 53;

export const closedOutbound = {
  text: "The VM's own firewall stops what the VM sends to port {port}/{protocol} ({what}): {step}.",
  remedy: [
    {
      text: 'Take the rule out, or put one that lets the port out before it; this one holds until the next start.',
      command: '{allow}',
    },
    {
      text: 'See whether the rule that stops it is in the file that is loaded at each start.',
      command: "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
    },
  ],
} as const satisfies MessageTemplate;

export const closedAnswers = {
  text: "The VM's own firewall stops the answers to what the VM sends to port {port}/{protocol} ({what}): {step}.",
  remedy: [
    { text: 'Let answers in before the rule that stops them; this holds until the next start.', command: '{allow}' },
    closedOutbound.remedy[1],
  ],
} as const satisfies MessageTemplate;

export const divertedOutbound = {
  text: 'A rule of the VM takes what the VM sends to port {port}/{protocol} ({what}) elsewhere, to {to}, and no answer comes from there: {step}.',
  remedy: [
    {
      text: 'See the rules of its chain with their numbers: it may have moved.',
      command: '{list}',
    },
    { text: 'Take it out; this holds until the next start.', command: '{take}' },
    closedOutbound.remedy[1],
  ],
} as const satisfies MessageTemplate;

export const letAnswersIn = inGuest('sudo iptables -w -I INPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT');

const letOut = ({ protocol, port }: Flow): string =>
  inGuest(`sudo iptables -w -I OUTPUT 1 -p ${protocol} -m ${protocol} --dport ${port} -j ACCEPT`);

const closedFlow = ({ flow, what }: JudgedFlow, by: RuleStep, answers: boolean) => ({
  flow,
  message: answers ? ('answers' as const) : ('closed' as const),
  target: `${flow.port}/${flow.protocol}`,
  data: {
    ...{ port: flow.port, protocol: flow.protocol, what, step: describeStep(by) },
    allow: answers ? letAnswersIn : letOut(flow),
  },
  evidence: [stepEvidence(by)] as const,
});

/** Led elsewhere, and not on purpose: what is taken to a proxy that works is well. */
const isAstray = ({ way, failed }: JudgedFlow): boolean =>
  way.kind === 'diverted' && (failed === true || (failed === null && !way.arrives));

/** Where every connection is led astray it is one fault, NF005's: nothing gets out at all. */
const allAstray = (judged: readonly JudgedFlow[]): boolean => judged.filter(({ flow }) => !isDns(flow)).every(isAstray);

const divertedFlow = (facts: Facts, { flow, what }: JudgedFlow, by: RuleStep, to: string) => {
  const tool = toolOf(worldOf(only(facts)), by.backEnd);
  const place = `-t ${by.table} -D ${shell(by.chain)} ${by.rule?.number ?? 1}`;
  return {
    flow,
    message: 'diverted' as const,
    target: `${flow.port}/${flow.protocol}`,
    data: {
      ...{ port: flow.port, protocol: flow.protocol, what, to, step: describeStep(by) },
      list: inGuest(`sudo ${tool} -w -t ${by.table} -L ${shell(by.chain)} -v -n --line-numbers`),
      take: inGuest(`sudo ${tool} -w ${place}`),
    },
    evidence: [{ ...stepEvidence(by), expected: say('no rule for it') }] as const,
  };
};

type SaidFlow = ReturnType<typeof closedFlow> | ReturnType<typeof divertedFlow>;

/** What is said of every connection at once; null: some get where they are sent. */
export const divertedAtOnce = (judged: readonly JudgedFlow[], facts: Facts) => {
  const first = judged.find(({ way }) => way.kind === 'diverted');
  if (first?.way.kind !== 'diverted' || !allAstray(judged)) return null;
  const what = judged
    .filter(isAstray)
    .map((one) => one.what)
    .join(', ');
  const { message, target, data, evidence } = divertedFlow(facts, { ...first, what }, first.way.by, first.way.to);
  return { message, target, data, evidence };
};

/** What is said of each flow that is closed or led astray while others are open; where all are it is one fault, NF005's. */
export const closedFlows = (judged: readonly JudgedFlow[], facts: Facts) => {
  if (judged.every(({ way }) => way.kind === 'closed')) return [];
  const isSaid = allAstray(judged);
  return judged.flatMap((one): SaidFlow[] => {
    const { flow, way } = one;
    if (way.kind === 'closed') return [closedFlow(one, way.by, way.answers)];
    const isOwn = way.kind === 'diverted' && isAstray(one) && (isDns(flow) || !isSaid);
    return isOwn ? [divertedFlow(facts, one, way.by, way.to)] : [];
  });
};

/** Nothing to judge: no address or no route, or all is closed. */
export const nothingSent = (judged: readonly JudgedFlow[]): boolean =>
  judged.every(({ way }) => way.kind === 'none') || judged.every(({ way }) => way.kind === 'closed');

/** Why some of them could not be judged; nothing where all were. */
export const undecidedFlows = (judged: readonly JudgedFlow[]): { readonly unknown: string } | undefined => {
  const open = judged.flatMap(({ way }) => (way.kind === 'unknown' ? way.on : []));
  return open.length === 0
    ? undefined
    : {
        unknown: say('Whether the VM lets its own packets out depends on what is not known: {on}.', {
          on: [...new Set(open)].join('; '),
        }),
      };
};

export const outboundFacts = [...bridgeFacts, 'guest.upstream'] as const;

/** What tells more: what the VM tried, and who takes what is sent to the VM itself. */
export const outboundUses = [
  'guest.nftTables',
  'guest.trafficControl',
  'guest.listeners',
  'guest.reach',
  'guest.dnsProbe',
  'profile',
] as const;
