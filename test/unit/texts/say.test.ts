import assert from 'node:assert/strict';
import { runRule } from '../../../core/src/engine/runRules.js';
import type { AnyRule } from '../../../core/src/engine/rule.js';
import { factIds } from '../../../core/src/facts/facts.js';
import type { FactTable } from '../../../core/src/facts/readFacts.js';
import rule from '../../../core/src/rules/host/HOST004-vm-name-stale.js';
import { languageOf } from '../../../core/src/texts/language.js';
import { inLanguage, reason, say, tell, tellReason, type Catalogue } from '../../../core/src/texts/say.js';
import { others } from '../../support/languages.js';

const upsideDown: Catalogue = {
  texts: { '{name} of the VM': 'VM > {name}', 'the switch': 'switch!' },
  reasons: { 'No answer within {0} s.': '{0} s: silence', 'It failed: {0}': 'failed > {0}' },
};

describe('A text', () => {
  it('is English where no language is chosen, and in the chosen one inside it', () => {
    assert.equal(say('{name} of the VM', { name: 'eth0' }), 'eth0 of the VM');
    assert.equal(
      inLanguage(upsideDown, () => say('{name} of the VM', { name: 'eth0' })),
      'VM > eth0',
    );
    assert.equal(say('the switch'), 'the switch');
  });

  it('is English where the language lacks it', () => {
    assert.equal(
      inLanguage(upsideDown, () => say('the link')),
      'the link',
    );
    assert.equal(
      inLanguage(upsideDown, () => tell('constructor')),
      'constructor',
    );
  });

  it('is in the language of before again, also after a failure', () => {
    assert.throws(() =>
      inLanguage(upsideDown, () => {
        throw new Error('inside');
      }),
    );
    assert.equal(say('the switch'), 'the switch');
  });

  it('takes a value that looks like a template as a value', () => {
    const name = '{name} $1 $& the switch';
    assert.equal(
      inLanguage(upsideDown, () => say('{name} of the VM', { name })),
      `VM > ${name}`,
    );
  });

  it('has a value for each placeholder, says the compiler', () => {
    // @ts-expect-error a placeholder without its value
    assert.throws(() => say('{name} of the VM', {}));
    // @ts-expect-error a text that was computed
    assert.equal(say(`the switch` as string), 'the switch');
  });
});

describe('A reason', () => {
  it('is written in English and read in the language of the reader', () => {
    const written = inLanguage(upsideDown, () => reason('No answer within {seconds} s.', { seconds: 60 }));
    assert.equal(written, 'No answer within 60 s.');
    assert.equal(
      inLanguage(upsideDown, () => tellReason(written)),
      '60 s: silence',
    );
  });

  it('is read with the reason in it', () => {
    assert.equal(
      inLanguage(upsideDown, () => tellReason('It failed: No answer within 5 s.')),
      'failed > 5 s: silence',
    );
  });

  it('stays as it is when nobody knows it', () => {
    assert.equal(
      inLanguage(upsideDown, () => tellReason('No answer within 60 s. Really.')),
      'No answer within 60 s. Really.',
    );
  });

  it('takes no time when it was made up to take much', () => {
    const japanese = others.find(({ name }) => name === 'ja')?.catalogue ?? assert.fail();
    const begun = Date.now();
    for (const piece of [' returned more than ', ' is no text', '; and it could not be taken back: ', ' bytes '])
      for (const length of [3_000, 3_000_000]) {
        const text = `Of ${piece.repeat(length / piece.length)}`;
        inLanguage(japanese, () => tellReason(text));
      }
    assert.ok(Date.now() - begun < 2_000);
  });

  it('is found with several values in it, between what stands around them', () => {
    const two: Catalogue = { texts: {}, reasons: { 'Of {a} bytes {b} arrived.': '{b} / {a}' } };
    const tell = (text: string): string => inLanguage(two, () => tellReason(text));
    assert.equal(tell('Of 5 bytes 3 arrived.'), '3 / 5');
    for (const other of ['Of 5 bytes', 'Of  bytes arrived.', '5 bytes 3 arrived.', 'Of 5 3 arrived.'])
      assert.equal(tell(other), other);
  });
});

describe('The language', () => {
  for (const [culture, language] of [
    ['ja-JP', 'ja'],
    ['ja', 'ja'],
    ['JA-jp', 'ja'],
    ['en-GB', 'en'],
    ['de-DE', 'en'],
    ['', 'en'],
    ['jav', 'en'],
    ['../../ja', 'en'],
    [undefined, 'en'],
  ] as const) {
    it(`is ${language} for ${culture ?? 'no culture'}`, () => {
      assert.equal(languageOf(culture), language);
    });
  }
});

describe('Names that a device gives', () => {
  const [japanese] = others;
  const any = rule as unknown as AnyRule;

  it('stay inert in Japanese too', () => {
    const hostile = 'EDGE{host}\u001b[2J\u202e$(calc)-EFLOW';
    const facts = Object.fromEntries(
      factIds.map((id) => [id, { ok: true, value: id === 'host.vmName' ? hostile : { computerName: 'HOST-1' } }]),
    ) as unknown as FactTable;
    const [found] = inLanguage(japanese!.catalogue, () =>
      runRule(any, facts, { now: new Date(0), device: 'HOST-1', profile: {} } as never),
    );
    assert.match(found!.message, /EDGE\{host\}\\u001b\[2J\\u202e\$\(calc\)/);
    assert.match(found!.message, /この Windows の名前は HOST-1/);
  });
});
