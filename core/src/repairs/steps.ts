import type { PlanStep, RepairPlan } from '../contract/plan.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { savedFileFaults } from '../model/firewall/savedFile.js';
import { USER_CHAIN } from '../model/netfilter/engineRules.js';
import type { Insertion } from '../model/netfilter/insertion.js';
import { placeForAccept } from '../model/netfilter/placement.js';
import { chainOf, tableOf } from '../parse/iptables/rule.js';
import type { SavedRules } from '../parse/iptables/savedRules.js';
import { wordsOf } from '../parse/iptables/words.js';
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

export const noFileText = (): string =>
  say('This VM has no file of saved rules: the rule will be gone after the next start.');

export const noFilterText = (path: string): string =>
  say('The saved rules in {path} hold no filter table that is understood, so nothing is written there.', { path });

/**
 * Why nothing is written into a file that a start could not load; null: it could. It is mended first, by hand (NF009): a line of
 * ours is no reason to bring all others into force.
 */
export const brokenFileText = ({ saved, boot }: Site): string | null => {
  const [why] = saved?.ruleset.ok === true ? savedFileFaults(saved, boot) : [];
  return saved === null || why === undefined
    ? null
    : say('The saved rules in {path} do not load as they are, so nothing is written there: {why}', {
        path: saved.path,
        why,
      });
};

/** Whether the file has that very line. */
export const isInFile = ({ saved }: Site, { chain, rule }: PlanStep): boolean =>
  saved?.ruleset.ok === true &&
  (chainOf(saved.ruleset.value, 'filter', chain)?.rules ?? []).some(
    ({ text }) =>
      (wordsOf(text) ?? [])
        .slice(2)
        .map((word) => word.text)
        .join(' ') === rule.join(' '),
  );

/** Why the line is not written where it would help; null: it can be. */
export const whyNotWritten = (site: Site, step: PlanStep): string | null => {
  const { saved, boot } = site;
  const [path, { backEnd }] = [saved?.path ?? '', step];
  if (backEnd !== boot)
    return say(
      'The saved rules in {path} are loaded into {boot}, and the rule is one of {backEnd}: it will be gone after the next start.',
      { path, boot, backEnd },
    );
  const broken = brokenFileText(site);
  if (broken !== null) return broken;
  return isInFile(site, step)
    ? say('That line is in {path} already, and others there decide before it.', { path })
    : null;
};

/** What a plan says of the next start: why it does not leave it so, or that it does without anything being written. */
export const keptOver = (
  kept: PlanStep | string | null,
  liveOnly: boolean,
): Pick<RepairPlan, 'reason'> & Partial<Pick<RepairPlan, 'saved'>> => ({
  reason: typeof kept === 'string' ? kept : null,
  ...(kept === null && !liveOnly ? { saved: true } : {}),
});

const holdsFilter = ({ ruleset }: SavedRules): boolean => ruleset.ok && tableOf(ruleset.value, 'filter') !== null;

/** Where a rule goes in the file: the place at which it lets in what the file would stop. */
const placeInFile = (site: Site): Insertion | null | string => {
  const { world, saved, boot, wish } = site;
  if (saved === null) return noFileText();
  const next = afterStart(world, saved, boot);
  if (next === null || !holdsFilter(saved)) return noFilterText(saved.path);
  for (const port of portsOf(wish)) {
    const placement = placeForAccept(next, { ...acceptWish(wish, port), lastPort: wish.lastPort });
    if (placement.state === 'none')
      return say('After the next start it is stopped all the same: {reason}', { reason: placement.reason });
    const [insertion, another] = placement.state === 'place' ? placement.insertions : [];
    if (another !== undefined)
      return say('After the next start it is stopped all the same: {reason}', {
        reason: say('One line in {path} would not be enough.', { path: saved.path }),
      });
    if (insertion !== undefined) return insertion;
  }
  return null;
};

/** The step that keeps an accepting rule over the next start, nothing where it holds anyway, or why it cannot be kept. */
export const persistence = (site: Site, live: PlanStep | null): PlanStep | null | string => {
  const broken = brokenFileText(site);
  if (broken !== null) return broken;
  if (live?.chain === USER_CHAIN && !isInFile(site, live)) return userChainPersistence(site, live);
  const place = placeInFile(site);
  if (place === null || typeof place === 'string') return place;
  const step = insertStep(place, site);
  if (step.chain === USER_CHAIN) return userChainPersistence(site, step);
  return whyNotWritten(site, live ?? step) ?? persistStep(live ?? step, place.position, site.saved?.path ?? '');
};

/**
 * A line of DOCKER-USER goes before all others of that chain in the file, for the engine keeps what it finds there when it
 * starts; the chain is declared with it, since the engine has not made it yet when the file is loaded.
 */
export const userChainPersistence = (site: Site, live: PlanStep): PlanStep | string => {
  const { saved } = site;
  if (saved === null) return noFileText();
  const against = whyNotWritten(site, live);
  if (against !== null) return against;
  return {
    ...persistStep(live, 1, saved.path),
    text: say('Write that rule into {path}, first in {chain}, and declare that chain where it is not declared.', {
      path: saved.path,
      chain: live.chain,
    }),
  };
};
