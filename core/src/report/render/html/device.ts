import type { DnsReportRow } from '../../../contract/dnsReport.js';
import type { DeviceAbout, DeviceReport } from '../../../contract/report.js';
import type { SuppressionUse } from '../../../contract/suppression.js';
import { VERDICT } from '../../../engine/verdict.js';
import { suppressionState } from '../../../model/suppressionWords.js';
import { say } from '../../../texts/say.js';
import { isFault } from '../../hops.js';
import { countOf, standingOf, suppressedIn, treesOf, verdictOf } from '../standing.js';
import { answerWord, layerWord, outcomeWord } from '../words.js';
import { findingFold } from './findings.js';
import { markup, type Html } from './html.js';
import { picture } from './picture.js';
import { trails } from './trails.js';

/** Tells one look from another, where a page has several. */
const lookOf = ({ device, collectedAt }: DeviceReport): string => `${device}, ${collectedAt}`;

const counts = (report: DeviceReport): Html => {
  const hushed = suppressedIn(report).length;
  const outcomes = ['fail', 'unknown', 'error', 'pass', 'notApplicable'] as const;
  return markup`<ul class="counts">
    ${outcomes.map((outcome) => markup`<li><b>${countOf(report, outcome)}</b> ${outcomeWord(outcome)}</li>`)}${hushed === 0 ? null : markup`<li><b>${hushed}</b> ${say('suppressed')}</li>`}
  </ul>`;
};

const about = (words: DeviceAbout): Html => {
  const rows: [string, string][] = [
    ['EFLOW', words.release],
    [say('System of the VM'), words.system],
    [say('Virtual switch'), words.switch],
    [say('Address of the VM'), `${words.address} (${words.allocation})`],
    [say('Upstream'), `${words.upstream} (${words.protocol})`],
  ];
  return markup`<dl class="about">
    ${rows.map(
      ([key, value]) =>
        markup`<dt>${key}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
};

const defaultWords = (report: DeviceReport): string =>
  standingOf(report) === 'ok'
    ? say('No fault was found.')
    : say('{count} faults were found.', { count: countOf(report, 'fail') });

const verdict = (report: DeviceReport): Html =>
  markup`<section class="verdict ${standingOf(report)}" aria-label="${say('Verdict')}: ${lookOf(report)}">
    <h2>${say('Verdict')}</h2>
    <p>${verdictOf(report)?.message ?? defaultWords(report)}</p>
    ${counts(report)}${report.about === null ? null : about(report.about)}
  </section>`;

const answer = ({ state, tookMs }: DnsReportRow['udp']): string =>
  tookMs === null ? answerWord(state) : `${answerWord(state)} (${Math.round(tookMs)} ms)`;

const dnsRow = (row: DnsReportRow): Html => {
  const kind = { works: 'ok', fails: 'fail', unknown: 'unknown', unused: 'soft' }[row.verdict];
  const mark = { works: '✓', fails: '✗', unknown: '?', unused: '–' }[row.verdict];
  return markup`<tr>
    <td>${layerWord(row.layer)}${row.scope === '' ? null : markup`<br /><span class="soft">${row.scope}</span>`}</td>
    <td class="server"><code>${row.server === '' ? '–' : row.server}</code></td>
    <td>${answer(row.udp)}</td>
    <td>${answer(row.tcp)}</td>
    <td><span class="mark ${kind}" aria-hidden="true">${mark}</span> ${row.message}</td>
  </tr> `;
};

const dns = (report: DeviceReport): Html | null =>
  report.dns.length === 0
    ? null
    : markup`<h2>${say('Name resolution, layer by layer')}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="${say('Name resolution, layer by layer')}: ${lookOf(report)}">
          <table>
            <thead>
              <tr>
                <th scope="col">${say('Layer')}</th>
                <th scope="col">${say('Server')}</th>
                <th scope="col">UDP</th>
                <th scope="col">TCP</th>
                <th scope="col">${say('What that means')}</th>
              </tr>
            </thead>
            <tbody>
              ${report.dns.map(dnsRow)}
            </tbody>
          </table>
        </div>`;

const folded = (report: DeviceReport, wanted: readonly string[], title: string, openFirst: boolean): Html | null => {
  const findings = report.findings.filter((one) => one !== verdictOf(report) && wanted.includes(kindOf(one)));
  if (findings.length === 0) return null;
  return markup`<h2>${title}</h2>
    ${treesOf(findings).map((tree, index) => findingFold(tree, openFirst && index === 0))}`;
};

const kindOf = (one: DeviceReport['findings'][number]): string => {
  if (one.suppressed !== null) return 'suppressed';
  return one.outcome === 'fail' && !isFault(one) ? 'note' : one.outcome;
};

const suppressionRow = ({ rule, target, expires, state, reason }: SuppressionUse): Html =>
  markup`<tr>
    <td><b>${rule}</b></td>
    <td>${target}</td>
    <td class="when">${expires}</td>
    <td>${suppressionState(state)}</td>
    <td>${reason}</td>
  </tr> `;

const suppressions = (report: DeviceReport): Html | null =>
  report.suppressions.length === 0
    ? null
    : markup`<h2>${say('Suppressions of the profile')}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="${say('Suppressions of the profile')}: ${lookOf(report)}">
          <table>
            <thead>
              <tr>
                <th scope="col">${say('Rule')}</th>
                <th scope="col">${say('Target')}</th>
                <th scope="col">${say('Until')}</th>
                <th scope="col">${say('State')}</th>
                <th scope="col">${say('Reason')}</th>
              </tr>
            </thead>
            <tbody>
              ${report.suppressions.map(suppressionRow)}
            </tbody>
          </table>
        </div>`;

const well = ({ findings }: DeviceReport, id: string): Html | null => {
  const passed = findings.filter(({ outcome, rule }) => outcome === 'pass' && rule !== VERDICT);
  if (passed.length === 0) return null;
  const items = passed.map(
    ({ rule, title, target }) => markup`<li><b>${rule}</b> ${title} <span class="soft">(${target})</span></li>`,
  );
  return markup`<h2 id="${id}-well">${say('What is well')}</h2>
    <details>
      <summary>${say('{count} checks are well', { count: passed.length })}</summary>
      <div>
        <ul>
          ${items}
        </ul>
      </div>
    </details>`;
};

/** All that is to be said of one device; the verdict first. */
export const deviceSection = (report: DeviceReport, id: string): Html =>
  markup`${verdict(report)}
    <h2>${say('The path')}</h2>
    ${picture(report.path, id, lookOf(report))}
    <div id="${id}-findings">${folded(report, ['fail'], say('What to mend, in this order'), true)}</div>
    ${folded(report, ['unknown', 'error'], say('What could not be judged'), false)}
    ${folded(report, ['note'], say('Worth knowing'), false)}
    ${folded(report, ['suppressed'], say('Known and suppressed'), false)}${suppressions(report)} ${trails(report)} ${dns(report)} ${well(report, id)}`;
