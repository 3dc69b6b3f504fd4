import type { DeviceReport } from '../../../contract/report.js';
import { say, tell, text } from '../../../texts/say.js';
import { causesIn, differencesIn, type Difference, type FleetCause } from '../../fleet.js';
import { firstToMend } from '../../hops.js';
import { countOf, standingOf } from '../standing.js';
import { severityWord } from '../words.js';
import { markup, type Html } from './html.js';

/** How many names stand in a cell before the rest is counted. */
const NAMES = 8;

const names = (devices: readonly string[]): string =>
  devices.length <= NAMES
    ? devices.join(', ')
    : say('{names} and {count} more', { names: devices.slice(0, NAMES).join(', '), count: devices.length - NAMES });

const causeRow = ({ rule, title, severity, devices }: FleetCause): Html =>
  markup`<tr>
    <td><b>${rule}</b></td>
    <td>${title}</td>
    <td>${severityWord(severity)}</td>
    <td>${devices.length}</td>
    <td>${names(devices)}</td>
  </tr> `;

const whats: Record<Difference['what'], string> = {
  release: 'EFLOW',
  system: text('System of the VM'),
  switch: text('Virtual switch'),
  allocation: text('Address of the VM'),
  protocol: text('Protocol'),
};
const difference = ({ what, own, others }: Difference): string =>
  say('{what}: {own}, most others {others}', { what: tell(whats[what]), own, others });

const marks = { ok: '✓', fail: '✗', unknown: '?' } as const;

const deviceRow = (report: DeviceReport, differences: readonly Difference[], link: string | null): Html => {
  const standing = standingOf(report);
  const first = firstToMend(report.findings);
  const name = link === null ? markup`${report.device}` : markup`<a href="#${link}">${report.device}</a>`;
  return markup`<tr>
    <td class="device">${name}</td>
    <td class="when">${report.collectedAt}</td>
    <td>
      <span class="mark ${standing}"
        ><span aria-hidden="true">${marks[standing]}</span> ${countOf(report, 'fail')}</span
      >
    </td>
    <td>${countOf(report, 'unknown') + countOf(report, 'error')}</td>
    <td>${first === undefined ? null : markup`<b>${first.rule}</b> ${first.message}`}</td>
    <td>${differences.map(difference).join('; ')}</td>
  </tr> `;
};

const head = (...cells: readonly string[]): Html =>
  markup`<thead>
    <tr>
      ${cells.map((cell) => markup`<th scope="col">${cell}</th>`)}
    </tr>
  </thead>`;

/** Many looks at once: which causes, which devices, which differ from their siblings. */
export const overview = (reports: readonly DeviceReport[], linkTo: (index: number) => string | null): Html => {
  const differences = differencesIn(reports);
  const faulty = reports.filter((one) => standingOf(one) === 'fail').length;
  const causes = causesIn(reports);
  return markup`<section class="verdict ${faulty > 0 ? 'fail' : 'ok'}" aria-labelledby="overview">
      <h2 id="overview">${say('Overview')}</h2>
      <p>${say('{faulty} of {count} looks found faults.', { faulty, count: reports.length })}</p>
    </section>
    <h2>${say('Causes')}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${say('Causes')}">
      <table>
        ${head(say('Rule'), say('What should hold'), say('Severity'), say('Devices'), say('Which'))}
        <tbody>
          ${causes.map(causeRow)}
        </tbody>
      </table>
    </div>
    <h2>${say('Devices')}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${say('Devices')}">
      <table>
        ${head(say('Device'), say('Looked at'), say('Faults'), say('Not known'), say('To mend first'), say('Differs from its siblings'))}
        <tbody>
          ${reports.map((one, index) => deviceRow(one, differences[index] ?? [], linkTo(index)))}
        </tbody>
      </table>
    </div>`;
};
