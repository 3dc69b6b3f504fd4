import type { World } from '../../core/src/model/netfilter/world.js';
import type { Scene } from './arbitraries.js';
import { bytesOf } from './bytes.js';
import { openRouting } from './guestRouting.js';
import type { Laboratory } from './laboratory.js';
import { observe, observeReplies, readHandles, repliesTo, type Handles, type Observation } from './observe.js';
import { rulesetOf, textsOf, worldOfScene } from './worldOfScene.js';

/** A scene that the kernel's tools refuse is no case: the generator should not have made it. */
export class DoesNotLoad extends Error {}

export interface Played {
  readonly world: World;
  readonly seen: readonly Observation[];
}

export interface Stage {
  readonly play: (scene: Scene) => Promise<Played>;
}

/** What is loaded stays until something else is: an empty table is not loaded again for every scene. */
const openRules = ({ ask }: Laboratory) => {
  const loaded = new Map<string, string>();
  let handles: Handles = new Map();
  return async (backEnd: 'nft' | 'legacy', text: string): Promise<Handles> => {
    if (loaded.get(backEnd) === text) return handles;
    const [answer = ''] = await ask(`rules ${backEnd} ${Buffer.from(text).toString('hex')}`);
    if (answer !== 'loaded') throw new DoesNotLoad(`${answer}\n${text}`);
    loaded.set(backEnd, text);
    if (backEnd === 'nft') handles = readHandles(await ask('handles'));
    return handles;
  };
};

const openSettings = ({ ask }: Laboratory) => {
  const current = new Map<string, number>();
  return async (wanted: Scene['settings']): Promise<void> => {
    for (const [name, value] of Object.entries(wanted)) {
      if (current.get(name) === value) continue;
      const [answer = ''] = await ask(`set ${name.startsWith('bridge/') ? name : `ipv4/conf/${name}`} ${value}`);
      if (answer !== 'set') throw new Error(answer);
      current.set(name, value);
    }
  };
};

/** Plays scenes in the laboratory, and keeps what stays the same from one to the next. */
export const openStage = (laboratory: Laboratory): Stage => {
  const load = openRules(laboratory);
  const set = openSettings(laboratory);
  const route = openRouting(laboratory.guest);

  const play = async (scene: Scene): Promise<Played> => {
    const { rules, settings, shots } = scene;
    const texts = textsOf(rules);
    const handles = await load('nft', texts.nft);
    await load('legacy', texts.legacy);
    const world = worldOfScene(scene, route(scene));
    await set(settings);
    await laboratory.ask('forget');
    for (const [index, shot] of shots.entries())
      laboratory.tell(`send ${shot.inInterface ?? '-'} ${bytesOf(shot, index + 1).toString('hex')}`);
    const lines = await laboratory.ask('settle');
    const seen = observe(lines, { count: shots.length, handles, legacy: rulesetOf(texts.legacy) });
    const replies = repliesTo(lines, shots.length);
    for (const { line } of replies) laboratory.tell(line);
    observeReplies(seen, replies, await laboratory.ask('settle'));
    return { world, seen };
  };

  return { play };
};
