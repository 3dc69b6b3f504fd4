import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { RepairPlan } from '../../../core/src/contract/plan.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import repairScript from '../../../core/src/repairs/repair.sh';
import { repairCommands } from '../../../core/src/repairs/repairCommands.js';

const plan = RepairPlan.parse(JSON.parse(readFileSync('test/contract/examples/RepairPlan/needed.json', 'utf8')));
const [insert] = plan.steps;
assert.ok(insert);

/** The arguments that the guest's bash sees, according to a real shell. */
const argumentsSeen = (command: string): string[] => {
  const tail = /bash -s -- (.*)\|head -c \d+$/.exec(command)?.[1] ?? '';
  const { stdout } = spawnSync('sh', ['-c', `set -- ${tail}; for seen; do printf '%s\\0' "$seen"; done`], {
    encoding: 'utf8',
  });
  return stdout.split('\0').slice(0, -1);
};

describe('The commands of a repair', () => {
  const { apply, commit, revert } = repairCommands(plan, 'abcd1234', 60);

  it('carry our own script', () => {
    const body = /echo ([A-Za-z0-9+/=]+)\|/.exec(apply)?.[1] ?? '';
    assert.equal(gunzipSync(Buffer.from(body, 'base64')).toString(), repairScript);
  });

  it('name what is to be done, in arguments', () => {
    const rule = insert.rule;
    assert.deepEqual(argumentsSeen(apply), [
      'abcd1234',
      'apply',
      plan.id,
      'nft',
      'INPUT',
      '4',
      plan.basis,
      '60',
      ...rule,
    ]);
    assert.deepEqual(argumentsSeen(commit), ['abcd1234', 'commit', plan.id, 'nft', 'INPUT', '1', 'no', ...rule]);
    assert.deepEqual(argumentsSeen(revert), ['abcd1234', 'revert', plan.id]);
  });

  it('persist where the plan says so, and change nothing live where it does not', () => {
    const saved = repairCommands({ ...plan, steps: [{ ...insert, kind: 'persistRule', position: 3 }] }, 'abcd1234', 60);
    assert.deepEqual(argumentsSeen(saved.apply).slice(4, 6), ['INPUT', '0']);
    assert.deepEqual(argumentsSeen(saved.commit).slice(4, 7), ['INPUT', '3', 'yes']);
  });

  it('refuse a plan in which nothing is to be done', () => {
    assert.throws(() => repairCommands({ ...plan, steps: [] }, 'abcd1234', 60), CoreFault);
  });

  it('let no word of a plan become shell text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (rule) => {
        try {
          const hostile = repairCommands({ ...plan, steps: [{ ...insert, rule }] }, 'abcd1234', 60);
          assert.deepEqual(argumentsSeen(hostile.apply).slice(8), rule);
        } catch (error) {
          assert.ok(error instanceof CoreFault && error.id === 'GuestArgumentUnsafe', String(error));
        }
      }),
      { numRuns: 200 },
    );
  });
});
