import type { Scribe } from './scribe.js';

/** Null leaves the line out. */
export type WriteLine = (scribe: Scribe, line: string) => string | null;

export const writeLines = (scribe: Scribe, text: string, write: WriteLine): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const written = write(scribe, line);
      if (written === null) scribe.drop('lines');
      return written ?? [];
    })
    .join('\n');
