import assert from 'node:assert/strict';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { missingIn, others, pendingRules, textsOfRule } from '../../support/languages.js';
import { allReasons, firstArguments } from '../../support/sourceTexts.js';

const saidNow = firstArguments('say', 'tell', 'notUnderstood');
const said = [...saidNow, ...firstArguments('text')];
const reasons = allReasons();
const ofRules = rules.filter(({ id }) => !pendingRules.includes(id)).flatMap(textsOfRule);
const texts = [...ofRules, ...said.map(({ text }) => text)];

const placeholders = (text: string): string[] => [...text.matchAll(/\{[A-Za-z0-9]+\}/g)].map(([name]) => name).sort();

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

    if (name === 'ja')
      it('Japanese and Latin letters have a blank between them', () => {
        assert.deepEqual(
          entries.filter(([, other]) => withoutBlank.test(other)).map(([, other]) => other),
          [],
        );
      });
  });
}
