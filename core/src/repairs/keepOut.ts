import type { FirewallWish, PlanStep, RepairPlan } from '../contract/plan.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { differenceOf, type Difference } from '../model/netfilter/difference.js';
import { USER_CHAIN } from '../model/netfilter/engineRules.js';
import { protocolNumbers, type Span } from '../model/netfilter/packet.js';
import { withInsertion, type Insertion } from '../model/netfilter/insertion.js';
import {
  forwardMatch,
  inputMatch,
  isTranslated,
  openOf,
  packetsOf,
  placeOf,
  unknownOf,
  walkWished,
} from '../model/netfilter/placement.js';
import { ruleSteps } from '../model/netfilter/step.js';
import type { Walk } from '../model/netfilter/verdict.js';
import { toNumber } from '../ipv4.js';
import type { BackEndName, World } from '../model/netfilter/world.js';
import { say } from '../texts/say.js';
import { acceptWish, apartFromAnswers, notAskedFor, portsOf } from './askedFor.js';
import { keptChecks, wantedChecks } from './checks.js';
import { counterfactual, counterfactualOfStart } from './counterfactual.js';
import type { PlanOptions } from './letIn.js';
import { opensText } from './opens.js';
import { basisFor, draft, nameOf, refused, type Site } from './site.js';
import {
  insertStep,
  isInFile,
  keptOver,
  noFileText,
  noFilterText,
  persistStep,
  userChainPersistence,
  whyNotWritten,
} from './steps.js';

/** SSH: the management channel of builds that are reached over TCP, and of whoever set it up on others. */
const MANAGEMENT_PORT = 22;

/** As the tools print it. */
const REJECT = ['-j', 'REJECT', '--reject-with', 'icmp-port-unreachable'] as const;

const holds = ([lo, hi]: Span, value: number): boolean => lo <= value && value <= hi;

/** The addresses by which the VM may be managed. */
const ownAddresses = ({ interfaces }: World): number[] =>
  interfaces.flatMap(({ name, addresses }) =>
    name === 'lo' ? [] : addresses.flatMap(({ address }) => toNumber(address) ?? []),
  );

/** Whether anybody gets in by the management port before and not after: who manages the VM may be one sender alone. */
export const closesManagement = (world: World, { closes }: Difference): boolean => {
  const own = ownAddresses(world);
  return [...closes.certain, ...closes.possible].some(
    ({ protocol, destination, destinationPort, inInterface }) =>
      inInterface !== null &&
      holds(protocol, protocolNumbers.tcp) &&
      holds(destinationPort, MANAGEMENT_PORT) &&
      own.some((address) => holds(destination, address)),
  );
};

export const managementText = (): string =>
  say('It would close port 22, by which this VM may be managed: that is never done.');

/**
 * Before the rule that lets it in: in INPUT, or in DOCKER-USER for what a container takes. null: none of them decides. A file is
 * loaded into one back end only.
 */
const insertionFor = (world: World, wish: FirewallWish, { trail }: Walk, only?: BackEndName): Insertion | null => {
  const full = { ...acceptWish(wish, wish.port ?? 0), lastPort: wish.lastPort, answersPass: true } as const;
  const jump = wish.target === 'REJECT' ? REJECT : ['-j', 'DROP'];
  const steps = ruleSteps(trail).filter(
    ({ table, backEnd }) => table === 'filter' && (only === undefined || backEnd === only),
  );
  const called = steps.find(({ did }) => did === `jump ${USER_CHAIN}`);
  if (called !== undefined && isTranslated(trail)) {
    const rule = [...forwardMatch(full), ...jump];
    return { table: 'filter', backEnd: called.backEnd, chain: USER_CHAIN, position: 1, rule };
  }
  const by = steps.findLast(({ hook, chain }) => hook === 'INPUT' && chain === 'INPUT');
  if (by === undefined) return null;
  const rule = [...inputMatch(full, isTranslated(trail)), ...jump];
  const position = placeOf(world, by.backEnd, 'INPUT', by);
  return { table: 'filter', backEnd: by.backEnd, chain: 'INPUT', position, rule };
};

const walksOf = (world: World, wish: FirewallWish): Walk[] =>
  portsOf(wish).map((port) => walkWished(world, packetsOf(world, acceptWish(wish, port))));

const openWalk = (world: World, wish: FirewallWish): Walk | undefined =>
  walksOf(world, wish).flatMap((walked) => openOf(walked) ?? [])[0];

const nothingDecides = (): string => say('Nothing of ours can keep it out: no rule of INPUT or DOCKER-USER decides.');

const objection = (site: Site, insertion: Insertion, after: World): string | null => {
  const { wish, world } = site;
  if (wish.chain !== undefined && wish.chain !== insertion.chain)
    return say(
      'A rule in {asked} has no effect on {port}: what decides is in {chain}. Leave -Chain out, or name that.',
      {
        asked: wish.chain,
        port: nameOf(wish),
        chain: insertion.chain,
      },
    );
  const difference = differenceOf(world, after);
  const { closes } = difference;
  if (closesManagement(world, difference)) return managementText();
  if (openWalk(after, wish) !== undefined) return say('One rule does not keep it out: another way lets it in.');
  const all = { regions: closes.certain, possible: closes.possible, complete: true };
  const { opening, answers } = apartFromAnswers(wish, all);
  const more = notAskedFor(wish, opening);
  if (more.length === 0 && answers)
    return say(
      'A rule before those that let answers in would also stop the answers to what is sent from {port} of the VM. What lets {port} in there is to be taken out first.',
      { port: nameOf(wish) },
    );
  return more.length === 0
    ? null
    : say('The rule would close more than was asked for: {more}', {
        more: opensText({ regions: more, possible: [], complete: true }, null).join(' '),
      });
};

const stillOpenText = (reason: string): string =>
  say('After the next start it is let in all the same: {reason}', { reason });

/** Where the line goes in the file, and whether it may: what is never done now is not left to the next start either. */
const placeInFile = (site: Site, next: World): Insertion | string | null => {
  const { wish } = site;
  const open = openWalk(next, wish);
  if (open === undefined) {
    const unknown = walksOf(next, wish).flatMap((walked) => unknownOf(walked) ?? [])[0];
    return unknown === undefined
      ? null
      : say('What becomes of it after the next start is not known: {reason}', { reason: unknown });
  }
  const place = insertionFor(next, wish, open, site.boot);
  const made = place === null ? null : withInsertion(next, place);
  if (place === null || made === null) return stillOpenText(nothingDecides());
  const against = objection({ ...site, world: next }, place, made.world);
  return against === null ? place : stillOpenText(against);
};

/** The line that keeps it out after the next start, nothing where it is kept out then anyway, or why there is no such line. */
const persistence = (site: Site, live: PlanStep | null): PlanStep | string | null => {
  const { world, saved, boot } = site;
  if (saved === null) return noFileText();
  if (live?.chain === USER_CHAIN && !isInFile(site, live)) return userChainPersistence(site, live);
  const next = afterStart(world, saved, boot);
  if (next === null) return noFilterText(saved.path);
  const place = placeInFile(site, next);
  if (place === null || typeof place === 'string') return place;
  const step = insertStep(place, site);
  if (step.chain === USER_CHAIN) return userChainPersistence(site, step);
  return whyNotWritten(site, step) ?? persistStep(step, place.position, saved.path);
};

/** It is kept out now, by whatever: nothing is to be done but to keep it so. */
const planWhenShut = (site: Site, { liveOnly }: PlanOptions): RepairPlan => {
  const { wish, world, saved, boot } = site;
  const unknown = walksOf(world, wish).flatMap((walked) => unknownOf(walked) ?? [])[0];
  if (unknown !== undefined) return refused(site, unknown);
  const reason = say('{port} is not let in.', { port: nameOf(wish) });
  const there = { ...draft(site), state: 'alreadyThere', reason } as const;
  if (liveOnly) return there;
  const persist = persistence(site, null);
  if (persist === null) return { ...there, saved: true };
  if (typeof persist === 'string') return { ...there, saved: false, reason: `${reason} ${persist}` };
  const started = saved === null ? null : afterStart(world, saved, boot);
  return {
    ...draft(site),
    state: 'notPersisted',
    reason: say('{port} is not let in now, but will be after the next start.', { port: nameOf(wish) }),
    basis: basisFor(site),
    steps: [persist],
    counterfactual: started === null ? [] : counterfactualOfStart(site, started),
    checks: [...wantedChecks(site, world, true), ...keptChecks(site)],
  };
};

/** Keeps a port out: the least rule before the one that lets it in. */
export const planKeepOut = (site: Site, { liveOnly }: PlanOptions): RepairPlan => {
  const { wish, world } = site;
  const open = openWalk(world, wish);
  if (open === undefined) return planWhenShut(site, { liveOnly });
  const insertion = insertionFor(world, wish, open);
  const made = insertion === null ? null : withInsertion(world, insertion);
  if (insertion === null || made === null) return refused(site, nothingDecides());
  const against = objection(site, insertion, made.world);
  if (against !== null) return refused(site, against);
  const live = insertStep(insertion, site);
  const kept = liveOnly ? null : persistence(site, live);
  const steps = kept === null || typeof kept === 'string' ? [live] : [live, kept];
  const checks = [...wantedChecks(site, made.world, true), ...keptChecks(site)];
  return {
    ...draft(site),
    state: 'needed',
    ...keptOver(kept, liveOnly),
    basis: basisFor(site),
    steps,
    counterfactual: counterfactual(site, made.world),
    checks,
  };
};
