import { linesOf } from './lines.js';
import { notUnderstood, parsed, type Parsed } from './parsed.js';

/** One of several files that a probe printed. */
export interface FramedFile {
  readonly path: string;
  /** Where it points, if it is a symbolic link. */
  readonly target: string | null;
  readonly text: string;
}

/** `==> /path` or `==> /path -> target`. */
const frameOf = (line: string): Omit<FramedFile, 'text'> | null => {
  if (!line.startsWith('==> /')) return null;
  const [path = '', target = null] = line.slice('==> '.length).split(' -> ', 2);
  return { path: path.trimEnd(), target };
};

/** The guest puts a blank before lines of a file that could pass for a frame. */
const unescaped = (line: string): string =>
  line.startsWith(' ') && line.trimStart().startsWith('==>') ? line.slice(1) : line;

export const parseFramedFiles = (what: string, text: string): Parsed<readonly FramedFile[]> => {
  const files: { frame: Omit<FramedFile, 'text'>; lines: string[] }[] = [];
  for (const line of linesOf(text)) {
    const frame = frameOf(line);
    const current = files.at(-1);
    if (frame !== null) files.push({ frame, lines: [] });
    else if (current !== undefined) current.lines.push(unescaped(line));
    else if (line.trim() !== '') return notUnderstood(what, line);
  }
  return parsed(files.map(({ frame, lines }) => ({ ...frame, text: lines.join('\n') })));
};
