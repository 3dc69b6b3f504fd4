import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding, Outcome } from '../../core/src/contract/finding.js';
import { faultsOfCommand } from './remedyCommand.js';
import { findingsBeside, findingsFor, verdictFor, type Change } from './snapshots.js';

interface Story {
  /** What the device is like, put together from left to right. */
  readonly device: readonly Change[];
  /** Another VM on the same switch, looked at as well. */
  readonly control?: readonly Change[];
  /** Every finding that is no pass, in order: outcome, rule, and the rule that it is folded under. */
  readonly findings: readonly (readonly [Exclude<Outcome, 'pass' | 'notApplicable'>, string, string?])[];
  /** Notes that are worth a look: passes of these rules whose message holds these words. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Words that the first finding must say. */
  readonly says?: readonly string[];
  /** What the evidence of the first finding must hold. */
  readonly evidence?: readonly string[];
  /** Commands that the first finding must give. */
  readonly commands?: readonly string[];
}

const shown = ({ outcome, rule, causedBy }: Finding): readonly [string, string, string?] =>
  causedBy === null ? [outcome, rule] : [outcome, rule, causedBy];

/**
 * A real case, told in `story.md`: its device is judged whole, and every finding that is no pass is expected, in order.
 * A false alarm fails it as a missing finding does.
 */
export const story = (
  folder: string,
  { device, control, findings, notes = {}, says = [], evidence = [], commands = [] }: Story,
): void => {
  describe(`Story ${folder}`, () => {
    const all = control === undefined ? findingsFor(...device) : findingsBeside(control, ...device);
    const odd = all.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable');

    it('is told, with its source', () => {
      const page = path.join('test/cases', folder, 'story.md');
      assert.ok(existsSync(page), `${page} is missing`);
      assert.match(readFileSync(page, 'utf8'), /^# .+\n\n\*\*Source:\*\* .+/);
    });

    it('has these findings, in this order, and no others', () => {
      assert.deepEqual(odd.map(shown), findings, odd.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
    });

    it('has a verdict that says so', () => {
      const verdict = verdictFor(...device);
      const worst = (['fail', 'unknown', 'error'] as const).find((one) => odd.some(({ outcome }) => outcome === one));
      assert.equal(verdict?.outcome, worst === 'error' ? 'unknown' : (worst ?? 'pass'));
      assert.equal(verdict.severity, 'information');
    });

    it('gives commands that can be typed as they stand', () => {
      const given = all.flatMap(({ remedy }) => remedy.flatMap(({ command }) => command ?? []));
      for (const command of new Set(given)) assert.deepEqual(faultsOfCommand(command), [], command);
    });

    if (says.length + evidence.length + commands.length > 0) {
      it('begins with what to mend first', () => {
        const [first] = odd;
        assert.ok(first !== undefined);
        for (const words of says) assert.ok(first.message.includes(words), `${words} is not in: ${first.message}`);
        const seen = JSON.stringify(first.evidence);
        for (const words of evidence) assert.ok(seen.includes(words), `${words} is not in: ${seen}`);
        const given = first.remedy.flatMap(({ command }) => (command === null ? [] : [command]));
        for (const command of commands)
          assert.ok(given.includes(command), `${command} is not among: ${given.join(' | ')}`);
      });
    }

    for (const [rule, words] of Object.entries(notes)) {
      it(`says as information: ${rule}`, () => {
        const note = all.find((one) => one.rule === rule);
        assert.equal(note?.outcome, 'pass');
        assert.equal(note.severity, 'information');
        assert.ok(note.message.includes(words), note.message);
      });
    }
  });
};
