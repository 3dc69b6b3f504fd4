import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { areas } from '../../../core/src/contract/finding.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { pageOf } from '../../../core/src/engine/ruleInfo.js';

const files = readdirSync('core/src/rules', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /[A-Z]{2,4}\d{3}-.*\.ts$/.test(file),
);

/** Codes that were given out once and must not come again. */
const retired: readonly string[] = [];

describe('The rules', () => {
  it('are all registered, once each, in order', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert.equal(ids.length, files.length);
    assert.deepEqual(
      ids.filter((id) => retired.includes(id)),
      [],
    );
  });

  for (const { id, slug, title, messages } of rules) {
    const area = id.replace(/\d+$/, '').toLowerCase();
    it(`${id} lies where its id says, with its test and its page`, () => {
      assert.ok((areas as readonly string[]).includes(area.toUpperCase()));
      assert.ok(files.includes(path.join(area, `${id}-${slug}.ts`)), `core/src/rules/${area}/${id}-${slug}.ts`);
      assert.ok(existsSync(`test/unit/rules/${area}/${id}-${slug}.test.ts`), 'its test');
      assert.ok(existsSync(`docs/${pageOf(id)}`), 'its page');
      assert.ok(
        readFileSync(`docs/${pageOf(id)}`, 'utf8').startsWith(`# ${id} ${title}\n`),
        'the page begins with its title',
      );
    });

    it(`${id} speaks in sentences`, () => {
      assert.match(title, /^[A-Z].*[^.]$/, 'a title has no full stop');
      for (const { text, remedy } of Object.values(messages)) {
        assert.match(text, /[.}]$/, text);
        for (const step of remedy) assert.match(step.text, /[.}]$/, step.text);
      }
    });

    // A value of the device reaches a command only as a quoted word, or as a whole command that quoted its words itself.
    it(`${id} quotes what it puts into commands`, () => {
      const commands = Object.values(messages).flatMap(({ remedy }) => remedy.flatMap(({ command }) => command ?? []));
      for (const command of commands) {
        const names = [...command.matchAll(/\{([A-Za-z0-9]+)\}/g)].map(([, name]) => name ?? '');
        const bare = names.filter(
          (name) => command !== `{${name}}` && !name.startsWith('quoted') && !['port', 'service'].includes(name),
        );
        assert.deepEqual(bare, [], command);
      }
    });
  }

  it('have pages for themselves only', () => {
    const known = new Set(rules.map(({ id }) => `${id}.md`));
    assert.deepEqual(
      readdirSync('docs/rules').filter((page) => page.endsWith('.md') && page !== 'README.md' && !known.has(page)),
      [],
    );
  });
});
