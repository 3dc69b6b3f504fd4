import type { Scene, SceneRules } from './arbitraries.js';
import type { Shot } from './bytes.js';

/** Modules of which the answer is in no snapshot. */
const MODULES = ['limit', 'ttl', 'length', 'statistic', 'recent', 'set', 'hashlimit', 'quota', 'connlimit'];

const usesModule = (text: string): boolean =>
  [...text.matchAll(/ -m (\S+)/g)].some(([, module = '']) => MODULES.includes(module));

/** The tables in which a text does anything to packets. */
const tablesIn = (text: string | null): string[] =>
  (text ?? '').split(/^\*/m).flatMap((block) => {
    const [name = ''] = block.split('\n');
    const acts = /^-A (?!.*-j TRACE$)/m.test(block) || /^:\S+ DROP/m.test(block);
    return acts ? [name] : [];
  });

/** The tables of both back ends hook in at the same place: which comes first depends on what was loaded first. */
const sharesTable = ({ nft, legacy }: SceneRules): boolean => {
  const ofNft = tablesIn(nft);
  return tablesIn(legacy).some((name) => ofNft.includes(name));
};

/** Whether rulesets or policy rules hold something that no snapshot can decide. */
const holdsUnknowable = ({ rules, policyRules = [] }: Pick<Scene, 'rules' | 'policyRules'>): boolean =>
  usesModule(`${rules.nft ?? ''}\n${rules.legacy ?? ''}`) ||
  sharesTable(rules) ||
  policyRules.some(({ other }) => other !== null);

/** Whether a snapshot tells what becomes of a packet. What stands in a fragment where others have their header is in none. */
export const isKnowable = (scene: Scene, { laterFragment }: Shot): boolean =>
  !holdsUnknowable(scene) && (laterFragment !== true || scene.rules.nft === null);
