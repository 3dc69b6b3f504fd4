// @ts-check
// Mocha's spec reporter, plus: every skip is printed with its reason, and counts and failures go to a file for the summary.
import { writeFileSync } from 'node:fs';
import mocha from 'mocha';

export default class CountingReporter extends mocha.reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const counts = { passed: 0, failed: 0, skipped: 0, failures: /** @type {string[]} */ ([]) };
    runner.on('pass', () => (counts.passed += 1));
    runner.on('fail', (test, error) => {
      counts.failed += 1;
      counts.failures.push(`${test.fullTitle()}: ${`${error.message}`.slice(0, 2_000)}`);
    });
    runner.on('pending', (test) => {
      counts.skipped += 1;
      console.log(
        `    SKIPPED ${test.fullTitle()}: ${/** @type {{skipReason?: string}} */ (test).skipReason ?? 'no reason given'}`,
      );
    });
    runner.on('end', () => writeFileSync(/** @type {string} */ (process.env['MOCHA_COUNTS']), JSON.stringify(counts)));
  }
}
