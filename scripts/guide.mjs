// @ts-check
// Makes docs/guide.md: from each row of Microsoft's guide to the rules that automate it, the stories and faults that show
// them, and what mends it. All but the words of the first column is read off the sources; a cell that stays empty needs a
// reason in scripts/data/guide.json, or nothing is made.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { faultNames, findFault } from './lab/faults.mjs';
import { root } from './setup.mjs';

/** @typedef {{ id: string, guide: readonly string[], requires: readonly string[], messages: Readonly<Record<string, { repair?: string, remedy: readonly { command?: string }[] }>> }} Rule */
/** @typedef {{ about: string, cmdlets?: string[], reasons?: Record<string, string> }} Row */
/** @typedef {{ about: string, rules: string[], reason?: string }} Family */
/** @typedef {{ number: string, source: string, reason?: string }} Case */
/** @typedef {{ folder: string, rules: string[], rows: string[] }} Story */
/** @typedef {{ name: string, finds: string | null }} Fault */

const storyFolder = path.join(root, 'test/cases');

/** @returns {{ rows: Record<string, Row>, families: Family[], cases: Case[] }} */
const words = () => JSON.parse(readFileSync(path.join(root, 'scripts/data/guide.json'), 'utf8'));

/** @returns {Story[]} each with the rules that it expects something of for itself, not as a consequence, and the rows that it names */
const stories = () =>
  readdirSync(storyFolder)
    .filter((folder) => existsSync(path.join(storyFolder, folder, 'story.test.ts')))
    .sort()
    .map((folder) => {
      const text = readFileSync(path.join(storyFolder, folder, 'story.test.ts'), 'utf8');
      const heads = [...text.matchAll(/\['(?:fail|unknown)', '([A-Z]+\d{3})'\]/g)];
      const notes = [...(/notes: \{([^}]*)\}/.exec(text)?.[1] ?? '').matchAll(/\b([A-Z]+\d{3}): /g)];
      const told = readFileSync(path.join(storyFolder, folder, 'story.md'), 'utf8');
      return {
        folder,
        rules: [...new Set([...heads, ...notes].map(([, id = '']) => id))],
        rows: [...told.matchAll(/\brow (G\d\d)\b/g)].map(([, row = '']) => row),
      };
    });

/** @returns {Promise<Fault[]>} */
const faults = async () => Promise.all(faultNames().map(async (name) => /** @type {Fault} */ (await findFault(name))));

/** @param {string} id */
const page = (id) => `[${id}](rules/${id}.md)`;
/** @param {string} folder */
const told = (folder) => `[${folder.split('-')[0] ?? ''}](../test/cases/${folder}/story.md)`;

/**
 * @param {string} place
 * @param {readonly string[]} items
 * @param {string | undefined} reason
 */
const cell = (place, items, reason) => {
  if (items.length > 0) return items.join(', ');
  if (reason === undefined)
    throw new Error(`${place} is empty and has no reason: give it one in scripts/data/guide.json.`);
  return `(${reason})`;
};

/** The cmdlet of each repair that a finding may name. */
const cmdletOf = /** @type {Record<string, string>} */ ({
  'allow-inbound-port': 'Repair-EflowFirewall',
  'set-dns-servers': 'Repair-EflowDns',
});

/** @param {readonly Rule[]} rules @returns {string[]} what mends it, of what rules say */
const repairs = (rules) => {
  const messages = rules.flatMap((rule) => Object.values(rule.messages));
  return [
    ...new Set(messages.flatMap(({ repair }) => (repair === undefined ? [] : [cmdletOf[repair] ?? repair])).sort()),
    ...(messages.some(({ remedy }) => remedy.length > 0) ? ['what the finding says'] : []),
  ];
};

/**
 * Why no fault of the lab is of some rules' kind.
 * @param {readonly Rule[]} rules
 */
const withoutFault = (rules) =>
  rules.every(({ requires }) => requires.every((fact) => fact.startsWith('host.')))
    ? 'told by what Windows says of itself, which no packet of the lab depends on: stand-ins say it in the tests'
    : 'no fault of the lab is of this kind: the tables of cases show it';

const INFORMATION = 'information: nothing is to be mended';

/** @param {readonly (readonly string[])[]} rows */
const table = ([head = [], ...rows]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/**
 * What shows that some rules do what they say.
 * @param {string} place @param {readonly Rule[]} rules @param {Record<string, string>} reasons
 * @param {readonly Story[]} allStories @param {readonly Fault[]} allFaults
 */
const shownBy = (place, rules, reasons, allStories, allFaults) => {
  const ids = rules.map(({ id }) => id);
  const own = allStories
    .filter((one) => one.rules.some((id) => ids.includes(id)) || one.rows.includes(place))
    .map(({ folder }) => told(folder));
  const tables = ids.length === 0 ? undefined : "the rules' own tables of cases";
  const injected = allFaults
    .filter(({ finds }) => finds !== null && ids.includes(finds))
    .map(({ name }) => `\`${name}\``);
  return [
    cell(`${place}, rules`, ids.map(page), reasons['rules']),
    cell(`${place}, cases`, own, reasons['cases'] ?? tables),
    cell(`${place}, lab`, injected, reasons['lab'] ?? (ids.length === 0 ? undefined : withoutFault(rules))),
  ];
};

/** @param {readonly Rule[]} rules @param {readonly string[]} ids */
const known = (rules, ids) =>
  ids.map((id) => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) throw new Error(`scripts/data/guide.json names ${id}, which is no rule.`);
    return rule;
  });

/** @param {readonly Rule[]} rules @param {Family[]} families */
const assertPlaced = (rules, families) => {
  const lost = rules.filter(({ id, guide }) => guide.length === 0 && !families.some((one) => one.rules.includes(id)));
  if (lost.length > 0) throw new Error(`${lost.map(({ id }) => id).join(', ')}: cite a guide row or a real case.`);
};

/** @param {readonly Rule[]} rules @returns {Promise<string>} docs/guide.md */
export const guidePage = async (rules) => {
  const { rows, families, cases } = words();
  assertPlaced(rules, families);
  const [all, injected] = [stories(), await faults()];
  const guideRows = Object.entries(rows).map(([id, { about, cmdlets = [], reasons = {} }]) => {
    const own = rules.filter(({ guide }) => guide.includes(id));
    const mends = [
      ...new Set([
        ...cmdlets.map((one) => `\`${one}\``),
        ...repairs(own).map((one) => one.replace(/^Repair.*/, '`$&`')),
      ]),
    ];
    return [
      id,
      about,
      ...shownBy(id, own, reasons, all, injected),
      cell(`${id}, repair`, mends, reasons['repair'] ?? (own.length > 0 ? INFORMATION : undefined)),
    ];
  });
  const familyRows = families.map(({ about, rules: ids, reason }) => {
    const own = known(rules, ids);
    const reasons = reason === undefined ? {} : { rules: reason, cases: '-', lab: '-', repair: '-' };
    return [
      about,
      ...shownBy(about, own, reasons, all, injected),
      cell(`${about}, repair`, repairs(own), reason === undefined ? INFORMATION : '-'),
    ];
  });
  const caseRows = cases.map(({ number, source, reason }) => {
    const story = all.find(({ folder }) => folder.startsWith(`${number}-`));
    const citing = rules.filter(({ guide }) => guide.includes(source)).map(({ id }) => page(id));
    return [
      number,
      source,
      cell(`Case ${number}, story`, story === undefined ? [] : [told(story.folder)], reason ?? 'no story yet'),
      cell(`Case ${number}, rules`, story === undefined ? citing : story.rules.map(page), reason ?? 'no rule yet'),
    ];
  });
  return [
    '# From the guide to the rules',
    '',
    'Made by `npm run generate` from the rules, the stories, the faults of the lab and scripts/data/guide.json. Do not edit.',
    'Every rule also has a table of cases of its own in `test/unit/rules/`. What stands in parentheses is why a cell is empty.',
    '',
    "## The rows of Microsoft's guide",
    '',
    table([['Row', 'About', 'Rules', 'Stories', 'Faults of the lab', 'What mends it'], ...guideRows]),
    '',
    '## Families beyond the guide',
    '',
    table([['Family', 'Rules', 'Stories', 'Faults of the lab', 'What mends it'], ...familyRows]),
    '',
    '## Real cases',
    '',
    table([['Case', 'Source', 'Story', 'Rules in its story, or that cite it'], ...caseRows]),
    '',
  ].join('\n');
};
