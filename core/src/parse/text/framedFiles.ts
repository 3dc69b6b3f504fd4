import { notUnderstood, parsed, type Parsed } from './parsed.js';

/** One of several files that a probe printed. */
export interface FramedFile {
  readonly path: string;
  /** What the probe adds to the path: where a symbolic link points, the interface of a lease, the time of a change. */
  readonly target: string | null;
  readonly text: string;
}

interface OpenFile {
  readonly path: string;
  readonly target: string | null;
  readonly lines: string[];
}

const FRAME = '==> /';
const ARROW = ' -> ';

const openFile = (line: string): OpenFile | null => {
  if (!line.startsWith(FRAME)) return null;
  const rest = line.slice(FRAME.length - 1);
  const at = rest.indexOf(ARROW);
  return at < 0
    ? { path: rest, target: null, lines: [] }
    : { path: rest.slice(0, at), target: rest.slice(at + ARROW.length), lines: [] };
};

/** The guest puts a blank before each line of a file that could pass for a frame, one more where it has some already. */
const unescaped = (line: string): string =>
  line.startsWith(' ') && line.trimStart().startsWith('==>') ? line.slice(1) : line;

/**
 * `==> /path` or `==> /path -> target` before each file, a line feed after it. The text comes out as it is in the file,
 * carriage returns too: some readers stumble over them.
 */
export const parseFramedFiles = (what: string, text: string): Parsed<readonly FramedFile[]> => {
  const files: OpenFile[] = [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    const opened = openFile(line);
    const current = files.at(-1);
    if (opened !== null) files.push(opened);
    else if (current !== undefined) current.lines.push(unescaped(line));
    else if (line.trim() !== '') return notUnderstood(what, line);
  }
  return parsed(files.map((file) => ({ path: file.path, target: file.target, text: file.lines.join('\n') })));
};
