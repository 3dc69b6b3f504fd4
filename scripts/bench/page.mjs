// @ts-check
// docs/performance.md, from what was measured.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';

/** @typedef {import('./measure.mjs').Figure} Figure */
/** @typedef {{ measuredAt: string, machine: string, node: string, figures: Figure[], profiles: import('./profile.mjs').Profile[], notMeasured: string[] }} Measured */

export const resultsFile = path.join(root, 'docs/performance.json');

/** @param {Figure} figure @param {number} value */
const valueText = ({ unit }, value) => {
  if (unit === 'bytes') return `${Math.round(value / 1000)} kB`;
  return unit === 'MB' ? `${Math.round(value)} MB` : `${value < 10 ? value : Math.round(value)} ms`;
};

/** @param {Figure} figure */
export const metText = ({ aim, ratio }) => (aim === null ? 'told only' : ratio <= aim ? 'met' : 'not met');

/** @param {readonly Figure[]} figures */
export const table = (figures) =>
  [
    '| What | Ours | Against | Baseline | Ratio | Aim | |',
    '|---|---|---|---|---|---|---|',
    ...figures.map(
      (one) =>
        `| ${one.what} | ${valueText(one, one.ours)} | ${one.against} | ${valueText(one, one.baseline)} | ${one.ratio} | ${one.aim ?? '-'} | ${metText(one)} |`,
    ),
  ].join('\n');

/** @param {Figure} one */
const explained = (one) =>
  `- **${one.what}.** ${one.how} ${one.rounds === 1 ? 'Measured once.' : `The medians of ${one.rounds}.`} The limit: ${one.limit}`;

/** @param {import('./profile.mjs').Profile} profile */
const profileText = ({ what, shares }) =>
  `- **${what}**: ${shares.map(({ room, percent }) => `${room} ${percent} %`).join(', ')}.`;

/** @param {Measured} measured */
const pageOf = ({ measuredAt, machine, node, figures, profiles, notMeasured }) => `# How fast it is

Made from \`performance.json\`, which \`npm run bench\` writes. Ratios, not times: the baseline and ours were measured in turn in the
same run, so that a slower machine moves both. An aim is the greatest ratio that is wanted.

Measured ${measuredAt} on ${machine}, Node ${node}. Not run on Windows.

${table(figures)}

## What each figure is, and what limits it

${figures.map(explained).join('\n')}

## Where the core's time goes

As V8's profiler samples it, by room of \`core/src\` ([architecture](architecture.md)); waiting is left out.

${profiles.map(profileText).join('\n')}
${notMeasured.length === 0 ? '' : `\n## Not measured\n\n${notMeasured.map((one) => `- ${one}`).join('\n')}\n`}`;

/** @returns {Promise<string | null>} null: nothing was measured yet */
export const performancePage = async () => {
  if (!existsSync(resultsFile)) return null;
  const prettier = await import('prettier');
  const page = pageOf(JSON.parse(readFileSync(resultsFile, 'utf8')));
  return prettier.format(page, { ...(await prettier.resolveConfig(resultsFile)), parser: 'markdown' });
};
