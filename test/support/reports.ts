import { readFileSync } from 'node:fs';
import { Snapshot } from '../../core/src/contract/snapshot.js';
import type { Suppression } from '../../core/src/contract/suppression.js';
import type { DeviceReport } from '../../core/src/contract/report.js';
import { diagnose } from '../../core/src/diagnose.js';
import { rules } from '../../core/src/engine/registry.gen.js';
import { deviceReport } from '../../core/src/report/deviceReport.js';
import type { ReportFormat } from '../../core/src/contract/report.js';
import { render } from '../../core/src/report/render/render.js';
import type { Language } from '../../core/src/texts/language.js';
import { english, inLanguage } from '../../core/src/texts/say.js';
import { others } from './languages.js';
import { snapshotOf, type Change } from './snapshots.js';

const catalogueOf = (language: Language) => others.find(({ name }) => name === language)?.catalogue ?? english;

const judged = (language: Language, snapshot: Snapshot): DeviceReport =>
  inLanguage(catalogueOf(language), () => deviceReport(snapshot, diagnose(snapshot, rules, {})));

/** What a report is made from, for a device of which these facts are otherwise than on the healthy one. */
export const reportFor = (language: Language, ...changes: readonly Change[]): DeviceReport =>
  judged(language, snapshotOf(...changes));

/** The same for a bundled snapshot. */
export const reportOfSample = (language: Language, name: string): DeviceReport =>
  judged(language, Snapshot.parse(JSON.parse(readFileSync(`samples/${name}.json`, 'utf8'))));

/** Of the bundled snapshot with one fault (NF001, NF008), judged by a profile with these suppressions. */
export const acceptingReport = (...suppressions: readonly Suppression[]): DeviceReport => {
  const snapshot = Snapshot.parse(JSON.parse(readFileSync('samples/published-port-blocked.json', 'utf8')));
  return deviceReport(snapshot, diagnose(snapshot, rules, { profile: { suppressions } }));
};

export const rendered = (format: ReportFormat, devices: readonly DeviceReport[], language: Language = 'en'): string =>
  inLanguage(catalogueOf(language), () => render({ format, devices, language, coreVersion: '0' }));

const words = /^(rule|outcome|severity|category|causedBy|hop|state|layer|verdict|rules|expires|sender)$/;

/** The same report with every free text in it replaced. */
export const withTexts = (report: DeviceReport, text: () => string): DeviceReport => {
  const replaced = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return words.test(key) || value === '' ? value : text();
    if (Array.isArray(value)) return value.map((one) => replaced(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, name)]));
  };
  return replaced(report) as DeviceReport;
};

/** Texts that mean something to one reader or another. */
export const hostile = [
  '</script><img src=x onerror="document.title=1">',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}</style>',
  '</title></details></main><h1>x',
  ']]><x/>&amp;&#x3c;',
  "=cmd|' /C calc'!A0",
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\uff1d1',
  '"\r\n=1,"',
  '``` \n# x',
  '[x](javascript:alert(1)) ![y](https://example.org/z.png)',
  '@everyone fixes #1 https://example.org www.example.org',
  '| a | b |\n| - | - |',
  '<!-- -->',
  '\u202egnp.exe',
  '\u001b[31mred\u0007',
  '\ud800x\udc00',
  '\u0000\uffff\ufffe',
  'javascript:alert(1)',
  '${x}{y}',
  '1. x',
  '- x',
] as const;
