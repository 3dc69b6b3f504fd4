import { linesOf, wordsOf } from './lines.js';

/** What systemd's tools print as `Label: value`, right-aligned, further values in the lines below. */
export interface LabelledBlock {
  /** The line that begins the block. */
  readonly heading: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

interface OpenBlock {
  readonly heading: string;
  readonly values: Map<string, string[]>;
  lines: string[] | null;
}

/** Null for a line without a label, which goes on with the value above; an IPv6 address has colons, but no blank behind one. */
const labelOf = (line: string, bareLabels: readonly string[]): readonly [string, string] | null => {
  const bare = bareLabels.find((label) => line.startsWith(`${label} `));
  if (bare !== undefined) return [bare, line.slice(bare.length).trim()];
  const at = line.indexOf(': ');
  if (at >= 0) return [line.slice(0, at), line.slice(at + 2).trim()];
  return line.endsWith(':') && !line.endsWith('::') ? [line.slice(0, -1), ''] : null;
};

const addLine = (block: OpenBlock, line: string, bareLabels: readonly string[]): void => {
  const labelled = labelOf(line, bareLabels);
  if (labelled === null) {
    block.lines?.push(line);
    return;
  }
  const [label, value] = labelled;
  block.lines = value === '' ? [] : [value];
  block.values.set(label, block.lines);
};

/**
 * Cuts a text into blocks; lines before the first heading are left out, as a summary or a prompt is. `bareLabels` are
 * those that some version prints without their colon.
 */
export const labelledBlocks = (
  text: string,
  isHeading: (line: string) => boolean,
  bareLabels: readonly string[] = [],
): LabelledBlock[] => {
  const blocks: OpenBlock[] = [];
  for (const raw of linesOf(text)) {
    const line = raw.trim();
    const block = blocks.at(-1);
    if (isHeading(line)) blocks.push({ heading: line, values: new Map(), lines: null });
    else if (line === '') endValue(block);
    else if (block !== undefined) addLine(block, line, bareLabels);
  }
  return blocks;
};

/** After an empty line nothing goes on. */
const endValue = (block: OpenBlock | undefined): void => {
  if (block !== undefined) block.lines = null;
};

export const linesUnder = (block: LabelledBlock, label: string): readonly string[] => block.values.get(label) ?? [];

/** The words under a label, of all its lines. */
export const wordsUnder = (block: LabelledBlock, label: string): string[] => linesUnder(block, label).flatMap(wordsOf);

/** The first word under a label. */
export const wordUnder = (block: LabelledBlock, label: string): string | null => wordsUnder(block, label)[0] ?? null;
