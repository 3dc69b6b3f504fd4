// A guest that was taken over knows the nonce of the question, and says under it what it likes.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerLine } from '../../../core/src/answer.js';
import { printable } from '../../../core/src/engine/printable.js';
import { english } from '../../../core/src/texts/say.js';
import { snapshotOf } from '../../support/snapshots.js';

const nonce = 'abcd1234';
const surroundings = {
  textsIn: () => english,
  readFile: () => JSON.stringify(snapshotOf()),
  randomHex: (bytes: number) => '5a'.repeat(bytes),
  log: () => undefined,
};
const source = { from: 'file', path: 'device.json' };
const replyOf = (state: string, message: string): string =>
  `EFLOWNETDIAG ${nonce} ${state} ${Buffer.from(message).toString('base64')} -`;

const pieces = fc.constantFrom(
  ...['\u001b[2J', '\u001b]0;mine\u0007', '\u009b31m', '\u202e', '\u2028', '\r', '\n', '\t', '\u0000', '\u200b'],
  ...[
    'taken back',
    'FILE\t-\t',
    'FILE\t',
    '10.0.0.53\tcontoso-hub.azure-devices.net\tanswered\tNOERROR\t40.1.1.1',
    '{tool}',
  ],
);
const message = fc
  .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 12 })
  .map((parts) => parts.join(''));

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe('What a guest says of a repair', () => {
  const questions: readonly [string, object][] = [
    ['of a step', { kind: 'repairResult' }],
    ['of the servers that it asked', { kind: 'planDns', source, servers: ['10.0.0.53'] }],
    ['of the file of its engine', { kind: 'planDns', source, servers: ['10.0.0.53'], engine: true }],
  ];
  for (const [title, question] of questions)
    it(`${title} is shown without what a terminal obeys`, () =>
      fc.assert(
        fc.asyncProperty(fc.constantFrom('applied', 'drift', 'asked', 'failed'), message, async (state, words) => {
          const request = { contract: 1, ...question, nonce, reply: replyOf(state, words) };
          const { response, exit } = await answerLine(JSON.stringify(request), surroundings);
          assert.equal(exit, 'done', JSON.stringify(response));
          assert.deepEqual(
            textsIn(response).filter((text) => printable(text) !== text),
            [],
          );
        }),
        { numRuns: 60 },
      )).timeout(60_000);

  it('is cut where it never ends', async () => {
    const request = { contract: 1, kind: 'repairResult', nonce, reply: replyOf('failed', 'why '.repeat(9_000)) };
    const { response } = await answerLine(JSON.stringify(request), surroundings);
    assert.ok(response.kind === 'repairResult');
    assert.equal(response.message.length, 1_000);
  });
});
