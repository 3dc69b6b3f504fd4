import { names } from './languages.js';
import { rewriter, type Language } from './words.js';
import type { Values } from './values.js';

/** What of a fact was left out: all of it, lines of its text, fields of its objects. */
export type Part = 'fact' | 'lines' | 'fields';

/** Writes one fact anew. */
export interface Scribe {
  readonly language: Language;
  write(text: string): string;
  /** For the name of a machine, whatever the language's words are. */
  name(text: string): string;
  /** For what only a person could have written: all of it becomes one token. */
  text(text: string): string;
  /** For a value that stands there in another form than its own: the token in that form. */
  instead(original: string, token: string): string;
  drop(part: Part, count?: number): void;
}

export const scribeFor = (values: Values, language: Language, drop: (part: Part, count: number) => void): Scribe => ({
  language,
  write: rewriter(values, language),
  name: rewriter(values, names),
  text: (text) => values.text(text),
  instead: (original, token) => values.instead(original, token),
  drop: (part, count = 1) => drop(part, count),
});
