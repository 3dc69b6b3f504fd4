// What the core loads for a request: nothing that only requests of another kind need.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { partsFor } from '../../../scripts/bench/core.mjs';
import { buildCore } from '../../../scripts/build.mjs';

const folder = 'build/parts-test';

describe('The parts of the core', () => {
  let parts: Awaited<ReturnType<typeof buildCore>>['outputs'];
  before(async () => (parts = (await buildCore(folder)).outputs));
  after(() => rmSync(folder, { recursive: true }));

  const sourcesFor = (handler: string): readonly string[] =>
    [...partsFor(parts, `core/src/handlers/${handler}.ts`)].flatMap((file) => Object.keys(parts[file]?.inputs ?? {}));

  const apart: readonly [string, RegExp][] = [
    [
      'judging',
      /^core\/src\/(contract\/(\w+Plan|plan|trace|report|firewallRule)\.ts|repairs\/|report\/|trace\/|redact\/)/,
    ],
    ['looking', /^core\/src\/(contract\/(\w+Plan|plan|trace|report|firewallRule)\.ts|rules\/|repairs\/|report\/)/],
  ];
  for (const [handler, others] of apart)
    it(`load for ${handler} nothing that only others need`, () => {
      assert.deepEqual(
        sourcesFor(handler).filter((source) => others.test(source)),
        [],
      );
    });
});
