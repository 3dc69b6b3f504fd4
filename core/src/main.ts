import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { answerLine, type Answered } from './answer.js';
import { exitCodes, type ExitCodeName } from './contract/exitCodes.js';
import { CoreFault } from './engine/coreFault.js';
import { handlers } from './handlers/handlers.js';
import type { Surroundings } from './surroundings.js';
import type { Language } from './texts/language.js';
import { english, say, type Catalogue } from './texts/say.js';

/** Snapshots of real devices are well below 2 MB; this bounds what a stranger's file can make us read. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** A request carries at most one device's collected facts; the same bound holds for it. */
const LONGEST_LINE = 64 * 1024 * 1024;

const UTF16_MARK = Buffer.from([0xff, 0xfe]);

const readBounded = (descriptor: number, path: string): Buffer => {
  const { size } = fstatSync(descriptor);
  if (size > LARGEST_FILE) {
    throw new CoreFault(
      'SnapshotTooLarge',
      say('The file has {size} bytes; a snapshot has at most {limit}.', { size, limit: LARGEST_FILE }),
      path,
    );
  }
  const bytes = Buffer.alloc(size);
  let length = 0;
  for (let got = -1; got !== 0 && length < size; length += got)
    got = readSync(descriptor, bytes, length, size - length, length);
  return bytes.subarray(0, length);
};

/** Windows PowerShell's own redirection writes UTF-16. */
const textOf = (bytes: Buffer): string => bytes.toString(bytes.subarray(0, 2).equals(UTF16_MARK) ? 'utf16le' : 'utf8');

const readFile = (path: string): string => {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw new CoreFault(
      'SnapshotNotFound',
      say('The file cannot be opened: {error}', { error: error instanceof Error ? error.message : String(error) }),
      path,
    );
  }
  try {
    if (!fstatSync(descriptor).isFile()) throw new CoreFault('SnapshotNotFound', say('This is not a file.'), path);
    return textOf(readBounded(descriptor, path));
  } finally {
    closeSync(descriptor);
  }
};

const log = (level: 'debug' | 'info' | 'warn', message: string): void => {
  process.stderr.write(`${JSON.stringify({ level, message })}\n`);
};

const readTexts = (language: Language): Catalogue => {
  if (language === 'en') return english;
  try {
    // The build lays it beside the file that starts the core; this one is among the parts.
    const file = new URL(`../eflownetdiag-core.${language}.json`, import.meta.url);
    return JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  } catch (error) {
    log(
      'warn',
      `The texts are not there, so English is spoken: ${error instanceof Error ? error.message : String(error)}`,
    );
    return english;
  }
};

const known = new Map<Language, Catalogue>();

/** Each language is read once, and only when somebody asks for it. */
const textsIn = (language: Language): Catalogue => {
  const texts = known.get(language) ?? readTexts(language);
  known.set(language, texts);
  return texts;
};

const surroundings: Surroundings = {
  textsIn,
  readFile,
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  log,
};

const write = (answered: Answered): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(answered.response)}\n`, () => resolve());
  });

/** While the guest looks, nobody waits for the core: what will judge the answer is loaded meanwhile. */
const loadJudge = (): void => {
  // Where it can't be loaded, the request that needs it says so.
  handlers.diagnose().catch(() => undefined);
};

/** Answers every line of standard input; the exit code is that of the worst answer. */
const serve = async (): Promise<ExitCodeName> => {
  let worst: ExitCodeName = 'done';
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const answered = await answerLine(line.length > LONGEST_LINE ? '' : line, surroundings);
    if (exitCodes[answered.exit].code > exitCodes[worst].code) worst = answered.exit;
    await write(answered);
    if (answered.response.kind === 'guestCommands') loadJudge();
  }
  return worst;
};

const main = async (args: readonly string[]): Promise<ExitCodeName> => {
  if (args.length > 0) {
    log(
      'warn',
      `Unknown argument ${JSON.stringify(args[0])}: requests are read from standard input, one JSON object a line.`,
    );
    return 'badArguments';
  }
  return serve();
};

main(process.argv.slice(2)).then(
  (name) => (process.exitCode = exitCodes[name].code),
  (error: unknown) => {
    log('warn', error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = exitCodes.bug.code;
  },
);
