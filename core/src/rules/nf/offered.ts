import type { ReportedEvidence } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { lettingChosenIn, passageOf, type OfferedPort, type Passage } from '../../model/firewall/offeredPort.js';
import type { KeptPort } from '../../model/firewall/keptPort.js';
import type { Decided } from '../../model/netfilter/verdict.js';
import { describeStep, type RuleStep } from '../../model/netfilter/step.js';
import { cardSubnets } from '../../model/address/vmInterface.js';
import type { BackEndName, World } from '../../model/netfilter/world.js';
import { worldOf, type WorldFacts } from '../../model/netfilter/worldOf.js';
import { say } from '../../texts/say.js';

/** What a walk through the VM's rules needs. */
export const walkFacts = [
  'guest.interfaces',
  'guest.routes',
  'guest.policyRules',
  'guest.kernelSettings',
  'guest.listeners',
  'guest.containers',
  'guest.containerNetworks',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
] as const;

/** What a walk is surer with. */
export const walkUses = ['guest.nftTables', 'guest.trafficControl', 'host.addresses', 'host.portProbe'] as const;

/** What a comparison of live and saved rules needs. */
export const keptFacts = [...walkFacts, 'guest.ip4save', 'guest.iptablesVersion'] as const;
export const keptUses = ['guest.nftTables', 'guest.trafficControl', 'host.addresses'] as const;

export interface WalkFacts extends WorldFacts {
  readonly 'host.portProbe'?: FactValues['host.portProbe'] | undefined;
}

export interface Judged {
  readonly offered: OfferedPort;
  readonly passage: Passage;
  /** For a closed port: the rule that lets chosen senders in all the same. */
  readonly chosen?: RuleStep | null;
}

/** The discard service, which nobody offers: a VM that lets it in lets everything in. */
export const NOBODYS_PORT = 9;

/** Without an address nobody can knock: rules about the address tell why. */
export const canBeReached = (facts: Pick<FactValues, 'guest.interfaces'>): boolean =>
  cardSubnets(facts['guest.interfaces']).length > 0;

/** What becomes of a connection from outside to each of these ports. */
export const judgePorts = (ports: readonly OfferedPort[], facts: WalkFacts): readonly Judged[] => {
  const world = worldOf(facts);
  return ports.map((offered) => {
    const passage = passageOf(world, offered, facts['host.portProbe']);
    const stop = passage.kind === 'closed' ? passage.by : null;
    return { offered, passage, chosen: stop === null ? null : lettingChosenIn(world, offered, stop) };
  });
};

export const nameOf = ({ port, protocol }: OfferedPort): string => `${port}/${protocol}`;

/** The port and, where there is one, the module that offers it. */
export const namedPort = (offered: OfferedPort): string =>
  offered.module === ''
    ? nameOf(offered)
    : say('{port} of {module}', { port: nameOf(offered), module: offered.module });

/** The rule or policy that stops a packet, with its place. */
export const stepEvidence = (step: RuleStep): ReportedEvidence => ({
  fact: step.backEnd === 'nft' ? 'guest.iptablesNft' : 'guest.iptablesLegacy',
  path: `/${step.table}/${step.chain}/${step.rule?.number ?? 'policy'}`,
  observed: describeStep(step),
  expected: say('a rule that lets the connection in before it'),
});

/** The command for a back end: where the other holds no rules, `iptables` is that of the VM. */
export const toolOf = ({ backEnds }: World, backEnd: BackEndName): string =>
  backEnds.every(({ name, ruleset }) => name === backEnd || ruleset.tables.length === 0)
    ? 'iptables'
    : `iptables-${backEnd}`;

/** Why a connection that no rule stops gets nowhere all the same. */
export const routingReason = (verdict: Decided): string => {
  if (verdict.kind === 'noWayBack') return say('no answer comes back: {why}', { why: verdict.why });
  if (verdict.kind === 'rpFilter')
    return say('{device} refuses it (rp_filter): the way back to the sender is another one', {
      device: verdict.device,
    });
  if (verdict.kind === 'martian')
    return say('{device} refuses it: {why}', { device: verdict.device, why: verdict.why });
  if (verdict.kind === 'noRoute') return say('the VM does not pass it on: {why}', { why: verdict.why });
  return verdict.kind;
};

/** What the VM's addresses and routes make of a connection. */
const routingEvidence = (port: string, verdict: Decided): ReportedEvidence => ({
  fact: 'guest.routes',
  path: `/${port}`,
  observed: routingReason(verdict),
  expected: say('a way in and a way back'),
});

/** What stops a connection: a rule with its place, or something that no rule decides. */
export const stopText = ({ verdict, by }: Extract<Passage, { kind: 'closed' }>): string =>
  by === null ? routingReason(verdict) : describeStep(by);

interface ClosedPort {
  /** `blocked`: by a rule or policy; `chosen`: but to some senders; `unrouted`: by nothing that a rule could change. */
  readonly message: 'blocked' | 'chosen' | 'unrouted';
  readonly target: string;
  readonly data: Readonly<Record<'port' | 'module' | 'step' | 'why' | 'repair' | 'rule', string>>;
  readonly evidence: readonly [ReportedEvidence];
}

/** What there is to report of the ports that are closed. */
export const closedPorts = (judged: readonly Judged[]): readonly ClosedPort[] =>
  judged.flatMap(({ offered, passage, chosen = null }): ClosedPort[] => {
    if (passage.kind !== 'closed') return [];
    const { verdict, by } = passage;
    const port = nameOf(offered);
    const stop = stopText(passage);
    const rule = chosen === null ? '' : describeStep(chosen);
    return [
      {
        message: by === null ? 'unrouted' : chosen === null ? 'blocked' : 'chosen',
        target: port,
        data: { port, module: offered.module, step: stop, why: stop, repair: repairCommand(offered), rule },
        evidence: [by === null ? routingEvidence(port, verdict) : stepEvidence(by)],
      },
    ];
  });

/** Why some of the ports could not be judged; nothing where all were. */
export const undecided = (judged: readonly Judged[]): { readonly unknown: string } | undefined => {
  const open = judged.flatMap(({ offered, passage }) =>
    passage.kind === 'unknown' ? [say('{port}: {on}', { port: namedPort(offered), on: passage.on.join('; ') })] : [],
  );
  return open.length === 0
    ? undefined
    : { unknown: say('Whether a connection gets in depends on what is not known. {on}', { on: open.join(' ') }) };
};

/** Why some ports could not be compared; nothing where all were. */
export const undecidedLater = (ports: readonly KeptPort[]): { readonly unknown: string } | undefined =>
  undecided(ports.map(({ offered, now, later }) => ({ offered, passage: now.kind === 'unknown' ? now : later })));

/** The cmdlet that lets the port in, in the chain where it takes effect. */
export const repairCommand = ({ port, protocol }: OfferedPort): string =>
  `Repair-EflowFirewall -Port ${port} -Protocol ${protocol}`;

export const seeRules = {
  text: 'See the rules in their order, with how many packets each one took.',
  command: "Invoke-EflowVmCommand 'sudo iptables-save -c'",
} as const;

export const seeRoutes = {
  text: 'See the addresses and routes of the VM and the subnets of its container networks: none may overlap.',
  command: "Invoke-EflowVmCommand 'ip -4 addr; ip -4 route; ip -4 rule'",
} as const;
