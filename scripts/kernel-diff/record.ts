import fc from 'fast-check';
import { scenes, type Scene } from './arbitraries.js';
import { openLaboratory } from './laboratory.js';
import type { Observation } from './observe.js';
import { openStage } from './stage.js';

/** A scene and what a kernel did with each of its packets, to hold the packet walk to where no kernel can be asked. */
export interface Recorded {
  readonly scene: Scene;
  readonly seen: readonly Observation[];
}

/** As in the comparison of random packets. */
const NASTY_EVERY = 5;

/** Plays so many random scenes; the same seed makes the same scenes. */
export const recordScenes = async (options: {
  readonly agentFile: string;
  readonly count: number;
  readonly seed: number;
}): Promise<readonly Recorded[]> => {
  const laboratory = await openLaboratory(options.agentFile);
  try {
    const stage = openStage(laboratory);
    const recorded: Recorded[] = [];
    for (const scene of fc.sample(scenes(NASTY_EVERY), { numRuns: options.count, seed: options.seed }))
      recorded.push({ scene, seen: (await stage.play(scene)).seen });
    return recorded;
  } finally {
    laboratory.close();
  }
};
