import { linesOf } from '../text/lines.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** The names of the tools that are there: what `command -v` found, one a line, as a name or with its path. */
export const parseTools = (text: string): Parsed<readonly string[]> =>
  parsed(
    linesOf(text)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => line.slice(line.lastIndexOf('/') + 1)),
  );
