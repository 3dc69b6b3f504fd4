import type { Evidence, Finding, RemedyStep } from '../../../contract/finding.js';
import { say } from '../../../texts/say.js';
import { isFault } from '../../hops.js';
import type { Tree } from '../standing.js';
import type * as z from 'zod/mini';
import { outcomeWord, severityWord, suppressedWords } from '../words.js';
import { markup, type Html } from './html.js';

const step = ({ text, command }: z.infer<typeof RemedyStep>): Html =>
  markup`<li>${text}${command === null ? null : markup`<pre>${command}</pre>`}</li>`;

const remedies = ({ remedy }: Finding): Html | null =>
  remedy.length === 0
    ? null
    : markup`<h3>${say('How to mend it')}</h3>
        <ol>
          ${remedy.map(step)}
        </ol>`;

const proof = ({ fact, path, observed, expected }: z.infer<typeof Evidence>): Html =>
  markup`<tr>
    <td><code>${fact}${path}</code></td>
    <td>${observed}</td>
    <td>${expected}</td>
  </tr>`;

const evidence = (finding: Finding): Html | null =>
  finding.evidence.length === 0
    ? null
    : markup`<h3>${say('How we know')}</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">${say('Fact')}</th>
              <th scope="col">${say('Seen')}</th>
              <th scope="col">${say('Expected')}</th>
            </tr>
          </thead>
          <tbody>
            ${finding.evidence.map(proof)}
          </tbody>
        </table>`;

const kindOf = (finding: Finding): 'fail' | 'affected' | 'unknown' | 'ok' => {
  if (finding.outcome === 'unknown' || finding.outcome === 'error') return 'unknown';
  if (finding.outcome !== 'fail' || !isFault(finding)) return 'ok';
  return finding.causedBy === null ? 'fail' : 'affected';
};
const marks = { fail: '✗', affected: '!', unknown: '?', ok: 'i' } as const;

/** A finding with its evidence and remedies, and folded under it what it explains. */
export const findingFold = ({ finding, consequences }: Tree, open: boolean): Html => {
  const kind = kindOf(finding);
  const words = `${outcomeWord(finding.outcome)}, ${severityWord(finding.severity)}`;
  const under =
    consequences.length === 0
      ? null
      : markup`<h3>${say('What it explains')}</h3>
          ${consequences.map((one) => findingFold(one, false))}`;
  return markup`<details${open ? markup` open` : null}><summary><span class="mark ${kind}" aria-hidden="true">${marks[kind]}</span> <span class="hidden">${words}: </span><b>${finding.rule}</b> ${finding.message}</summary>
<div><p class="soft">${say('{title}. About: {target}. {words}.', { title: finding.title, target: finding.target, words })}</p>${finding.suppressed === null ? null : markup`<p>${suppressedWords(finding.suppressed)}</p>`}${remedies(finding)}${evidence(finding)}<p class="soft">${say('Read more')}: <code>${finding.page}</code></p>${under}</div></details>
`;
};
