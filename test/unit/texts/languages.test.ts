import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { helpGaps, japaneseHelp } from '../../../scripts/help.mjs';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { pageOf } from '../../../core/src/engine/ruleInfo.js';
import { inLanguage } from '../../../core/src/texts/say.js';
import { missingIn, others, pendingRules, textsOfRule } from '../../support/languages.js';
import { allReasons, firstArguments } from '../../support/sourceTexts.js';

const saidNow = firstArguments('say', 'tell', 'notUnderstood');
const said = [...saidNow, ...firstArguments('text')];
const reasons = allReasons();
const ofRules = rules.filter(({ id }) => !pendingRules.includes(id)).flatMap(textsOfRule);
const texts = [...ofRules, ...said.map(({ text }) => text)];

const placeholders = (text: string): string[] => [...text.matchAll(/\{[A-Za-z0-9]+\}/g)].map(([name]) => name).sort();

const pageHeadings: Readonly<Record<string, readonly string[]>> = {
  ja: ['## 問題の内容', '## 判定の方法', '## 対処の方法', '## 該当しない場合'],
};

/** Microsoft's style: a blank between Japanese and everything that is written in Latin letters, digits or braces. */
const withoutBlank =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー][A-Za-z0-9{]|[A-Za-z0-9}][\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

it('says nothing before a language is chosen', () => {
  assert.deepEqual(
    saidNow.filter(({ insideFunction }) => !insideFunction).map(({ where }) => where),
    [],
  );
});

for (const { name, catalogue, twice } of others) {
  describe(`In ${name}`, () => {
    const entries = [...Object.entries(catalogue.texts), ...Object.entries(catalogue.reasons)];

    it('every text of a rule can be said', () => {
      assert.deepEqual(missingIn(catalogue.texts, ofRules), []);
    });

    it('every sentence of the core can be said', () => {
      const missing = missingIn(
        catalogue.texts,
        said.map(({ text }) => text),
      );
      assert.deepEqual(
        said.filter(({ text }) => missing.includes(text)).map(({ text, where }) => `${where} ${text}`),
        [],
      );
    });

    it('every reason that a snapshot may carry can be said', () => {
      assert.deepEqual(missingIn(catalogue.reasons, reasons), []);
    });

    it('nothing is kept that nobody says any more', () => {
      const kept = [...texts, ...rules.flatMap(textsOfRule)];
      assert.deepEqual(
        Object.keys(catalogue.texts).filter((text) => !kept.includes(text)),
        [],
      );
      assert.deepEqual(
        Object.keys(catalogue.reasons).filter((text) => !reasons.includes(text)),
        [],
      );
    });

    it('no text stands in two files', () => {
      assert.deepEqual(twice, []);
    });

    it('every text has the placeholders of the English one', () => {
      const differing = entries.filter(([text, other]) => placeholders(text).join() !== placeholders(other).join());
      assert.deepEqual(
        differing.map(([text]) => text),
        [],
      );
    });

    it('a sentence is a sentence, and a part is a part', () => {
      const differing = entries.filter(([text, other]) => /[^~]\.$/.test(text) !== other.endsWith('。'));
      assert.deepEqual(
        differing.map(([text]) => text),
        [],
      );
    });

    it('the exceptions are rules that still lack something', () => {
      const done = rules.filter(
        (rule) => pendingRules.includes(rule.id) && missingIn(catalogue.texts, textsOfRule(rule)).length === 0,
      );
      assert.deepEqual(
        done.map(({ id }) => id),
        [],
      );
    });

    for (const rule of rules) {
      it(`${rule.id} has its page`, () => {
        const file = `docs/${inLanguage(catalogue, () => pageOf(rule.id))}`;
        assert.equal(file, `docs/rules/${name}/${rule.id}.md`);
        assert.ok(existsSync(file), file);
        const page = readFileSync(file, 'utf8');
        const headings = page.split('\n').filter((line) => line.startsWith('#'));
        assert.deepEqual(headings, [`# ${rule.id} ${catalogue.texts[rule.title] ?? ''}`, ...pageHeadings[name]!]);
        assert.deepEqual(
          rule.guide.filter((row) => !page.includes(row)),
          [],
          'the page cites its guide rows and cases',
        );
      });
    }

    it('has pages of rules only', () => {
      const known = new Set(rules.map(({ id }) => `${id}.md`));
      assert.deepEqual(
        readdirSync(`docs/rules/${name}`).filter((page) => page !== 'README.md' && !known.has(page)),
        [],
      );
    });

    if (name === 'ja')
      it('Japanese and Latin letters have a blank between them', () => {
        assert.deepEqual(
          entries.filter(([, other]) => withoutBlank.test(other)).map(([, other]) => other),
          [],
        );
      });
  });
}

describe('In ja, the help of the cmdlets', () => {
  it('has every paragraph, and none that nothing says any more', () => {
    assert.deepEqual(helpGaps(), { missing: [], unused: [] });
  });

  it('has a blank between Japanese and Latin letters', () => {
    const said = [...japaneseHelp().matchAll(/<maml:para>([^<]*)<\/maml:para>/g)].map(([, text]) => text ?? '');
    assert.ok(said.length > 200);
    assert.deepEqual(
      said.filter((text) => withoutBlank.test(text)),
      [],
    );
  });
});
