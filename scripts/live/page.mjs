// @ts-check

/** @param {readonly string[]} rules */
const list = (rules) => (rules.length === 0 ? '-' : rules.join(', '));

/**
 * @param {readonly string[]} head @param {readonly (readonly string[])[]} rows
 * @returns {string[]} a Markdown table
 */
const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

/** @typedef {ReturnType<typeof import('./judge.mjs').judgePair>} PairRow */

/** @param {readonly PairRow[]} blind */
const blindSection = (blind) => [
  '## Two faults of which one keeps anybody from looking',
  '',
  `${blind.length} pairs: no command of ours runs in the guest, so that nothing is known of the other fault there. Right is to say`,
  `so, with the reason, and to claim no fault and no health: so it was in ${
    blind.filter(({ first, invented }) => first === null && invented.length === 0).length
  }; in ${blind.filter(({ first }) => first !== null).length} the host showed the other fault.`,
  '',
  ...table(
    ['Faults', 'First finding', 'Said as unknown'],
    blind.map(({ pair, first, unknownFacts }) => [pair.join(' + '), first ?? 'none fails', `${unknownFacts} facts`]),
  ),
  '',
];

/** @param {readonly unknown[]} rows */
const count = (rows) => `${rows.length}`;

/** @typedef {ReturnType<typeof import('./judge.mjs').judgeSingle>} SingleRow */

/** Faults that no finding is expected of are counted apart: nothing of them is found. @param {readonly SingleRow[]} rows */
export const singleSummary = (rows) => {
  const telling = rows.filter(({ wanted }) => wanted !== null);
  const quiet = rows.filter(({ wanted }) => wanted === null);
  return [
    `${count(telling)} faults of which a finding is expected, ${count(telling.filter(({ foundFirst }) => foundFirst))} found first; ${count(
      quiet,
    )} of which none is expected, ${count(quiet.filter(({ foundFirst }) => foundFirst))} without a failing finding;`,
    `${count(rows.filter(({ others }) => others.length > 0))} of all with other failing findings that no cause explains.`,
  ];
};

/** @param {readonly PairRow[]} looked @param {readonly PairRow[]} all */
export const pairSummary = (looked, all) => {
  const telling = looked.filter((row) => row.telling > 0);
  const both = looked.filter((row) => row.telling === 2);
  const quiet = looked.filter((row) => row.telling === 0);
  return [
    `${count(looked)} pairs. ${count(telling)} with a fault that gives a finding alone: first finding of one of the two in ${count(
      telling.filter(({ foundFirst }) => foundFirst),
    )}.`,
    `${count(both)} with two such faults: both found in ${count(both.filter(({ found }) => found === 2))}. ${count(
      quiet,
    )} with none: no failing finding in ${count(quiet.filter(({ first }) => first === null))}. A finding that neither`,
    `fault alone gives: ${count(all.filter(({ invented }) => invented.length > 0))}. A fault is hidden where what the other one breaks leaves nothing of it to be`,
    'seen: a stopped resolver hides a missing server.',
  ];
};

/**
 * @param {object} run
 * @param {number} run.healthy failing findings on the healthy device
 * @param {ReturnType<typeof import('./judge.mjs').judgeSingle>[]} run.singleRows
 * @param {PairRow[]} run.pairRows
 * @param {readonly (readonly string[])[]} run.apart pairs that cannot be had together
 * @param {string} run.seed
 */
export const livePage = ({ healthy, singleRows, pairRows, apart, seed }) => {
  const looked = pairRows.filter(({ blind }) => !blind);
  return [
    '# Live run',
    '',
    'Written by `npm run live-run -- --write`: each fault that the lab knows is injected into a real Linux guest, alone and in',
    `pairs (chosen by seed ${seed}), looked at with Save-EflowNetSnapshot, and judged. Do not edit.`,
    '',
    `Healthy device: ${healthy} failing findings.`,
    '',
    '## One fault',
    '',
    ...singleSummary(singleRows),
    '',
    ...table(
      ['Fault', 'First finding', 'Expected', 'Consequences', 'Other failing findings'],
      singleRows.map(({ fault, first, wanted, consequences, others }) => [
        fault,
        first ?? 'none fails',
        wanted ?? 'none fails',
        list(consequences),
        list(others),
      ]),
    ),
    '',
    '## Two faults at once',
    '',
    ...pairSummary(looked, pairRows),
    `${count(apart)} more pairs could not be had together: the first takes away what the second needs to be injected.`,
    '',
    ...table(
      ['Faults', 'First finding', 'Hidden', 'Invented'],
      looked.map(({ pair, first, hidden, invented }) => [
        pair.join(' + '),
        first ?? 'none fails',
        list(hidden),
        list(invented),
      ]),
    ),
    '',
    ...blindSection(pairRows.filter(({ blind }) => blind)),
  ].join('\n');
};
