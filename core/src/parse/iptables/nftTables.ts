import { filledLinesOf, wordsOf } from '../text/lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** `nft list tables`: `table inet firewalld` is given as `inet firewalld`. */
export const parseNftTables = (text: string): Parsed<readonly string[]> =>
  parseEach(filledLinesOf(text), (line) => {
    const [keyword, family, name, ...rest] = wordsOf(line);
    return keyword === 'table' && family !== undefined && name !== undefined && rest.length === 0
      ? parsed(`${family} ${name}`)
      : notUnderstood('A table of nft', line);
  });
