import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether a command of a remedy could be typed as it stands: a strict grammar of literals only, so that a value of the device
 * which escaped its quotes is no command any more; names and parameters as the real cmdlets have them; shell text that bash
 * parses.
 */

interface Table {
  readonly windows: Readonly<Record<string, readonly string[]>>;
  readonly azureEflow: Readonly<Record<string, readonly string[]>>;
  readonly later: Readonly<Record<string, readonly string[]>>;
  readonly module: Readonly<Record<string, readonly string[]>>;
  readonly programs: readonly string[];
}

export const remedyTable = JSON.parse(readFileSync('scripts/data/remedy-commands.json', 'utf8')) as Table;

const commands = new Map(
  [remedyTable.windows, remedyTable.azureEflow, remedyTable.later, remedyTable.module].flatMap((part) =>
    Object.entries(part).map(([name, parameters]) => [
      name,
      new Set([...parameters, 'Confirm', 'ErrorAction'].map((one) => one.toLowerCase())),
    ]),
  ),
);

/** PowerShell takes the typographic quotes for straight ones. */
const QUOTE = "['\\u2018\\u2019\\u201a\\u201b]";
const tokens = new RegExp(
  [
    `(?<text>${QUOTE}(?:[^'\\u2018-\\u201b]|${QUOTE}{2})*${QUOTE}(?=[ ,);|]|$))`,
    '(?<parameter>-[A-Za-z][A-Za-z0-9]*:?)',
    '(?<open>@\\()',
    '(?<close>\\))',
    '(?<comma>,)',
    '(?<end>[;|])',
    '(?<constant>\\$(?:true|false)\\b)',
    '(?<word>[A-Za-z0-9_./:=*+-]+)',
  ].join('|'),
  'y',
);

const kinds = ['text', 'parameter', 'open', 'close', 'comma', 'end', 'constant', 'word'] as const;
interface Token {
  readonly kind: (typeof kinds)[number];
  readonly text: string;
}

/** null where something stands there that is neither a name nor a literal. */
const tokenize = (command: string): readonly Token[] | null => {
  const found: Token[] = [];
  let at = 0;
  while (at < command.length) {
    if (command[at] === ' ') {
      at += 1;
      continue;
    }
    tokens.lastIndex = at;
    const match = tokens.exec(command);
    if (match?.groups === undefined) return null;
    const groups: Readonly<Record<string, string | undefined>> = match.groups;
    const kind = kinds.find((one) => groups[one] !== undefined) ?? 'word';
    found.push({ kind, text: match[0] });
    at += match[0].length;
  }
  return found;
};

const statementsOf = (all: readonly Token[]): readonly (readonly Token[])[] =>
  all.reduce<Token[][]>(
    (statements, token) => {
      if (token.kind === 'end') statements.push([]);
      else statements.at(-1)?.push(token);
      return statements;
    },
    [[]],
  );

const unquoted = (text: string): string => text.slice(1, -1).replace(new RegExp(`(${QUOTE})${QUOTE}`, 'g'), '$1');

const parsedShell = new Map<string, string | null>();

/** What bash says of it; null where it parses. A double quote does not survive ssh.exe's command line. */
const shellFault = (text: string): string | null => {
  const known = parsedShell.get(text);
  if (known !== undefined) return known;
  const { status, stderr } = spawnSync('bash', ['-n', '-c', text], { encoding: 'utf8' });
  const fault = status !== 0 ? `bash: ${stderr.trim()}` : text.includes('"') ? 'a double quote in guest text' : null;
  parsedShell.set(text, fault);
  return fault;
};

const guestText = (statement: readonly Token[]): string | null => {
  const literal = statement.find(({ kind }) => kind === 'text');
  return literal === undefined ? null : unquoted(literal.text);
};

const faultsOfStatement = (statement: readonly Token[]): readonly string[] => {
  const [name, ...rest] = statement;
  if (name?.kind !== 'word') return ['a statement that begins with no command'];
  if (remedyTable.programs.includes(name.text)) return [];
  const parameters = commands.get(name.text);
  if (parameters === undefined) return [`${name.text} is not among the known commands`];
  const unknown = rest
    .filter(({ kind, text }) => kind === 'parameter' && !parameters.has(text.slice(1).replace(':', '').toLowerCase()))
    .map(({ text }) => `${name.text} has no parameter ${text}`);
  if (name.text !== 'Invoke-EflowVmCommand') return unknown;
  const shell = guestText(rest);
  const fault = shell === null ? 'Invoke-EflowVmCommand without a literal' : shellFault(shell);
  return fault === null ? unknown : [...unknown, fault];
};

/** What stands outside the quotes of shell text: the words that a shell looks at. */
const outsideQuotes = (text: string): string => {
  let outside = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "'") quoted = !quoted;
    else if (!quoted && char === '\\') at += 1;
    else if (!quoted) outside += char;
  }
  return outside;
};

/** Whether a word stands where PowerShell, or the shell of the guest behind it, looks at what it means. */
export const isAtLarge = (command: string, word: string): boolean => {
  const all = tokenize(command);
  if (all === null) return true;
  return statementsOf(all).some(
    (statement) =>
      statement.some(({ kind, text }) => kind !== 'text' && text.includes(word)) ||
      (statement[0]?.text === 'Invoke-EflowVmCommand' && outsideQuotes(guestText(statement) ?? '').includes(word)),
  );
};

/** Why a command is none; nothing where it can be typed as it stands. */
export const faultsOfCommand = (command: string): readonly string[] => {
  const all = tokenize(command);
  if (all === null) return [`no plain command line: ${command}`];
  return statementsOf(all).flatMap(faultsOfStatement);
};
