// Numbers, dates, letters and calendars of other cultures: what is collected and judged is the same everywhere.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { playAll, type Play } from '../stand-ins/stage.js';
import { inPowerShell, projectRoot, quoted, scratchFolder, speak, type Seen } from './support.js';

// de-DE: a comma in numbers. tr-TR: an i that is no I. ar-SA: another calendar, and in it the year 1447. ja-JP: other texts.
const cultures = ['de-DE', 'tr-TR', 'ar-SA', 'ja-JP'] as const;

interface Judged {
  readonly Rule: string;
  readonly Outcome: string;
  readonly Remedy: readonly { readonly Command: string | null }[];
  readonly CollectedAt: string;
}

const skeleton = (findings: readonly Judged[]): readonly unknown[] =>
  findings.map(({ Rule, Outcome, Remedy, CollectedAt }) => [
    Rule,
    Outcome,
    Remedy.map(({ Command }) => Command),
    CollectedAt,
  ]);

describe('In another culture', () => {
  const folder = scratchFolder();
  const node = `-NodePath ${quoted(process.execPath)}`;
  // A wildcard to PowerShell, and a blank: a path is taken as it is.
  const awkward = path.join(folder, 'a device [1] i.json');
  const judge = (before: string): Promise<Seen<Judged>> =>
    inPowerShell<Judged>(`${before}; Test-EflowNetwork -All -Snapshot ${quoted(awkward)} ${node}`);

  before(() => {
    copyFileSync(path.join(projectRoot, 'samples/published-port-blocked.json'), awkward);
  });

  describe('a snapshot is judged the same', () => {
    let usual: readonly unknown[];

    before(async () => {
      const { output, thrown } = await judge(speak('en-US'));
      assert.equal(thrown, null);
      assert.ok(output.length > 50);
      usual = skeleton(output);
    });

    for (const culture of cultures) {
      it(culture, async () => {
        const { output, thrown } = await judge(speak(culture));
        assert.equal(thrown, null);
        assert.deepEqual(skeleton(output), usual);
      });
    }
  });

  describe('the host is read the same', () => {
    const savedIn = (culture: string): string => path.join(folder, `saved-${culture}.json`);
    const load = `Import-Module -Name ${quoted(path.join(projectRoot, 'EflowNetDiag.psd1'))}`;
    let plays: Record<string, Play>;

    before(async function () {
      this.timeout(300_000);
      plays = await playAll(
        Object.fromEntries(
          ['en-US', ...cultures].map((culture) => [
            culture,
            {
              script: `${speak(culture)}; ${load}; $null = Save-EflowNetSnapshot -Path ${quoted(savedIn(culture))} ${node}`,
              standIn: { guestCommand: ['true'] },
            },
          ]),
        ),
      );
    });

    const read = (culture: string): Snapshot => JSON.parse(readFileSync(savedIn(culture), 'utf8')) as Snapshot;
    /** What differs from one look to the next. */
    const steady = ({ facts }: Snapshot): Readonly<Record<string, unknown>> =>
      Object.fromEntries(
        Object.entries(facts)
          .filter(([id]) => id.startsWith('host.') && id !== 'host.system' && id !== 'host.events')
          .map(([id, envelope]) => [
            id,
            JSON.stringify({ ...envelope, tookMs: 0 })
              .replace(/\[\d\d\/\d\d\/\d{4} [\d:]+\]/g, '[now]')
              .replace(/"loginWrittenAt":"20[^"]*"/, ''),
          ]),
      );

    for (const culture of cultures) {
      it(culture, () => {
        assert.equal(plays[culture]?.thrown, null, JSON.stringify(plays[culture]?.thrown));
        const seen = read(culture);
        assert.match(seen.collectedAt, /^20\d\d-\d\d-\d\dT/);
        assert.deepEqual(steady(seen), steady(read('en-US')));
      });
    }
  });
});
