import type { Language } from './texts/language.js';
import type { Catalogue } from './texts/say.js';

/** What a request may need from outside: the only seams of the core. */
export interface Surroundings {
  /** Reads a text file; throws a CoreFault that says why it cannot. */
  readonly readFile: (path: string) => string;
  /** What a language has for the English texts. */
  readonly textsIn: (language: Language) => Catalogue;
  readonly randomHex: (bytes: number) => string;
  readonly log: (level: 'debug' | 'info' | 'warn', message: string) => void;
}
