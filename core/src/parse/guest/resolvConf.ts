import { parseFramedFiles, type FramedFile } from '../text/framedFiles.js';
import { linesOf, wordsOf } from '../text/lines.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** resolv.conf(5). */
export interface ResolvConf {
  readonly path: string;
  /** Where the file points, if it is a symbolic link. */
  readonly target: string | null;
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
}

const isComment = (line: string): boolean => line.startsWith('#') || line.startsWith(';');

const readFile = ({ path, target, text }: FramedFile): ResolvConf => {
  const nameservers: string[] = [];
  const options: string[] = [];
  let search: string[] = [];
  for (const line of linesOf(text)) {
    const [keyword, ...values] = isComment(line) ? [] : wordsOf(line);
    if (keyword === 'nameserver') for (const first of values.slice(0, 1)) nameservers.push(first);
    if (keyword === 'options') for (const value of values) options.push(value);
    // The last one of `domain` and `search` wins.
    if (keyword === 'search') search = values;
    if (keyword === 'domain') search = values.slice(0, 1);
  }
  return { path, target, nameservers, search, options };
};

export const parseResolvConf = (text: string): Parsed<readonly ResolvConf[]> => {
  const files = parseFramedFiles('resolv.conf', text);
  return files.ok ? parsed(files.value.map(readFile)) : files;
};
