import type { PlanStep } from '../contract/plan.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { USER_CHAIN } from '../model/netfilter/engineRules.js';
import type { Insertion } from '../model/netfilter/insertion.js';
import { placeForAccept } from '../model/netfilter/placement.js';
import { tableOf } from '../parse/iptables/rule.js';
import type { SavedRules } from '../parse/iptables/savedRules.js';
import { say } from '../texts/say.js';
import { acceptWish, portsOf } from './askedFor.js';
import { nameOf, type Site } from './site.js';

const tagged = (rule: readonly string[], id: string): string[] => {
  const jump = rule.indexOf('-j');
  return [...rule.slice(0, jump), '-m', 'comment', '--comment', `eflownetdiag:${id}`, ...rule.slice(jump)];
};

const targetOf = (rule: readonly string[]): string => rule[rule.indexOf('-j') + 1] ?? '';

export const insertStep = (insertion: Insertion, { wish, id }: Site): PlanStep => ({
  kind: 'insertRule',
  backEnd: insertion.backEnd,
  table: 'filter',
  chain: insertion.chain === USER_CHAIN ? USER_CHAIN : 'INPUT',
  position: insertion.position,
  rule: tagged(insertion.rule, id),
  text: say('{target} {port} in {chain} of {backEnd}, before rule {position}.', {
    target: targetOf(insertion.rule),
    port: nameOf(wish),
    chain: insertion.chain,
    backEnd: insertion.backEnd,
    position: insertion.position,
  }),
});

/** The saved line is the live rule, so that both are known as one by their mark. */
export const persistStep = (live: PlanStep, position: number, path: string): PlanStep => ({
  ...live,
  kind: 'persistRule',
  position,
  text: say('Write that rule, and nothing else, into {path}, before line {position} of {chain}.', {
    path,
    position,
    chain: live.chain,
  }),
});

const holdsFilter = ({ ruleset }: SavedRules): boolean => ruleset.ok && tableOf(ruleset.value, 'filter') !== null;

/** Where a rule goes in the file: the place at which it lets in what the file would stop. */
const placeInFile = (site: Site): Insertion | null | string => {
  const { world, saved, boot, wish } = site;
  if (saved === null) return say('This VM has no file of saved rules: the rule will be gone after the next start.');
  const next = afterStart(world, saved, boot);
  if (next === null || !holdsFilter(saved))
    return say('The saved rules in {path} hold no filter table that is understood, so nothing is written there.', {
      path: saved.path,
    });
  for (const port of portsOf(wish)) {
    const placement = placeForAccept(next, { ...acceptWish(wish, port), lastPort: wish.lastPort });
    if (placement.state === 'none')
      return say('After the next start it is stopped all the same: {reason}', { reason: placement.reason });
    const [insertion] = placement.state === 'place' ? placement.insertions : [];
    if (insertion !== undefined) return insertion;
  }
  return null;
};

/** The step that keeps an accepting rule over the next start, nothing where it holds anyway, or why it cannot be kept. */
export const persistence = (site: Site, live: PlanStep | null): PlanStep | null | string => {
  if (live?.chain === USER_CHAIN) return userChainPersistence(site, live);
  const place = placeInFile(site);
  if (place === null || typeof place === 'string') return place;
  const step = insertStep(place, site);
  if (live === null && step.chain === USER_CHAIN) return userChainPersistence(site, step);
  return step.chain === 'INPUT' ? persistStep(live ?? step, place.position, site.saved?.path ?? '') : null;
};

/**
 * A line of DOCKER-USER goes before all others of that chain in the file, for the engine keeps what it finds there when it
 * starts; the chain is declared with it, since the engine has not made it yet when the file is loaded.
 */
export const userChainPersistence = ({ saved }: Site, live: PlanStep): PlanStep | string => {
  if (saved === null) return say('This VM has no file of saved rules: the rule will be gone after the next start.');
  return {
    ...persistStep(live, 1, saved.path),
    text: say('Write that rule into {path}, first in {chain}, and declare that chain where it is not declared.', {
      path: saved.path,
      chain: live.chain,
    }),
  };
};
