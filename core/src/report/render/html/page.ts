import { createHash } from 'node:crypto';
import type { DeviceReport } from '../../../contract/report.js';
import { say } from '../../../texts/say.js';
import type { ReportInput } from '../input.js';
import { deviceSection } from './device.js';
import { overview } from './fleet.js';
import { markup, verbatim, type Html } from './html.js';
import { styles } from './styles.js';

/** More devices than these are told by the overview alone: a page has to be opened. */
const MOST_SECTIONS = 20;

/** Nothing is loaded, run, framed or sent; the one style sheet is the one with this hash. */
const policy = (): string => {
  const hash = createHash('sha256').update(styles).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
};

const titleOf = (reports: readonly DeviceReport[]): string => {
  const [only] = reports;
  return only !== undefined && reports.length === 1
    ? say('EFLOW network report: {device}', { device: only.device })
    : say('EFLOW network report: {count} looks', { count: reports.length });
};

const one = (report: DeviceReport): Html =>
  markup`<p class="soft">${say('Looked at {time}', { time: report.collectedAt })}</p>
    ${deviceSection(report, 'd0')}`;

const many = (reports: readonly DeviceReport[]): Html => {
  const told = reports.length <= MOST_SECTIONS;
  const sections = told
    ? reports.map(
        (report, index) =>
          markup`<article id="d${index}">
            <h2>${report.device} <span class="soft">${report.collectedAt}</span></h2>
            ${deviceSection(report, `d${index}`)}
          </article>`,
      )
    : null;
  return markup`${overview(reports, (index) => (told ? `d${index}` : null))}${sections}`;
};

/** One self-contained file. */
export const page = ({ devices, language, coreVersion }: ReportInput): string => {
  const [only] = devices;
  const title = titleOf(devices);
  const body = only !== undefined && devices.length === 1 ? one(only) : many(devices);
  const whole = markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>${verbatim(styles)}</style>
      </head>
      <body>
        <a class="skip" href="#content">${say('To the content')}</a>
        <header><h1>${title}</h1></header>
        <main id="content">${body}</main>
        <footer>EflowNetDiag ${coreVersion}</footer>
      </body>
    </html>`;
  return `${whole.text}\n`;
};
