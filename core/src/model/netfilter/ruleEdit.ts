import { printRule } from '../../parse/iptables/print.js';
import type { Chain, Rule, Ruleset, Table } from '../../parse/iptables/rule.js';
import { ruleBodies, type RuleBody } from '../../parse/iptables/ruleLine.js';
import { wordsOf, type Word } from '../../parse/iptables/words.js';
import { missingTarget } from '../firewall/savedFile.js';
import { TABLES, type TableName } from './chains.js';
import type { BackEndName, World } from './world.js';
import { say } from '../../texts/say.js';

type Operation =
  | { readonly kind: 'insert' | 'replace'; readonly position: number; readonly bodies: readonly RuleBody[] }
  | { readonly kind: 'append' | 'delete'; readonly bodies: readonly RuleBody[] }
  | { readonly kind: 'deleteAt'; readonly position: number }
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'newChain' | 'flush' };

/** One change of the rules, in the words of iptables. */
export interface RuleEdit {
  readonly text: string;
  /** null: the one that the plain `iptables` works on. */
  readonly backEnd: BackEndName | null;
  readonly table: TableName;
  readonly chain: string;
  readonly operation: Operation;
}

/** Why a text is no change, or a change has no place. */
export interface EditProblem {
  readonly problem: string;
}

export const isProblem = (result: object): result is EditProblem => 'problem' in result;

const commands: Readonly<Record<string, string>> = {
  '--append': '-A',
  '--insert': '-I',
  '--delete': '-D',
  '--replace': '-R',
  '--policy': '-P',
  '--new-chain': '-N',
  '--flush': '-F',
};

const programs: Readonly<Record<string, BackEndName | null>> = {
  iptables: null,
  'iptables-nft': 'nft',
  'iptables-legacy': 'legacy',
};

interface Reading {
  words: Word[];
  backEnd: BackEndName | null;
  table: string;
}

const dropProgram = (reading: Reading): void => {
  if (reading.words[0]?.text === 'sudo') reading.words.shift();
  const program = reading.words[0]?.text ?? '';
  if (!Object.hasOwn(programs, program)) return;
  reading.backEnd = programs[program] ?? null;
  reading.words.shift();
};

/** `-t table` and `-w` may stand before the command. */
const dropGlobals = (reading: Reading): void => {
  for (let first = reading.words[0]?.text; first !== undefined; first = reading.words[0]?.text) {
    if (first === '-w' || first === '--wait') {
      reading.words.shift();
      if (/^\d+$/.test(reading.words[0]?.text ?? '')) reading.words.shift();
    } else if (first === '-t' || first === '--table') {
      reading.table = reading.words[1]?.text ?? '';
      reading.words.splice(0, 2);
    } else return;
  }
};

const placeIn = (words: Word[]): number | null =>
  /^[1-9]\d{0,5}$/.test(words[0]?.text ?? '') ? Number(words.shift()?.text) : null;

const readRules = (
  words: readonly Word[],
  make: (bodies: readonly RuleBody[]) => Operation,
): Operation | EditProblem => {
  const bodies = ruleBodies(words);
  const broken = bodies.find(({ problem }) => problem !== null);
  return broken === undefined ? make(bodies) : { problem: broken.problem ?? '' };
};

const readOperation = (command: string, words: Word[]): Operation | EditProblem => {
  const place = ['-I', '-D', '-R'].includes(command) ? placeIn(words) : null;
  switch (command) {
    case '-A':
      return readRules(words, (bodies) => ({ kind: 'append', bodies }));
    case '-I':
      return readRules(words, (bodies) => ({ kind: 'insert', position: place ?? 1, bodies }));
    case '-D':
      return place !== null && words.length === 0
        ? { kind: 'deleteAt', position: place }
        : readRules(words, (bodies) => ({ kind: 'delete', bodies }));
    case '-R':
      return place === null
        ? { problem: say('-R needs the place of a rule') }
        : readRules(words, (bodies) => ({ kind: 'replace', position: place, bodies }));
    case '-P':
      return /^(ACCEPT|DROP)$/.test(words[0]?.text ?? '')
        ? { kind: 'policy', policy: words[0]?.text ?? '' }
        : { problem: say('a policy is ACCEPT or DROP') };
    case '-N':
      return { kind: 'newChain' };
    case '-F':
      return { kind: 'flush' };
    default:
      return { problem: say('{command} is no change: -A, -I, -D, -R, -P, -N and -F are', { command }) };
  }
};

/** `[iptables] [-t table] -I DOCKER-USER 1 -p tcp ...`. The text is read, and never run. */
export const readEdit = (text: string): RuleEdit | EditProblem => {
  const words = wordsOf(text.trim());
  if (words === null) return { problem: say('a quote is not closed') };
  const reading: Reading = { words, backEnd: null, table: 'filter' };
  dropProgram(reading);
  dropGlobals(reading);
  const table = TABLES.find((name) => name === reading.table);
  if (table === undefined) return { problem: say('there is no table {table}', { table: reading.table }) };
  const [first, chain, ...rest] = reading.words;
  if (first === undefined || chain === undefined) return { problem: say('a command and a chain are needed') };
  const operation = readOperation(commands[first.text] ?? first.text, rest);
  return isProblem(operation)
    ? operation
    : { text: text.trim(), backEnd: reading.backEnd, table, chain: chain.text, operation };
};

const BUILT_IN: Readonly<Record<TableName, readonly string[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};

const newChain = (name: string, policy: string | null): Chain => ({
  name,
  policy,
  counters: null,
  rules: [],
  declared: true,
});

/** iptables makes a table that is not there when it is first used. */
const newTable = (name: TableName): Table => ({
  name,
  chains: BUILT_IN[name].map((chain) => newChain(chain, 'ACCEPT')),
  committed: true,
  problems: [],
});

const rulesOf = (chain: string, bodies: readonly RuleBody[]): Rule[] =>
  bodies.map((body) => ({ ...body, text: printRule(chain, body), line: 0, number: 0, counters: null }));

const printed = (chain: string, rule: Rule): string => (rule.problem === null ? printRule(chain, rule) : rule.text);

const without = (chain: Chain, bodies: readonly RuleBody[]): readonly Rule[] | EditProblem => {
  const [wanted] = rulesOf(chain.name, bodies);
  const at = wanted === undefined ? -1 : chain.rules.findIndex((rule) => printed(chain.name, rule) === wanted.text);
  return at === -1 ? { problem: say('{chain} has no such rule', { chain: chain.name }) } : chain.rules.toSpliced(at, 1);
};

const changedRules = (chain: Chain, operation: Operation): readonly Rule[] | EditProblem => {
  const { rules, name } = chain;
  const isBehind = 'position' in operation && operation.position > rules.length + (operation.kind === 'insert' ? 1 : 0);
  if (isBehind) return { problem: say('{chain} has {count} rules', { chain: name, count: rules.length }) };
  switch (operation.kind) {
    case 'append':
      return [...rules, ...rulesOf(name, operation.bodies)];
    case 'insert':
      return rules.toSpliced(operation.position - 1, 0, ...rulesOf(name, operation.bodies));
    case 'replace':
      return rules.toSpliced(operation.position - 1, 1, ...rulesOf(name, operation.bodies));
    case 'deleteAt':
      return rules.toSpliced(operation.position - 1, 1);
    case 'delete':
      return without(chain, operation.bodies);
    case 'flush':
      return [];
    case 'policy':
    case 'newChain':
      return rules;
  }
};

/** Rules keep their identity where their place does not change: what was made of them is then kept too. */
const numbered = (rules: readonly Rule[]): Rule[] =>
  rules.map((rule, index) => (rule.number === index + 1 ? rule : { ...rule, number: index + 1 }));

const changedChain = (table: Table, chain: Chain, operation: Operation): Chain | EditProblem => {
  const rules = changedRules(chain, operation);
  if (isProblem(rules)) return rules;
  const lost = rules.flatMap((rule) => missingTarget(table, rule) ?? [])[0];
  if (lost !== undefined && 'bodies' in operation && operation.bodies.some(({ target }) => target?.name === lost))
    return { problem: say('there is no target or chain {name}', { name: lost }) };
  if (operation.kind === 'policy' && chain.policy === null)
    return { problem: say('{chain} is no chain of the kernel and has no policy', { chain: chain.name }) };
  const policy = operation.kind === 'policy' ? operation.policy : chain.policy;
  return { ...chain, policy, rules: numbered(rules) };
};

const changedTable = (table: Table, { chain: name, operation }: RuleEdit): Table | EditProblem => {
  const chain = table.chains.find((one) => one.name === name);
  if (operation.kind === 'newChain')
    return chain === undefined
      ? { ...table, chains: [...table.chains, newChain(name, null)] }
      : { problem: say('there is a chain {chain} already', { chain: name }) };
  if (chain === undefined)
    return { problem: say('there is no chain {chain} in {table}', { chain: name, table: table.name }) };
  const next = changedChain(table, chain, operation);
  if (isProblem(next)) return next;
  return { ...table, chains: table.chains.map((one) => (one === chain ? next : one)) };
};

/** The world with the change made, or why it cannot be. */
export const withEdit = (world: World, edit: RuleEdit, plain: BackEndName): World | EditProblem => {
  const name = edit.backEnd ?? plain;
  const backEnd = world.backEnds.find((one) => one.name === name);
  if (backEnd === undefined) return { problem: say('the rules of {backEnd} are not known', { backEnd: name }) };
  const { tables } = backEnd.ruleset;
  const known = tables.findLast((table) => table.name === edit.table);
  const table = known ?? newTable(edit.table);
  const next = changedTable(table, edit);
  if (isProblem(next)) return next;
  const ruleset: Ruleset = {
    ...backEnd.ruleset,
    tables: known === undefined ? [...tables, next] : tables.map((one) => (one === known ? next : one)),
  };
  return { ...world, backEnds: world.backEnds.map((one) => (one === backEnd ? { ...backEnd, ruleset } : one)) };
};
