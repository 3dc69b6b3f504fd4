// @ts-check
// The texts of other languages: core/src/texts/<language>/*.json, each English text with what it is in that language.
// `reasons.json` holds those that snapshots carry. The build makes one file of each language.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

const folder = path.join(root, 'core/src/texts');

/** @returns {string[]} the languages but English, by their folders */
export const otherLanguages = () =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/**
 * @param {string} language
 * @returns {{ catalogue: { texts: Record<string, string>, reasons: Record<string, string> }, twice: string[] }}
 *   what the core reads, and the texts that stand in two files
 */
export const readTexts = (language) => {
  const catalogue = {
    texts: /** @type {Record<string, string>} */ ({}),
    reasons: /** @type {Record<string, string>} */ ({}),
  };
  const twice = [];
  for (const file of readdirSync(path.join(folder, language)).sort()) {
    const table = file === 'reasons.json' ? catalogue.reasons : catalogue.texts;
    const read = JSON.parse(readFileSync(path.join(folder, language, file), 'utf8'));
    for (const [english, said] of Object.entries(/** @type {Record<string, string>} */ (read))) {
      if (Object.hasOwn(table, english)) twice.push(`${file}: ${english}`);
      table[english] = said;
    }
  }
  return { catalogue, twice };
};
