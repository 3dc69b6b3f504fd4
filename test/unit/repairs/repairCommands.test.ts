import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { RepairPlan } from '../../../core/src/contract/plan.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { repairCommands, repairScript } from '../../../core/src/repairs/repairCommands.js';

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
  const run = { nonce: 'abcd1234', run: '00000000000000aa', backup: null, revertAfterSeconds: 60 };
  it('carry our own script', () => {
    const { apply } = repairCommands(plan, run);
    const body = /echo ([A-Za-z0-9+/=]+)\|/.exec(apply)?.[1] ?? '';
    assert.equal(gunzipSync(Buffer.from(body, 'base64')).toString(), repairScript);
  });

  const operation = (kind: string, position: number): string[] => [
    ...[kind, 'nft', 'INPUT', String(position), String(insert.rule.length)],
    ...insert.rule,
  ];

  it('name what is to be done, in arguments', () => {
    const { apply, commit, settle, revert, unapply, uncommit } = repairCommands(plan, run);
    const operations = operation('insertRule', 4);
    const seen = (command: string): string[] => argumentsSeen(command).slice(0, -operations.length);
    for (const command of [apply, commit, settle, revert, unapply, uncommit])
      assert.deepEqual(argumentsSeen(command).slice(-operations.length), operations);
    assert.deepEqual(seen(apply), ['abcd1234', 'apply', run.run, '60', plan.basis, '-']);
    assert.deepEqual(seen(commit), ['abcd1234', 'commit', run.run, 'no']);
    assert.deepEqual(seen(settle), ['abcd1234', 'settle', run.run, '-']);
    assert.deepEqual(seen(revert), ['abcd1234', 'revert', run.run, '-']);
    assert.deepEqual(seen(unapply), ['abcd1234', 'unapply', run.run, '60', '-', '-']);
    assert.deepEqual(seen(uncommit), ['abcd1234', 'uncommit', run.run, '-']);
  });

  it('carry every step in its order', () => {
    const steps = [insert, { ...insert, kind: 'persistRule' as const, position: 3 }];
    const both = repairCommands({ ...plan, steps }, run);
    assert.deepEqual(argumentsSeen(both.commit).slice(4), [
      ...operation('insertRule', 4),
      ...operation('persistRule', 3),
    ]);
  });

  it('say what the guest must still get to, and whether the rule must have met a packet', () => {
    const checks = [
      { kind: 'keep', from: 'vm', address: 'hub.example', port: 8883, protocol: 'tcp', text: '' },
      { kind: 'keep', from: 'vm', address: 'registry.example', port: 443, protocol: 'tcp', text: '' },
      { kind: 'keep', from: 'vm', address: '$(id)', port: 443, protocol: 'tcp', text: '' },
      { kind: 'keep', from: 'host', address: '10.0.0.2', port: 443, protocol: 'tcp', text: '' },
      { kind: 'connect', from: 'vm', address: '10.0.0.3', port: 443, protocol: 'tcp', text: '' },
      { kind: 'count', from: 'host', address: '10.0.0.1', port: 53, protocol: 'udp', text: '' },
    ] as const;
    const kept = repairCommands({ ...plan, checks: [...checks] }, run);
    assert.equal(argumentsSeen(kept.apply)[5], 'hub.example:8883,registry.example:443');
    assert.equal(argumentsSeen(kept.unapply)[5], 'hub.example:8883,registry.example:443');
    assert.equal(argumentsSeen(kept.commit)[3], 'yes');
  });

  describe('refuse a rule that does not carry our mark:', () => {
    const mark = 'eflownetdiag:0123456789abcdef';
    for (const rule of [
      ['-j', 'ACCEPT'],
      ['--comment', 'mine', '-j', 'ACCEPT'],
      ['--comment', `${mark}0`],
      ['-j', mark],
    ])
      it(rule.join(' '), () => {
        assert.throws(() => repairCommands({ ...plan, steps: [{ ...insert, rule }] }, run), {
          ...{ id: 'RuleNotOurs', message: 'A rule of this plan does not carry our mark.', target: rule.join(' ') },
        });
      });
  });

  it('refuse a plan in which nothing is to be done', () => {
    assert.throws(() => repairCommands({ ...plan, steps: [] }, run), {
      ...{ id: 'PlanHasNoSteps', message: 'There is nothing to be done in this plan.' },
    });
  });

  const allowed = fc.constantFrom('a', 'Z', '0', ' ', '-', '.', '/', ':');
  /** What is allowed, with one piece among it that a shell would look at; and anything at all. */
  const word = fc.oneof(
    fc
      .tuple(
        fc.string({ unit: allowed, maxLength: 4 }),
        fc.constantFrom("'", "';id;'", "' 'x", '$(id)', '`id`', '"', '\\', '\n', '\u2019', ';id', '|', '&', '*', ''),
        fc.string({ unit: allowed, maxLength: 4 }),
      )
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('let no word of a plan become shell text', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), (words) => {
        const rule = [...words, '--comment', 'eflownetdiag:0123456789abcdef'];
        try {
          const hostile = repairCommands({ ...plan, steps: [{ ...insert, rule }] }, run);
          assert.deepEqual(argumentsSeen(hostile.apply).slice(11), rule);
        } catch (error) {
          assert.ok(error instanceof CoreFault && error.id === 'GuestArgumentUnsafe', String(error));
        }
      }),
      { numRuns: 200 },
    );
  });
});
