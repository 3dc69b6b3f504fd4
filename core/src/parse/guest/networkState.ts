import { labelledBlocks, linesUnder, wordUnder, type LabelledBlock } from '../text/labelledLines.js';
import { filledLinesOf, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** A link as systemd-networkd sees it, networkctl(1). */
export interface NetworkdLink {
  readonly index: number;
  readonly name: string;
  readonly type: string | null;
  /** routable, degraded, carrier, no-carrier, off, ... */
  readonly operational: string | null;
  /** configured, configuring, unmanaged, failed, pending, ... */
  readonly setup: string | null;
  readonly networkFile: string | null;
  readonly addresses: readonly string[];
  readonly gateways: readonly string[];
  readonly dns: readonly string[];
}

/** A dot, coloured or not, or the star that a terminal without UTF-8 gets. */
const LINK = /^\S (\d{1,10}): (\S{1,64})$/;

const isHeading = (line: string): boolean => LINK.test(line);

const known = (word: string | null | undefined): string | null =>
  word === undefined || word === null || word === 'n/a' || word === '-' ? null : word;

/** Behind the address it may say where it is from: `172.27.120.111 (DHCP4 via 172.27.112.1)`. */
const firstWords = (block: LabelledBlock, label: string): string[] =>
  linesUnder(block, label).flatMap((line) => wordsOf(line).slice(0, 1));

/** `State: routable (configured)` */
const statesOf = (block: LabelledBlock): readonly (string | null)[] => {
  const [operational, setup] = wordsOf(linesUnder(block, 'State')[0] ?? '');
  return [known(operational), known(setup?.replace(/[()]/g, ''))];
};

const readBlock = (block: LabelledBlock): NetworkdLink => {
  const [, index = '', name = ''] = LINK.exec(block.heading) ?? [];
  const [operational = null, setup = null] = statesOf(block);
  return {
    index: Number(index),
    name,
    type: known(wordUnder(block, 'Type')),
    operational,
    setup,
    networkFile: known(linesUnder(block, 'Network File')[0]),
    addresses: firstWords(block, 'Address'),
    gateways: firstWords(block, 'Gateway'),
    dns: firstWords(block, 'DNS'),
  };
};

const readRow = (row: string): Parsed<NetworkdLink> => {
  const [number, name, type, operational, setup, ...rest] = wordsOf(row);
  const index = wholeNumber(number);
  if (index === null || name === undefined || setup === undefined || rest.length > 0)
    return notUnderstood('A row of networkctl list', row);
  const states = { type: known(type), operational: known(operational), setup: known(setup) };
  return parsed({ index, name, ...states, networkFile: null, addresses: [], gateways: [], dns: [] });
};

const isFrame = (line: string): boolean =>
  wordsOf(line).slice(0, 2).join(' ') === 'IDX LINK' || line.trim().endsWith('links listed.');

/** `networkctl status --all`, and where that is not known `networkctl list`. */
export const parseNetworkState = (text: string): Parsed<readonly NetworkdLink[]> => {
  const blocks = labelledBlocks(text, isHeading);
  if (blocks.length > 0) return parsed(blocks.map(readBlock));
  const rows = filledLinesOf(text).filter((line) => !isFrame(line));
  return rows.length > 0 ? parseEach(rows, readRow) : notUnderstood('The state of systemd-networkd', text);
};
