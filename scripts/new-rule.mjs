// @ts-check
// Writes a new rule with its test, its page and its Japanese: `npm run new-rule -- DNS019 slug-of-the-failing-state`.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, root, say } from './setup.mjs';

/** The areas, from the one place that names them. */
const areas = () => {
  const source = readFileSync(path.join(root, 'core/src/contract/finding.ts'), 'utf8');
  const list = /export const areas = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
  return [...list.matchAll(/'([A-Z]+)'/g)].map(([, area]) => area);
};

/** @param {string} id @param {string} slug */
const ruleSource = (id, slug) => `import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: '${id}',
  slug: '${slug}',
  title: 'What holds on a healthy device, without a full stop',
  severity: 'warning',
  stage: 'application',
  guide: ['G00'],
  requires: ['guest.hostName'],
  messages: {
    wrong: {
      text: 'What was found at {name}, with its values.',
      remedy: [{ text: 'What to do, and what it changes.' }],
    },
  },

  check(facts, report) {
    const name = facts['guest.hostName'];
    if (name !== 'wrong') return undefined;
    report({
      message: 'wrong',
      target: name,
      data: { name },
      evidence: [{ fact: 'guest.hostName', path: '', observed: name, expected: say('another name') }],
    });
    return undefined;
  },
});
`;

/** @param {string} id @param {string} slug @param {string} area */
const testSource = (id, slug, area) => `import rule from '../../../../core/src/rules/${area}/${id}-${slug}.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);

testRule(rule, {
  pass: [{ name: 'the healthy device', facts }],
  // The table is red until it has a case that fails: write it before the check.
  fail: [],
  notApplicable: [],
});
`;

/** @param {string} id */
const pageSource = (id) => `# ${id} What holds on a healthy device, without a full stop

## What is wrong

## How we know

## How to mend it

## When it does not apply
`;

/** Each text of the rule with its Japanese; what the check says besides goes here too. */
const japaneseSource = () => `{
  "What holds on a healthy device, without a full stop": "正常なデバイスで成り立つこと",
  "What was found at {name}, with its values.": "{name} で見つかったことと、その値。",
  "What to do, and what it changes.": "行うことと、それによって変わること。",
  "another name": "別の名前"
}
`;

/** @param {string} id */
const japanesePageSource = (id) => `# ${id} 正常なデバイスで成り立つこと

## 問題の内容

## 判定の方法

## 対処の方法

## 該当しない場合
`;

/**
 * @param {string} id
 * @param {string} slug
 * @param {string} [folder] the project, or a copy of it
 * @returns {string[]} the files that were written
 */
export const newRule = (id, slug, folder = root) => {
  const area = id.replace(/\d+$/, '');
  if (!/^[A-Z]{2,4}\d{3}$/.test(id) || !areas().includes(area)) {
    giveUp(`${id} is no id of a rule: an area (${areas().join(', ')}) and three digits.`);
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug)) giveUp(`${slug} is no slug: small letters and digits with hyphens.`);
  const place = path.join('core/src/rules', area.toLowerCase());
  const taken = existsSync(path.join(folder, place)) ? readdirSync(path.join(folder, place)) : [];
  if (taken.some((file) => file.startsWith(`${id}-`))) giveUp(`${id} is taken.`);

  const files = new Map([
    [path.join(place, `${id}-${slug}.ts`), ruleSource(id, slug)],
    [
      path.join('test/unit/rules', area.toLowerCase(), `${id}-${slug}.test.ts`),
      testSource(id, slug, area.toLowerCase()),
    ],
    [path.join('docs/rules', `${id}.md`), pageSource(id)],
    [path.join('core/src/texts/ja', `${id}.json`), japaneseSource()],
    [path.join('docs/rules/ja', `${id}.md`), japanesePageSource(id)],
  ]);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text, { flag: 'wx' });
  }
  return [...files.keys()];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [id, slug] = process.argv.slice(2);
  if (id === undefined || slug === undefined) giveUp('Usage: npm run new-rule -- DNS019 slug-of-the-failing-state');
  for (const file of newRule(id, slug)) say(`Wrote ${file}.`);
  say(
    'Next: write the cases (red), then the check, then the page; then the Japanese of both; npm run generate; npm run test:fast; a line in CHANGELOG.md.',
  );
}
