import type { Finding, Severity } from '../contract/finding.js';
import type { AnyRule } from '../engine/rule.js';
import { rules as allRules } from '../engine/registry.gen.js';
import { grouped } from '../grouped.js';
import type { FactTable } from '../facts/readFacts.js';
import { rankOf, restsOn, type Stage } from './graph.js';
import { place, type Placed } from './placed.js';
import { refute } from './refute.js';
import { foldUnknowns } from './unknowns.js';

const weight: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, information: 2 };

/** What a fact comes from, where that is more than access to the guest. */
const sources: Readonly<Record<string, Stage>> = {
  'guest.resolver': 'resolverAnswer',
  'guest.containers': 'engineAnswer',
  'guest.containerNetworks': 'engineAnswer',
};

/** A fact is missing because of what it comes from, whatever the rule that misses it is about. */
const stageOf = ({ finding, stage }: Placed): Stage => {
  const [fact] = finding.target.split(', ');
  if (finding.outcome !== 'unknown' || fact?.startsWith('guest.') !== true) return stage;
  return sources[fact] ?? 'guestAccess';
};

/** What a finding is about: names and addresses, a port of one counted to it. */
const subjectsOf = ({ target }: Finding): readonly string[] =>
  target.split(', ').map((one) => (one.includes(':') ? one.slice(0, one.lastIndexOf(':')) : one));

/** A fault of a part is the cause of what is about that part alone; a word such as `vm` or `eth0` names no part. */
const coversAll = (cause: Finding, finding: Finding): boolean => {
  const covered = subjectsOf(cause).filter((one) => one.includes('.'));
  return subjectsOf(finding).every((one) => covered.includes(one));
};

const explains = (cause: Placed, { finding, stage }: { finding: Finding; stage: Stage }): boolean =>
  cause.finding !== finding && (!cause.partial || cause.explains.includes(stage) || coversAll(cause.finding, finding));

/** What fails in one stage: there may be thousands of findings, but there are few stages. */
interface Failing {
  readonly stage: Stage;
  readonly causes: readonly Placed[];
}

/** The nearest stage first. */
const failingIn = (placed: readonly Placed[]): readonly Failing[] => {
  const byStage = grouped(
    placed.filter(({ finding }) => finding.outcome === 'fail'),
    ({ stage }) => stage,
  );
  const all = [...byStage].map(([stage, causes]) => ({ stage, causes }));
  return all.sort((one, other) => rankOf(other.stage) - rankOf(one.stage));
};

/**
 * The nearest of the findings that explain this one, so that a chain of causes stays a chain. What a comparison with another VM
 * shows comes from where a chain begins: that a port is closed to EFLOW's VM closes it to no other.
 */
const causeOf = (item: Placed, failing: readonly Failing[]): Placed | null => {
  if (item.finding.outcome !== 'fail' && item.finding.outcome !== 'unknown') return null;
  const about = { finding: item.finding, stage: stageOf(item) };
  const before = failing.filter(({ stage }) => restsOn(about.stage).has(stage));
  const nearest = (isWanted: (cause: Placed) => boolean): Placed | null => {
    for (const { causes } of before) {
      const found = causes.find((cause) => explains(cause, about) && isWanted(cause));
      if (found !== undefined) return found;
    }
    return null;
  };
  const first = item.stage === 'comparison' ? nearest((cause) => causeOf(cause, failing) === null) : null;
  return first ?? nearest(() => true);
};

interface Node extends Placed {
  readonly consequences: Node[];
}

/** What a chain costs is what its worst finding costs: a warning that brings down the hub comes before a warning that does not. */
const worstOf = ({ finding, consequences }: Node): number =>
  consequences.reduce((worst, node) => Math.min(worst, worstOf(node)), weight[finding.severity]);

const byRule = (one: Node, other: Node): number => (one.finding.rule < other.finding.rule ? -1 : 1);

const shelves = ['fail', 'unknown', 'error', 'pass', 'notApplicable'] as const;

/** By what a node is sorted, worked out once: a sort looks at it many times. */
const placeOf = (node: Node) => ({
  node,
  shelf: shelves.indexOf(node.finding.outcome),
  worst: worstOf(node),
  rank: rankOf(node.stage),
});

/** What to mend first: the worst chain, then what stands further up, then the rule's id. The sort is stable. */
const inOrder = (nodes: readonly Node[]): Node[] =>
  nodes
    .map(placeOf)
    .sort(
      (one, other) =>
        one.shelf - other.shelf ||
        one.worst - other.worst ||
        one.rank - other.rank ||
        (one.node.finding.rule === other.node.finding.rule ? 0 : byRule(one.node, other.node)),
    )
    .map(({ node }) => node);

const flatten = (node: Node): Finding[] => [node.finding, ...inOrder(node.consequences).flatMap(flatten)];

/**
 * Tells causes from consequences. The first finding is the one to mend first; what it explains stands right behind it and
 * names it; causes that a working consequence refutes are no faults; unknowns with one reason are one.
 */
export const explain = (
  findings: readonly Finding[],
  facts: FactTable,
  rules: readonly AnyRule[] = allRules,
): Finding[] => {
  const placed = foldUnknowns(refute(place(findings, rules), facts));
  const failing = failingIn(placed);
  const causes = new Map(placed.map((item) => [item, causeOf(item, failing)]));
  const nodes = new Map<Placed, Node>();
  for (const [item, cause] of causes) {
    nodes.set(item, { ...item, finding: { ...item.finding, causedBy: cause?.finding.rule ?? null }, consequences: [] });
  }
  const roots: Node[] = [];
  for (const [item, node] of nodes) {
    const cause = causes.get(item);
    const parent = cause === null || cause === undefined ? undefined : nodes.get(cause);
    (parent?.consequences ?? roots).push(node);
  }
  return inOrder(roots).flatMap(flatten);
};
