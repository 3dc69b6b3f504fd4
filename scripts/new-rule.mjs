// @ts-check
// Writes a new rule with its test and its page: `npm run new-rule -- DNS099 slug-of-the-failing-state`. The test is red
// until the cases are written: see CONTRIBUTING.md.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { giveUp, root, run, say, setUp } from './setup.mjs';

/** @param {string} id @param {string} slug */
const ruleSource = (id, slug) => `import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: '${id}',
  slug: '${slug}',
  title: 'What holds on a healthy device, without a full stop',
  severity: 'warning',
  stage: 'application',
  guide: [],
  requires: ['guest.hostName'],
  messages: {
    found: {
      text: 'What is wrong with {name}, in a full sentence.',
      remedy: [{ text: 'What to do, and what it changes.' }],
    },
  },

  check(facts, report) {
    const name = facts['guest.hostName'];
    if (name !== '') return undefined;
    const evidence = { fact: 'guest.hostName', path: '', observed: name, expected: 'a name' } as const;
    report({ message: 'found', target: name, data: { name }, evidence: [evidence] });
    return undefined;
  },
});
`;

/** @param {string} id @param {string} slug @param {string} area */
const testSource = (id, slug, area) => `import rule from '../../../../core/src/rules/${area}/${id}-${slug}.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [],
  fail: [],
  notApplicable: [],
});
`;

/** @param {string} id */
const page = (id) => `# ${id} What holds on a healthy device, without a full stop

## What is wrong

## How we know

## How to mend it

## When it does not apply
`;

/**
 * The three files of a rule, by their path.
 * @param {string} id
 * @param {string} slug
 * @returns {Record<string, string>}
 */
export const ruleFiles = (id, slug) => {
  const area = id.replace(/\d+$/, '').toLowerCase();
  return {
    [`core/src/rules/${area}/${id}-${slug}.ts`]: ruleSource(id, slug),
    [`test/unit/rules/${area}/${id}-${slug}.test.ts`]: testSource(id, slug, area),
    [`docs/rules/${id}.md`]: page(id),
  };
};

const main = () => {
  const [id = '', slug = ''] = process.argv.slice(2);
  if (!/^[A-Z]{2,4}\d{3}$/.test(id) || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug)) {
    giveUp('Usage: npm run new-rule -- DNS099 slug-of-the-failing-state');
  }
  setUp();
  const files = Object.entries(ruleFiles(id, slug));
  const page = path.join(root, `docs/rules/${id}.md`);
  if (existsSync(page)) giveUp(`${id} is taken: rule ids are permanent and never reused.`);
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
    say(`Wrote ${file}.`);
  }
  process.exitCode = run(process.execPath, [path.join(root, 'scripts/generate.mjs')]);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
