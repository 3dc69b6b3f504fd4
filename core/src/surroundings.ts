/** What a request may need from outside: the only seams of the core. */
export interface Surroundings {
  /** Reads a text file; throws a CoreFault that says why it cannot. */
  readonly readFile: (path: string) => string;
  readonly randomHex: (bytes: number) => string;
  readonly log: (level: 'debug' | 'info' | 'warn', message: string) => void;
}
