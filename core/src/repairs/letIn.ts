import type { FirewallWish, RepairPlan } from '../contract/plan.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { whatOpens, type Opening } from '../model/netfilter/opening.js';
import type { Inserted } from '../model/netfilter/insertion.js';
import { isLetIn, packetsOf, placeForAccept, walkWished, type Placement } from '../model/netfilter/placement.js';
import { describeStep } from '../model/netfilter/step.js';
import type { World } from '../model/netfilter/world.js';
import { say } from '../texts/say.js';
import { acceptWish, apartFromAnswers, notAskedFor, portsOf } from './askedFor.js';
import { keptChecks, wantedChecks } from './checks.js';
import { counterfactual, counterfactualOfStart } from './counterfactual.js';
import { opensText } from './opens.js';
import { opensAtStart, opensMoreAtStart, opensOnlyAtStart } from './opensAtStart.js';
import { basisFor, draft, nameOf, refused, type Site } from './site.js';
import { insertStep, keptOver, persistence } from './steps.js';

export interface PlanOptions {
  /** Do not persist. */
  readonly liveOnly: boolean;
}

const blockers = ({ before }: Extract<Placement, { state: 'none' }>): string[] =>
  (before?.trail ?? []).flatMap((step) =>
    step.kind === 'rule' && (step.did === 'drop' || step.did === 'reject') ? [describeStep(step)] : [],
  );

const checksOf = (site: Site, after: World): RepairPlan['checks'] => [
  ...wantedChecks(site, after),
  ...keptChecks(site),
];

const planWhenOpen = (site: Site, { liveOnly }: PlanOptions): RepairPlan => {
  const there = {
    ...draft(site),
    state: 'alreadyThere',
    reason: say('{port} is let in already.', { port: nameOf(site.wish) }),
  } as const;
  if (liveOnly) return there;
  const persist = persistence(site, null);
  if (persist === null) return { ...there, saved: true };
  if (typeof persist === 'string') return { ...there, saved: false, reason: `${there.reason} ${persist}` };
  const start = opensAtStart(site, persist);
  const more = opensMoreAtStart(site, start);
  if (more !== null) return refused(site, more);
  const reason = say('{port} is let in now, but will not be after the next start.', { port: nameOf(site.wish) });
  const checks = checksOf(site, site.world).filter(({ kind }) => kind !== 'count');
  const started = site.saved === null ? null : afterStart(site.world, site.saved, site.boot);
  return {
    ...draft(site),
    state: 'notPersisted',
    reason,
    basis: basisFor(site),
    steps: [persist],
    opens: opensOnlyAtStart(site, start, null),
    counterfactual: started === null ? [] : counterfactualOfStart(site, started),
    checks,
  };
};

/** Why a rule is not made although it could be: it is in another chain than was asked for, or does more. */
const objection = (site: Site, { inserted, insertions }: Extract<Placement, { state: 'place' }>): string | null => {
  const { wish, world } = site;
  const [insertion] = insertions;
  const [made] = inserted;
  if (insertion === undefined || made === undefined || insertions.length > 1) {
    const steps = insertions.map((one) => insertStep(one, site).text).join(' ');
    return say('One rule is not enough, and several are not changed at once: {steps}', { steps });
  }
  if (wish.chain !== undefined && wish.chain !== insertion.chain)
    return say(
      'A rule in {asked} has no effect on {port}: what decides is in {chain}. Leave -Chain out, or name that.',
      {
        asked: wish.chain,
        port: nameOf(wish),
        chain: insertion.chain,
      },
    );
  for (const port of portsOf(wish)) {
    const walked = walkWished(made.world, packetsOf(world, acceptWish(wish, port)));
    if (!isLetIn(walked))
      return say('One rule does not let in the whole range: port {port} is decided elsewhere. Ask for it by itself.', {
        port,
      });
  }
  const more = notAskedFor(wish, apartFromAnswers(wish, whatOpens(world, made)).opening);
  return more.length === 0
    ? null
    : say('The rule would open more than was asked for: {more}', {
        more: opensText({ regions: more, possible: [], complete: true }, null).join(' '),
      });
};

const opensOf = (site: Site, made: Inserted, start: Opening | null): string[] => {
  const { wish } = site;
  const { opening, answers } = apartFromAnswers(wish, whatOpens(site.world, made));
  const besides = answers ? [say('Answers to what is sent from {port} of the VM.', { port: nameOf(wish) })] : [];
  return [...opensText(opening, wish.source), ...opensOnlyAtStart(site, start, opening), ...besides];
};

const planInsertion = (
  site: Site,
  placement: Extract<Placement, { state: 'place' }>,
  options: PlanOptions,
): RepairPlan => {
  const [insertion] = placement.insertions;
  const [made] = placement.inserted;
  const against = objection(site, placement);
  if (against !== null || insertion === undefined || made === undefined) return refused(site, against ?? '');
  const live = insertStep(insertion, site);
  const persist = options.liveOnly ? null : persistence(site, live);
  const start = opensAtStart(site, persist);
  const more = opensMoreAtStart(site, start);
  if (more !== null) return refused(site, say('{more} With -LiveOnly nothing is saved.', { more }));
  return {
    ...draft(site),
    state: 'needed',
    ...keptOver(persist, options.liveOnly),
    basis: basisFor(site),
    steps: typeof persist === 'string' || persist === null ? [live] : [live, persist],
    opens: opensOf(site, made, start),
    counterfactual: counterfactual(site, made.world),
    checks: checksOf(site, made.world),
  };
};

const noPlaceText = (wish: FirewallWish, reason: string): string =>
  wish.states?.every((state) => state === 'DNAT') === true
    ? say('{reason} The state DNAT is that of published ports, and {port} is none: leave -State out.', {
        reason,
        port: nameOf(wish),
      })
    : reason;

/** Lets a port in: the least rule, in the chain and at the place where it takes effect. */
export const planLetIn = (site: Site, options: PlanOptions): RepairPlan => {
  const { wish, world } = site;
  for (const port of portsOf(wish)) {
    const placement = placeForAccept(world, { ...acceptWish(wish, port), lastPort: wish.lastPort });
    if (placement.state === 'none')
      return { ...refused(site, noPlaceText(wish, placement.reason)), stillBlockedBy: blockers(placement) };
    if (placement.state === 'place') return planInsertion(site, placement, options);
  }
  return planWhenOpen(site, options);
};
