import type { ReportedEvidence } from '../../engine/rule.js';
import { describeStep, type RuleStep } from '../netfilter/step.js';
import type { Decided } from '../netfilter/verdict.js';
import type { BackEndName, World } from '../netfilter/world.js';
import type { Passage } from './offeredPort.js';
import { say } from '../../texts/say.js';

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

const factOf = (backEnd: BackEndName): 'guest.iptablesNft' | 'guest.iptablesLegacy' =>
  backEnd === 'nft' ? 'guest.iptablesNft' : 'guest.iptablesLegacy';

/** Where the rules are to be seen, for what no one rule decides: the back end that holds any. */
export const rulesFact = ({ backEnds }: Pick<World, 'backEnds'>): 'guest.iptablesNft' | 'guest.iptablesLegacy' =>
  factOf(backEnds.find(({ ruleset }) => ruleset.tables.length > 0)?.name ?? 'legacy');

/** The rule or policy that stops a packet, with its place. */
export const stepEvidence = (step: RuleStep): ReportedEvidence => ({
  fact: factOf(step.backEnd),
  path: `/${step.table}/${step.chain}/${step.rule?.number ?? 'policy'}`,
  observed: describeStep(step),
  expected: say('a rule that lets the connection in before it'),
});

/** What the VM's addresses and routes make of a connection. */
export const routingEvidence = (port: string, verdict: Decided): ReportedEvidence => ({
  fact: 'guest.routes',
  path: `/${port}`,
  observed: routingReason(verdict),
  expected: say('a way in and a way back'),
});

/** What stops a connection: a rule with its place, or something that no rule decides. */
export const stopText = ({ verdict, by }: Extract<Passage, { kind: 'closed' }>): string =>
  by === null ? routingReason(verdict) : describeStep(by);

/** What stops a connection, as evidence. */
export const stopEvidence = (port: string, { verdict, by }: Extract<Passage, { kind: 'closed' }>): ReportedEvidence =>
  by === null ? routingEvidence(port, verdict) : stepEvidence(by);
