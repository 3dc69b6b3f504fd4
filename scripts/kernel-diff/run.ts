import fc from 'fast-check';
import { scenes, type Scene } from './arbitraries.js';
import type { Shot } from './bytes.js';
import { compare } from './compare.js';
import { openLaboratory } from './laboratory.js';
import { predict } from './predict.js';
import { isKnowable } from './unknowable.js';
import { openStage, type Stage } from './stage.js';

export interface Difference {
  readonly shot: Shot;
  readonly texts: readonly string[];
  /** false: the model only leaves open what it could tell. */
  readonly disagrees: boolean;
}

export interface Totals {
  cases: number;
  undecided: number;
  /** Cases that were undecided although nothing in their rules is unknowable. */
  needlessly: number;
  rulesets: number;
  readonly verdicts: Record<string, number>;
}

export interface Options {
  readonly agentFile: string;
  readonly cases: number;
  readonly seed: number;
  /** Share of scenes with matches that no snapshot can decide. */
  readonly nastyEvery: number;
}

export interface Report {
  readonly totals: Totals;
  /** The smallest scene on which model and kernel differ, where there is one. */
  readonly counterexample: { readonly scene: Scene; readonly differences: readonly Difference[] } | null;
  readonly seconds: number;
}

/** Plays a scene and compares, packet by packet. */
export const differencesIn = async (stage: Stage, played: Scene, totals: Totals | null): Promise<Difference[]> => {
  const { world, seen } = await stage.play(played);
  if (totals !== null) totals.rulesets += 1;
  return played.shots.flatMap((shot, index) => {
    const observation = seen[index];
    if (observation === undefined) return [];
    const { differences, verdict, undecided } = compare(played, shot, predict(world, shot), observation);
    const needless = undecided && isKnowable(played, shot);
    if (totals !== null) count(totals, verdict, { undecided, needless });
    const texts = needless ? [...differences, 'undecided although all is known'] : differences;
    return texts.length === 0 ? [] : [{ shot, texts, disagrees: differences.length > 0 }];
  });
};

const count = (totals: Totals, verdict: string, found: { undecided: boolean; needless: boolean }): void => {
  totals.cases += 1;
  totals.undecided += Number(found.undecided);
  totals.needlessly += Number(found.needless);
  totals.verdicts[verdict] = (totals.verdicts[verdict] ?? 0) + 1;
};

const newTotals = (): Totals => ({ cases: 0, undecided: 0, needlessly: 0, rulesets: 0, verdicts: {} });

/** The smallest scene found so far on which model and kernel differ. */
interface Found {
  counterexample: Report['counterexample'];
}

const compareScenes = async (stage: Stage, { cases, seed, nastyEvery }: Options, totals: Totals): Promise<Found> => {
  const found: Found = { counterexample: null };
  const property = fc.asyncProperty(scenes(nastyEvery), async (played) => {
    const shrinking = found.counterexample !== null;
    if (!shrinking && totals.cases >= cases) return;
    const differences = await differencesIn(stage, played, shrinking ? null : totals);
    if (differences.length === 0) return;
    found.counterexample = { scene: played, differences };
    throw new Error('different');
  });
  const { failed, errorInstance } = await fc.check(property, { numRuns: cases, seed });
  if (failed && found.counterexample === null) throw errorInstance;
  return found;
};

/** Random scenes until so many packets were compared, or until one differs: that one is then made as small as it gets. */
export const runKernelDiff = async (options: Options): Promise<Report> => {
  const laboratory = await openLaboratory(options.agentFile);
  const started = Date.now();
  const totals = newTotals();
  try {
    const { counterexample } = await compareScenes(openStage(laboratory), options, totals);
    return { totals, counterexample, seconds: (Date.now() - started) / 1000 };
  } finally {
    laboratory.close();
  }
};
