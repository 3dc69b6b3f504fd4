import assert from 'node:assert/strict';
import { readRepairReply } from '../../../core/src/repairs/repairReply.js';

const encode = (text: string) => Buffer.from(text).toString('base64');

describe("Reading the guest's answer to a repair", () => {
  it('finds the line among noise, with Windows line ends', () => {
    const reply = `Welcome\r\nEFLOWNETDIAG abcd1234 applied ${encode('live')} ff01  \r\n\r\n`;
    assert.deepEqual(readRepairReply('abcd1234', reply), {
      ok: true,
      state: 'applied',
      message: 'live',
      detail: 'ff01',
    });
  });

  const failures: [string, string][] = [
    ['nothing', ''],
    ['a missing program of another nonce', '@ffff0000:M:sudo'],
    ['another nonce', `EFLOWNETDIAG ffff0000 applied ${encode('live')} -`],
    ['a line inside another', `x EFLOWNETDIAG abcd1234 applied ${encode('live')} -`],
    ['a detail that is none', `EFLOWNETDIAG abcd1234 applied ${encode('live')} $(id)`],
    ['a cut line', 'EFLOWNETDIAG abcd1234 applied'],
  ];
  for (const [title, reply] of failures) {
    it(`is no success with ${title}`, () =>
      assert.deepEqual(readRepairReply('abcd1234', reply), {
        ...{ ok: false, state: 'failed', message: 'The guest gave no answer that could be read.', detail: null },
      }));
  }

  it('says which program the guest lacks', () => {
    assert.deepEqual(readRepairReply('abcd1234', ' @abcd1234:M:sudo \r\n'), {
      ...{ ok: false, state: 'failed', detail: null },
      message: 'The guest has no sudo that can be used; nothing was changed.',
    });
  });

  it('takes a message without the line ends around it, and no detail for none', () => {
    const { message, detail } = readRepairReply('abcd1234', `EFLOWNETDIAG abcd1234 reverted ${encode('gone\n\n')}`);
    assert.deepEqual([message, detail], ['gone', null]);
  });

  for (const state of ['drift', 'busy', 'failed']) {
    it(`tells ${state} as it is`, () => {
      assert.deepEqual(readRepairReply('abcd1234', `EFLOWNETDIAG abcd1234 ${state} ${encode('why')} -`), {
        ok: false,
        state,
        message: 'why',
        detail: null,
      });
    });
  }
});
