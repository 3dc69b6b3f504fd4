import type { ReportedEvidence } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { bridged, type Bridged } from '../../model/outbound.js';
import { passageOf, type OfferedPort, type Passage } from '../../model/offeredPort.js';
import type { Decided } from '../../model/netfilter/verdict.js';
import { describeStep, type RuleStep } from '../../model/netfilter/step.js';
import { cardSubnets } from '../../model/vmInterface.js';
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

/** What decides over what containers send: of them the VM's bridges tell as well, where the engine does not answer. */
export const bridgeFacts = [
  'guest.interfaces',
  'guest.routes',
  'guest.policyRules',
  'guest.kernelSettings',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
] as const;

export const bridgeUses = [
  'guest.containers',
  'guest.containerNetworks',
  'guest.listeners',
  'guest.nftTables',
  'guest.trafficControl',
  'host.addresses',
] as const;

type BridgeFacts = Pick<FactValues, 'guest.interfaces'> & {
  readonly [K in 'guest.containers' | 'guest.containerNetworks']?: FactValues[K] | undefined;
};

/** Who sends from each container network; null: nothing tells. */
export const sendersOf = (facts: BridgeFacts): readonly Bridged[] | null =>
  bridged(facts['guest.containers'], facts['guest.containerNetworks'], facts['guest.interfaces']);

/** What a walk is surer with. */
export const walkUses = ['guest.nftTables', 'guest.trafficControl', 'host.addresses', 'host.portProbe'] as const;

type Facts = WorldFacts & { readonly 'host.portProbe'?: FactValues['host.portProbe'] | undefined };

export interface Judged {
  readonly offered: OfferedPort;
  readonly passage: Passage;
}

/** The discard service, which nobody offers: a VM that lets it in lets everything in. */
export const NOBODYS_PORT = 9;

/** Without an address nobody can knock: rules about the address tell why. */
export const canBeReached = (facts: Pick<FactValues, 'guest.interfaces'>): boolean =>
  cardSubnets(facts['guest.interfaces']).length > 0;

/** What becomes of a connection from outside to each of these ports. */
export const judgePorts = (ports: readonly OfferedPort[], facts: Facts): readonly Judged[] => {
  const world = worldOf(facts);
  return ports.map((offered) => ({ offered, passage: passageOf(world, offered, facts['host.portProbe']) }));
};

export const nameOf = ({ port, protocol }: OfferedPort): string => `${port}/${protocol}`;

/** The rule or policy that stops a packet, with its place. */
export const stepEvidence = (step: RuleStep): ReportedEvidence => ({
  fact: step.backEnd === 'nft' ? 'guest.iptablesNft' : 'guest.iptablesLegacy',
  path: `/${step.table}/${step.chain}/${step.rule?.number ?? 'policy'}`,
  observed: describeStep(step),
  expected: say('a rule that lets the connection in before it'),
});

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
export const routingEvidence = (port: string, verdict: Decided): ReportedEvidence => ({
  fact: 'guest.routes',
  path: `/${port}`,
  observed: routingReason(verdict),
  expected: say('a way in and a way back'),
});

/** Why some of the ports could not be judged; nothing where all were. */
export const undecided = (judged: readonly Judged[]): { readonly unknown: string } | undefined => {
  const open = judged.flatMap(({ offered, passage }) =>
    passage.kind === 'unknown'
      ? [say('{port} of {module}: {on}', { port: nameOf(offered), module: offered.module, on: passage.on.join('; ') })]
      : [],
  );
  return open.length === 0
    ? undefined
    : { unknown: say('Whether a connection gets in depends on what is not known. {on}', { on: open.join(' ') }) };
};

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
