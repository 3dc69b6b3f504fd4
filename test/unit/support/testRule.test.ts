// The harness of the rules can fail: each mistake that it is there for, planted alone in a good rule, is found.
import assert from 'node:assert/strict';
import type { AnyRule, Rule } from '../../../core/src/engine/rule.js';
import rule from '../../../core/src/rules/dev/DEV003-memory-short.js';
import { testRule, type RuleCases } from '../../support/testRule.js';

type Cases = RuleCases<object, string>;
type Test = readonly [name: string, body: () => void];

const enough = { 'guest.memory': { totalKb: 2_000_000, availableKb: 900_000 } };
const short = { 'guest.memory': { totalKb: 2_000_000, availableKb: 20_000 } };
const good: Cases = {
  pass: [{ name: 'memory enough', facts: enough }],
  fail: [{ name: 'no memory left', facts: short, messages: ['short'] }],
  notApplicable: [],
};

/** The tests that the harness would run. */
const testsOf = (one: AnyRule, cases: Cases): readonly Test[] => {
  const tests: Test[] = [];
  const { describe: realDescribe, it: realIt } = globalThis;
  Object.assign(globalThis, {
    describe: (_name: string, body: () => void) => {
      body();
    },
    it: (name: string, body: () => void) => {
      tests.push([name, body]);
    },
  });
  try {
    testRule(one as unknown as Rule, cases as never);
  } finally {
    Object.assign(globalThis, { describe: realDescribe, it: realIt });
  }
  return tests;
};

const failuresOf = (one: AnyRule, cases: Cases): readonly string[] =>
  testsOf(one, cases).flatMap(([name, body]) => {
    try {
      body();
      return [];
    } catch {
      return [name];
    }
  });

const original = rule as unknown as AnyRule;
const check = original.check.bind(original) as unknown as (facts: object, ...rest: readonly unknown[]) => undefined;
const changed = (change: Partial<Record<keyof AnyRule, unknown>>): AnyRule => ({ ...original, ...change }) as AnyRule;
const checking = (before: (facts: Record<string, unknown>, report: (said: unknown) => void) => void) => ({
  check: (facts: Record<string, unknown>, report: (said: unknown) => void, context: unknown) => {
    before(facts, report);
    check(facts, report, context);
  },
});
const message = original.messages['short'];

/** Says the name of a device in a command. */
const naming = (command: string): AnyRule =>
  changed({
    messages: { short: { text: 'It is short.', remedy: [{ text: 'Do.', command }] } },
    ...checking((facts, report) => {
      const { name } = facts['guest.memory'] as { name?: string };
      if (name === undefined) return;
      report({
        message: 'short',
        target: 'memory',
        data: { name, total: 2, available: 1, quotedMore: 3 },
        evidence: [],
      });
    }),
  });
const named: Cases = {
  ...good,
  fail: [{ name: 'x', facts: { 'guest.memory': { ...enough['guest.memory'], name: 'eth0' } }, messages: ['short'] }],
};
const turns = 'says and proposes nothing that a name of the device can turn into a command';

describe('The harness of the rules', () => {
  it('is content with a good rule', () => {
    assert.deepEqual(failuresOf(original, good), []);
    assert.ok(testsOf(original, good).length >= 8);
  });

  const reads = 'reads the facts that it declares, and no others';
  const mistakes: readonly [what: string, one: AnyRule, cases: Cases, found: string][] = [
    [
      'a fact that is read and not declared',
      changed(checking((facts) => assert.equal(facts['guest.clock'], undefined))),
      good,
      reads,
    ],
    ['a fact that is declared and not read', changed({ uses: ['guest.clock'] }), good, reads],
    [
      'a fact that is needed and declared as of use only',
      changed({ requires: [], uses: ['guest.memory'] }),
      good,
      'still judges without guest.memory',
    ],
    [
      'a needed fact that the cases do not have',
      changed({ requires: ['guest.memory', 'guest.clock'] }),
      good,
      'does not know without guest.memory, and says so',
    ],
    [
      'a message that no case says',
      changed({ messages: { ...original.messages, never: message } }),
      good,
      'says each of its messages in some case',
    ],
    ['no case that fails', original, { ...good, fail: [] }, 'has a case that passes and one that fails'],
    ['no case that passes', original, { ...good, pass: [] }, 'has a case that passes and one that fails'],
    [
      'a remark that no case asks for',
      changed({ messages: { short: { ...message, note: true } } }),
      { ...good, pass: [{ name: 'x', facts: short }] },
      'is content with x',
    ],
    [
      'a place that is not shown',
      original,
      { ...good, fail: [{ name: 'x', facts: short, messages: ['short'], shows: ['guest.disk'] }] },
      'reports x',
    ],
    [
      'a gap in what is shown',
      changed(
        checking((_facts, report) => {
          report({
            message: 'short',
            target: 'memory',
            data: { total: 2, available: 1, quotedMore: 3 },
            evidence: [{ fact: 'guest.memory', path: '', observed: ['20 MB', undefined], expected: 'more' }],
          });
        }),
      ),
      { ...good, fail: [{ name: 'x', facts: short, messages: ['short', 'short'] }] },
      'reports x',
    ],
    ['a false alarm', original, { ...good, pass: [{ name: 'x', facts: short }] }, 'is content with x'],
    [
      'a fault that is missed',
      original,
      { ...good, fail: [{ name: 'x', facts: enough, messages: ['short'] }] },
      'reports x',
    ],
    [
      'a fault that is unknown instead',
      original,
      { ...good, unknown: [{ name: 'x', facts: short, says: 'memory' }] },
      'cannot know: x',
    ],
    [
      'a fault that is said, and called unknown besides',
      changed({
        check: (facts: object, report: unknown, context: unknown) => {
          check(facts, report, context);
          return { unknown: 'memory' };
        },
      }),
      good,
      'reports no memory left',
    ],
    [
      'a fault that is called of no concern',
      original,
      { ...good, notApplicable: [{ name: 'x', facts: short }] },
      'does not concern x',
    ],
    [
      'another target than is said',
      original,
      { ...good, fail: [{ name: 'x', facts: short, messages: ['short'], targets: ['disk'] }] },
      'reports x',
    ],
    [
      'words that are not said',
      original,
      { ...good, fail: [{ name: 'x', facts: short, messages: ['short'], says: ['disk'] }] },
      'reports x',
    ],
    [
      'other commands than are given',
      original,
      { ...good, fail: [{ name: 'x', facts: short, messages: ['short'], commands: ['Stop-EflowVm'] }] },
      'reports x',
    ],
    [
      'facts that are changed',
      changed(checking((facts) => Object.assign(facts['guest.memory'] as object, { availableKb: 0 }))),
      good,
      'is content with memory enough',
    ],
    [
      'a placeholder that is left',
      changed({ messages: { short: { ...message, text: 'It is {of}.' } } }),
      good,
      'reports no memory left',
    ],
    [
      'a command that cannot be typed',
      changed({ messages: { short: { ...message, remedy: [{ text: 'Do.', command: 'Get-Memory $x' }] } } }),
      good,
      'reports no memory left',
    ],
    ['a name that PowerShell would read', naming('Get-VM -Name {name}'), named, turns],
    ['a name between quotes that it ends', naming("Get-VM -Name '{name}'"), named, turns],
    ['a name that a shell would read', naming("Invoke-EflowVmCommand 'ip link show {name}'"), named, turns],
    [
      'a case twice',
      original,
      { ...good, pass: [...good.pass, { name: 'again', facts: enough }] },
      'has no case twice',
    ],
    ['a page that is missing', changed({ id: 'DEV999' }), good, 'has a page with the four headings'],
    ['a guide row that the page does not cite', changed({ guide: ['G99'] }), good, 'has a page with the four headings'],
    [
      'a repair that there is not',
      changed({ messages: { short: { ...message, repair: 'magic' } } }),
      good,
      'names only repairs that there are',
    ],
    ['a bug in the check', changed({ check: () => assert.fail('bug') }), good, 'is content with memory enough'],
  ];

  for (const [what, one, cases, found] of mistakes) {
    it(`finds ${what}`, () => {
      const failures = failuresOf(one, cases);
      assert.ok(failures.includes(found), `it found: ${failures.join(' | ') || 'nothing'}`);
    });
  }
});
