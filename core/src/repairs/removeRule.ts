import type { FirewallWish, PlanStep, RepairPlan } from '../contract/plan.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { differenceOf, type Difference } from '../model/netfilter/difference.js';
import { withEdit } from '../model/netfilter/ruleEdit.js';
import type { World } from '../model/netfilter/world.js';
import { chainOf, commentOf, type Rule, type Ruleset } from '../parse/iptables/rule.js';
import { wordsOf } from '../parse/iptables/words.js';
import { say } from '../texts/say.js';
import { sameSource } from './askedFor.js';
import { keptChecks, wantedChecks } from './checks.js';
import { counterfactual } from './counterfactual.js';
import { closesManagement, managementText } from './keepOut.js';
import { opensText } from './opens.js';
import { basisFor, draft, nameOf, refused, type Site } from './site.js';
import { brokenFileText } from './steps.js';

const CHAINS = ['INPUT', 'DOCKER-USER'] as const;
const OURS = /^eflownetdiag:[0-9a-f]{16}$/;

const isOurs = (rule: Rule): boolean => OURS.test(commentOf(rule) ?? '');

const optionOf = ({ matches }: Rule, ...names: string[]): string | null =>
  matches.flatMap(({ options }) => options).find(({ name }) => names.includes(name))?.values[0] ?? null;

const portWish = ({ port, lastPort }: FirewallWish): string =>
  lastPort === undefined || lastPort === port ? String(port ?? '') : `${port ?? ''}:${lastPort}`;

/** Other messages of ICMP are no matter of ping. */
const isPing = (rule: Rule): boolean => ['8', 'echo-request', null].includes(optionOf(rule, 'icmp-type'));

/** Whether a rule is about what is asked for; what the wish leaves open, it does not tell apart. */
const concerns = (wish: FirewallWish, rule: Rule): boolean =>
  rule.protocol?.value === wish.protocol &&
  (wish.source === null || sameSource(rule.source?.value, wish.source)) &&
  (wish.interface === undefined || rule.inInterface?.value === wish.interface) &&
  (wish.target === undefined || rule.target?.name === wish.target) &&
  (wish.protocol === 'icmp' ? isPing(rule) : optionOf(rule, 'dport', 'ctorigdstport') === portWish(wish));

interface Found {
  readonly chain: (typeof CHAINS)[number];
  readonly rule: Rule;
}

/** By its mark too: of a range that was partly open, the rule that was added is for the rest of the ports. */
const isWished = ({ wish, id }: Site, rule: Rule): boolean =>
  commentOf(rule) === `eflownetdiag:${id}` || concerns(wish, rule);

const found = (site: Site, ruleset: Ruleset): Found[] =>
  CHAINS.filter((chain) => site.wish.chain === undefined || site.wish.chain === chain).flatMap((chain) =>
    (chainOf(ruleset, 'filter', chain)?.rules ?? [])
      .filter((rule) => isWished(site, rule))
      .map((rule) => ({ chain, rule })),
  );

const step = (
  kind: PlanStep['kind'],
  backEnd: PlanStep['backEnd'],
  { chain, rule }: Found,
  text: string,
): PlanStep => ({
  ...{ kind, backEnd, table: 'filter', chain, position: rule.number, text },
  rule: (wordsOf(rule.text) ?? []).slice(2).map((word) => word.text),
});

const savedLines = (site: Site): Found[] =>
  site.saved?.ruleset.ok === true ? found(site, site.saved.ruleset.value).filter(({ rule }) => isOurs(rule)) : [];

const outOfFile = (chain: Found['chain'], path: string): string =>
  chain === 'INPUT'
    ? say('Take that line out of {path}.', { path })
    : say(
        'Take that line out of {path}, and the declaration of {chain} where that came with it and no other line needs it.',
        {
          path,
          chain,
        },
      );

const steps = (site: Site): PlanStep[] => {
  const { world, saved, boot } = site;
  const live = world.backEnds.flatMap(({ name, ruleset }) =>
    found(site, ruleset)
      .filter(({ rule }) => isOurs(rule))
      .map((one) =>
        step(
          'deleteRule',
          name,
          one,
          say('Take out rule {number} of {chain} of {backEnd}: {rule}', {
            number: one.rule.number,
            chain: one.chain,
            backEnd: name,
            rule: one.rule.text,
          }),
        ),
      ),
  );
  const written = brokenFileText(site) === null ? savedLines(site) : [];
  return [...live, ...written.map((one) => step('unpersistRule', boot, one, outOfFile(one.chain, saved?.path ?? '')))];
};

const without = (world: World, some: readonly PlanStep[]): World => {
  let next = world;
  for (const { kind, backEnd, chain, rule } of some) {
    if (kind !== 'deleteRule') continue;
    const backEnds = next.backEnds;
    const ruleset = backEnds.find(({ name }) => name === backEnd)?.ruleset;
    const mark = rule[rule.indexOf('--comment') + 1];
    const at =
      ruleset === undefined
        ? undefined
        : chainOf(ruleset, 'filter', chain)?.rules.find((one) => commentOf(one) === mark);
    if (at === undefined) continue;
    const edit = {
      text: '',
      backEnd,
      table: 'filter',
      chain,
      operation: { kind: 'deleteAt', position: at.number },
    } as const;
    const edited = withEdit(next, edit, backEnd);
    if (!('problem' in edited)) next = edited;
  }
  return next;
};

/** What the next start would make without these lines closes no more than what is live: others may stand in the file. */
const closesManagementAtStart = (site: Site): boolean => {
  const { world, saved, boot } = site;
  const gone = new Set(savedLines(site).map(({ rule }) => rule));
  if (saved?.ruleset.ok !== true || gone.size === 0) return false;
  const tables = saved.ruleset.value.tables.map((table) => ({
    ...table,
    chains: table.chains.map((chain) => ({ ...chain, rules: chain.rules.filter((rule) => !gone.has(rule)) })),
  }));
  const now = afterStart(world, saved, boot);
  const then = afterStart(world, { ...saved, ruleset: { ok: true, value: { ...saved.ruleset.value, tables } } }, boot);
  return now !== null && then !== null && closesManagement(now, differenceOf(now, then));
};

/** Whether the next start leaves it so where no line is taken out, and why not. */
const startOf = (site: Site, made: readonly PlanStep[]): Pick<RepairPlan, 'saved' | 'reason'> => {
  const { saved } = site;
  if (made.some(({ kind }) => kind === 'unpersistRule')) return { reason: null };
  const broken = brokenFileText(site);
  if (broken !== null) return { saved: false, reason: broken };
  if (saved === null || saved.ruleset.ok) return { saved: true, reason: null };
  const reason = say(
    'The saved rules in {path} are not understood: whether the next start brings such a rule back is not known.',
    { path: saved.path },
  );
  return { saved: false, reason };
};

/** What a rule kept out comes in again: from whom that rule was about, where all that go are about the same. */
const opensAgain = (made: readonly PlanStep[], { opens, complete }: Difference): string[] => {
  const senders = new Set(
    made.map(({ rule }) => (rule.includes('-s') ? (rule[rule.indexOf('-s') + 1] ?? null) : null)),
  );
  const [only = null] = senders.size === 1 ? senders : [];
  return opensText({ regions: opens.certain, possible: opens.possible, complete }, only);
};

/** Takes out rules of ours, live and saved, and no others. */
export const planRemoval = (site: Site, { liveOnly }: { readonly liveOnly: boolean }): RepairPlan => {
  const { wish, world } = site;
  const made = steps(site).filter(({ kind }) => !liveOnly || kind === 'deleteRule');
  const start = liveOnly ? { reason: null } : startOf(site, made);
  if (made.length === 0) {
    const foreign = world.backEnds.flatMap(({ ruleset }) => found(site, ruleset));
    const [first] = foreign;
    if (first !== undefined)
      return refused(
        site,
        say('Only rules that EflowNetDiag added are taken out, and this one it did not: {rule}', {
          rule: first.rule.text,
        }),
      );
    const reason = say('There is no rule of ours for {port}.', { port: nameOf(wish) });
    return { ...draft(site), state: 'alreadyThere', ...start, reason: [reason, start.reason ?? []].flat().join(' ') };
  }
  const after = without(world, made);
  const difference = differenceOf(world, after);
  if (closesManagement(world, difference)) return refused(site, managementText());
  if (!liveOnly && closesManagementAtStart(site)) return refused(site, managementText());
  const accepts = made.some(({ rule }) => rule.at(-1) === 'ACCEPT');
  const checks = [...(accepts ? [] : wantedChecks(site, after)), ...keptChecks(site)].filter(
    ({ kind }) => kind !== 'count',
  );
  const opens = opensAgain(made, difference);
  const shared = { basis: basisFor(site), steps: made, opens, counterfactual: counterfactual(site, after), checks };
  return { ...draft(site), state: 'needed', ...start, ...shared };
};
