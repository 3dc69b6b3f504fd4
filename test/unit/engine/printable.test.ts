import assert from 'node:assert/strict';
import { allPrintable, printable } from '../../../core/src/engine/printable.js';

/** By their kinds in Unicode: what a terminal obeys, what ends a line, what turns its direction, and what has no width. */
const obeyed = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u180e\u200b-\u200d\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

describe('Text that a terminal may show', () => {
  it('has no character left that it obeys, and every other as it was', () => {
    for (let code = 0; code < 0x1_0000; code += 1) {
      const char = String.fromCharCode(code);
      if (obeyed.test(char)) assert.equal(printable(`a${char}b`), `a\\u${code.toString(16).padStart(4, '0')}b`);
      else assert.equal(printable(char), char, code.toString(16));
    }
  });

  it('is so at any depth of an answer, but for an edit of a file', () => {
    assert.deepEqual(allPrintable({ a: ['\u001b', { b: 'x\u202e' }], n: 1, none: null, edit: { insert: '{\n}' } }), {
      ...{ a: ['\\u001b', { b: 'x\\u202e' }], n: 1, none: null },
      edit: { insert: '{\n}' },
    });
  });
});
