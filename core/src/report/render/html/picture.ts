import type { PathHop } from '../../../contract/report.js';
import { say } from '../../../texts/say.js';
import { hopWord, stateMark, stateWord } from '../words.js';
import { markup, type Html } from './html.js';

const BOX = { width: 152, height: 118, gap: 32, top: 8 } as const;
/** How many narrow characters a line of a box has room for; a wide one takes two. */
const ROOM = 17;
const LINES = 2;

const widthOf = (char: string): number =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/.test(char) ? 2 : 1;

/** As much of a text as a line holds. */
export const fitting = (text: string): string => {
  const chars = Array.from(text);
  if (chars.reduce((sum, char) => sum + widthOf(char), 0) <= ROOM) return text;
  let room = ROOM - 1;
  const taken = chars.findIndex((char) => (room -= widthOf(char)) < 0);
  return `${chars.slice(0, taken).join('')}…`;
};

const shortened = (addresses: readonly string[]): string[] =>
  addresses.length <= LINES
    ? [...addresses]
    : [...addresses.slice(0, LINES - 1), say('and {count} more', { count: addresses.length - LINES + 1 })];

/** What a screen reader says of a hop, and what a pointer shows. */
const spoken = ({ hop, name, addresses, state, rules }: PathHop): string =>
  [
    [hopWord(hop), name].filter((part) => part !== '').join(' '),
    addresses.join(', '),
    stateWord(state),
    rules.join(', '),
  ]
    .filter((part) => part !== '')
    .join(': ');

const box = (hop: PathHop, index: number): Html => {
  const x = index * (BOX.width + BOX.gap) + 4;
  const middle = x + BOX.width / 2;
  const lines = [fitting(hop.name), ...shortened(hop.addresses).map(fitting)].filter((line) => line !== '');
  const texts = lines.map(
    (line, at) => markup`<text x="${middle}" y="${BOX.top + 46 + at * 19}" text-anchor="middle">${line}</text>`,
  );
  const wire =
    index === 0
      ? null
      : markup`<line
          class="wire"
          x1="${x - BOX.gap}"
          y1="${BOX.top + BOX.height / 2}"
          x2="${x}"
          y2="${BOX.top + BOX.height / 2}"
        />`;
  return markup`${wire}<g class="${hop.state}"
      ><title>${spoken(hop)}</title>
      <rect class="box" x="${x}" y="${BOX.top}" width="${BOX.width}" height="${BOX.height}" rx="8" />
      <text class="kind" x="${middle}" y="${BOX.top + 22}" text-anchor="middle">${hopWord(hop.hop)}</text>
      ${texts}<text class="mark" x="${middle}" y="${BOX.top + BOX.height - 10}" text-anchor="middle"
        >${stateMark[hop.state]} ${stateWord(hop.state)}</text
      ></g
    >`;
};

/** The way from the host to the hub: for eyes as a picture, for ears as a list. */
export const picture = (path: readonly PathHop[], id: string, of: string): Html => {
  const width = path.length * (BOX.width + BOX.gap) - BOX.gap + 8;
  const title = `${say('The path from the host to the hub')}: ${of}`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <svg
        viewBox="0 0 ${width} ${BOX.height + 2 * BOX.top}"
        role="img"
        aria-labelledby="${id}-title"
        xmlns="http://www.w3.org/2000/svg"
      >
        <title id="${id}-title">${title}</title>
        ${path.map(box)}
      </svg>
    </div>
    <ol class="hidden">
      ${path.map((hop) => markup`<li>${spoken(hop)}</li>`)}
    </ol>`;
};
