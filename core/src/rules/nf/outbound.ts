import type { MessageTemplate } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { HTTPS, protocolOf } from '../../model/upstream/endpoints.js';
import { protocols } from '../../model/upstream/protocols.js';
import type { Profile } from '../../model/profile.js';
import { wayOutOfVm, type Flow, type WayOut } from '../../model/firewall/outbound.js';
import { describeStep, type RuleStep } from '../../model/netfilter/step.js';
import { worldOf, type WorldFacts } from '../../model/netfilter/worldOf.js';
import { inGuest } from '../../model/quote.js';
import { say } from '../../texts/say.js';
import { stepEvidence } from './offered.js';
import { bridgeFacts } from './senders.js';

type Facts = WorldFacts &
  Pick<FactValues, 'guest.interfaces' | 'guest.upstream'> & { readonly profile?: Profile | undefined };

export interface JudgedFlow {
  readonly flow: Flow;
  readonly what: string;
  readonly way: WayOut;
}

/** Listeners, containers and the host's addresses do not matter for what the VM itself sends. */
const only = (facts: Facts): WorldFacts => ({
  'guest.interfaces': facts['guest.interfaces'],
  'guest.routes': facts['guest.routes'],
  'guest.policyRules': facts['guest.policyRules'],
  'guest.kernelSettings': facts['guest.kernelSettings'],
  'guest.iptablesNft': facts['guest.iptablesNft'],
  'guest.iptablesLegacy': facts['guest.iptablesLegacy'],
  'guest.nftTables': facts['guest.nftTables'],
  'guest.trafficControl': facts['guest.trafficControl'],
});

/** What every device has to send, and what the VM's own rules make of it. */
export const requiredFlows = (facts: Facts): readonly JudgedFlow[] => {
  const { port, says } = protocols[protocolOf(facts['guest.upstream'], facts.profile)];
  const flows: (readonly [Flow, string])[] = [
    [{ protocol: 'udp', port: 53 }, 'DNS'],
    [{ protocol: 'tcp', port: HTTPS }, 'HTTPS'],
  ];
  if (port !== HTTPS) flows.push([{ protocol: 'tcp', port }, says]);
  const world = worldOf(only(facts));
  return flows.map(([flow, what]) => ({ flow, what, way: wayOutOfVm(world, facts['guest.interfaces'], flow) }));
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

/** What comes back passes the chains for what comes in. */
export const stopsAnswers = ({ hook }: RuleStep): boolean => hook === 'PREROUTING' || hook === 'INPUT';

export const letAnswersIn = inGuest('sudo iptables -w -I INPUT 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT');

const letOut = ({ protocol, port }: Flow): string =>
  inGuest(`sudo iptables -w -I OUTPUT 1 -p ${protocol} -m ${protocol} --dport ${port} -j ACCEPT`);

/** What is said of each flow that is closed while others are open; where all are it is one fault, NF005's. */
export const closedFlows = (judged: readonly JudgedFlow[]) => {
  const closed = judged.flatMap(({ flow, what, way }) => (way.kind === 'closed' ? [{ flow, what, by: way.by }] : []));
  if (closed.length === judged.length) return [];
  return closed.map(({ flow, what, by }) => ({
    flow,
    message: stopsAnswers(by) ? ('answers' as const) : ('closed' as const),
    target: `${flow.port}/${flow.protocol}`,
    data: {
      port: flow.port,
      protocol: flow.protocol,
      what,
      step: describeStep(by),
      allow: stopsAnswers(by) ? letAnswersIn : letOut(flow),
    },
    evidence: [stepEvidence(by)] as const,
  }));
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
