import type { Finding } from '../../contract/finding.js';
import type { DeviceReport } from '../../contract/report.js';
import { printable } from '../../engine/printable.js';
import { suppressionState } from '../../model/suppressionWords.js';
import { say } from '../../texts/say.js';
import { causesIn, differencesIn } from '../fleet.js';
import { VERDICT } from '../../engine/verdict.js';
import { isFault } from '../hops.js';
import type { ReportInput } from './input.js';
import { countOf, suppressedIn, treesOf, verdictOf, type Tree } from './standing.js';
import { answerWord, hopWord, layerWord, outcomeWord, stateMark, stateWord, suppressedWords } from './words.js';

/**
 * A value as plain text: no markup, no HTML, no link, nobody mentioned, no issue referred to. Characters that could begin any of
 * them are written as entities, which every renderer of Markdown shows as the characters.
 */
export const plain = (text: string): string =>
  printable(text.replace(/[\r\n\t]+/g, ' '))
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\\`*_{}[\]<>#+|&~@^$!]/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\b(www)\./gi, '$1&#46;')
    .trim()
    .replace(/^(?:[-=]|\d{1,9}(?=[.)](?:\s|$)))/, (start) => `&#${start.charCodeAt(0)};${start.slice(1)}`);

/** A command as a block: its fence is longer than any within. */
const block = (command: string, indent: string): string => {
  const longest = [...command.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  const lines = command.split(/\r?\n/).map(printable);
  return [fence, ...lines, fence].map((line) => `${indent}${line}`).join('\n');
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

const findingText = ({ finding, consequences }: Tree, depth: number): string => {
  const indent = '  '.repeat(depth);
  const inner = `${indent}  `;
  const lines = [
    `${indent}- **${finding.rule}** ${plain(finding.message)}`,
    ...(finding.suppressed === null ? [] : [`${inner}- ${plain(suppressedWords(finding.suppressed))}`]),
    ...finding.evidence.map(
      ({ fact, path, observed, expected }) =>
        `${inner}- ${plain(say('{place}: seen {observed}, expected {expected}', { place: `${fact}${path}`, observed, expected }))}`,
    ),
    ...finding.remedy.flatMap(({ text, command }) => [
      `${inner}- ${plain(text)}`,
      ...(command === null ? [] : ['', block(command, `${inner}  `), '']),
    ]),
    ...consequences.map((one) => findingText(one, depth + 1)),
  ];
  return lines.join('\n');
};

const kinds: readonly [(finding: Finding) => boolean, () => string][] = [
  [isFault, () => say('What to mend, in this order')],
  [({ outcome }) => outcome === 'unknown' || outcome === 'error', () => say('What could not be judged')],
  [
    (finding) => finding.outcome === 'fail' && !isFault(finding) && finding.suppressed === null,
    () => say('Worth knowing'),
  ],
  [({ suppressed }) => suppressed !== null, () => say('Known and suppressed')],
];

const findingsOf = ({ findings }: DeviceReport): string[] =>
  kinds.flatMap(([wanted, title]) => {
    const some = findings.filter((one) => one.rule !== VERDICT && wanted(one));
    return some.length === 0
      ? []
      : [
          `### ${title()}`,
          treesOf(some)
            .map((tree) => findingText(tree, 0))
            .join('\n'),
        ];
  });

const suppressionTable = ({ suppressions }: DeviceReport): string[] =>
  suppressions.length === 0
    ? []
    : [
        `### ${say('Suppressions of the profile')}`,
        table(
          [say('Rule'), say('Target'), say('Until'), say('State'), say('Reason')],
          suppressions.map(({ rule, target, expires, state, reason }) =>
            [rule, target, expires, suppressionState(state), reason].map(plain),
          ),
        ),
      ];

const pathTable = ({ path }: DeviceReport): string =>
  table(
    path.map(({ hop }) => hopWord(hop)),
    [
      path.map(({ name }) => plain(name)),
      path.map(({ addresses }) => plain(addresses.join(', '))),
      path.map(({ state, rules }) => `${stateMark[state]} ${[stateWord(state), ...rules].join(' ')}`),
    ],
  );

const dnsTable = ({ dns }: DeviceReport): string[] =>
  dns.length === 0
    ? []
    : [
        `### ${say('Name resolution, layer by layer')}`,
        table(
          [say('Layer'), say('Server'), 'UDP', 'TCP', say('What that means')],
          dns.map((row) => [
            plain(`${layerWord(row.layer)} ${row.scope}`),
            plain(row.server === '' ? '–' : row.server),
            answerWord(row.udp.state),
            answerWord(row.tcp.state),
            plain(row.message),
          ]),
        ),
      ];

const countsOf = (report: DeviceReport): string =>
  (['fail', 'unknown', 'error', 'pass', 'notApplicable'] as const)
    .map((outcome) => `${countOf(report, outcome)} ${outcomeWord(outcome)}`)
    .concat(suppressedIn(report).length === 0 ? [] : `${suppressedIn(report).length} ${say('suppressed')}`)
    .join(', ');

const deviceText = (report: DeviceReport): string[] => [
  `## ${plain(report.device)}`,
  plain(say('Looked at {time}', { time: report.collectedAt })),
  `**${plain(verdictOf(report)?.message ?? say('{count} faults were found.', { count: countOf(report, 'fail') }))}**`,
  countsOf(report),
  pathTable(report),
  ...findingsOf(report),
  ...suppressionTable(report),
  ...dnsTable(report),
];

const overview = (devices: readonly DeviceReport[]): string[] => {
  if (devices.length < 2) return [];
  const odd = differencesIn(devices).flatMap((differences, index) =>
    differences.map(({ what, own, others }) => [plain(devices[index]?.device ?? ''), what, plain(own), plain(others)]),
  );
  return [
    `## ${say('Causes')}`,
    table(
      [say('Rule'), say('What should hold'), say('Devices')],
      causesIn(devices).map(({ rule, title, devices: names }) => [rule, plain(title), plain(names.join(', '))]),
    ),
    ...(odd.length === 0
      ? []
      : [
          `## ${say('Differs from its siblings')}`,
          table([say('Device'), say('What'), say('Own'), say('Most others')], odd),
        ]),
  ];
};

/** To be pasted into an issue. */
export const markdown = ({ devices, coreVersion }: ReportInput): string => {
  const parts = [`# ${say('EFLOW network report')}`, ...overview(devices), ...devices.flatMap(deviceText)];
  return `${[...parts, `EflowNetDiag ${coreVersion}`].join('\n\n')}\n`;
};
