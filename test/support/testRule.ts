import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Evidence, Finding } from '../../core/src/contract/finding.js';
import { DnsPlan } from '../../core/src/contract/dnsPlan.js';
import { RepairPlan } from '../../core/src/contract/plan.js';
import type { AnyReported, AnyRule, MessageTemplate, Rule, Verdict, Judged } from '../../core/src/engine/rule.js';
import { runRule } from '../../core/src/engine/runRules.js';
import { pageOf } from '../../core/src/engine/ruleInfo.js';
import { factIds, type FactId, type InputId, type InputValues } from '../../core/src/facts/facts.js';
import type { Inputs } from '../../core/src/facts/readFacts.js';
import { printable } from '../../core/src/engine/printable.js';
import { faultsOfCommand, isAtLarge } from './remedyCommand.js';

import { inLanguage } from '../../core/src/texts/say.js';
import { isEnglish, missingIn, others, pendingRules, textsOfRule } from './languages.js';

/** The facts of a case: all that the rule requires, and those it uses that the case has. */
type CaseFacts<R extends readonly FactId[], O extends readonly InputId[]> = Pick<InputValues, R[number]> &
  Partial<Pick<InputValues, O[number]>>;

interface Quiet<F> {
  readonly name: string;
  readonly facts: F;
  /** How the other rules came out, for the verdict. */
  readonly judged?: Judged;
}

interface Speaking<F, K> extends Quiet<F> {
  /** The messages reported, in order. */
  readonly messages: readonly K[];
  /** The targets reported, in order. */
  readonly targets?: readonly string[];
  /** Words that the messages or their remedies must contain. */
  readonly says?: readonly string[];
  /** What the evidence must contain: a place in a fact (`guest.routes/default: `), or what was seen or expected there. */
  readonly shows?: readonly string[];
  /** Every command of the remedies, in order. */
  readonly commands?: readonly string[];
}

export interface RuleCases<F, K> {
  readonly pass: readonly Quiet<F>[];
  readonly fail: readonly Speaking<F, K>[];
  readonly notApplicable: readonly Quiet<F>[];
  /** Facts that are there but do not decide. */
  readonly unknown?: readonly (Quiet<F> & { readonly says: string })[];
  /** Worth saying, and no fault. */
  readonly notes?: readonly Speaking<F, K>[];
}

const context = { now: new Date('2026-03-01T08:15:00Z'), device: 'EDGE-1' };

const contextOf = (judged: Judged | undefined) => (judged === undefined ? context : { ...context, judged });

const headings = ['## What is wrong', '## How we know', '## How to mend it', '## When it does not apply'];

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
};

const tableOf = (facts: Readonly<Partial<Record<InputId, unknown>>>): Inputs => {
  const table = Object.fromEntries(
    factIds.map((id) => [id, id in facts ? { ok: true, value: facts[id] } : { ok: false, reason: 'not collected' }]),
  );
  const beside = (['profile', 'control'] as const).flatMap((id) =>
    id in facts ? [[id, { ok: true, value: facts[id] }] as const] : [],
  );
  return { ...table, ...Object.fromEntries(beside) } as Inputs;
};

/** The facts of a case but for one. */
const without = (facts: object, gone: InputId): Partial<Record<InputId, unknown>> =>
  Object.fromEntries(Object.entries(facts).filter(([id]) => id !== gone));

interface Observed {
  readonly verdict: Verdict;
  readonly said: readonly AnyReported[];
  readonly read: readonly string[];
}

/** Runs the check itself, noting which facts it reads. */
const observe = (rule: AnyRule, facts: object, judged?: Judged): Observed => {
  const read = new Set<string>();
  const said: AnyReported[] = [];
  const declared = new Set<string>([...rule.requires, ...(rule.uses ?? [])]);
  const narrowed = Object.fromEntries(Object.entries(facts).filter(([id]) => declared.has(id)));
  const watched = new Proxy(narrowed, {
    get: (target, key) => {
      read.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
  const check = rule.check.bind(rule) as unknown as (f: object, r: (s: AnyReported) => void, c: unknown) => Verdict;
  return { verdict: check(watched, (item) => said.push(item), contextOf(judged)), said, read: [...read] };
};

const assertTidy = (findings: readonly Finding[]): void => {
  for (const { message, target, remedy, outcome, evidence } of findings) {
    for (const text of [message, target, ...remedy.flatMap(({ text, command }) => [text, command ?? ''])]) {
      assert.doesNotMatch(text, /\{[A-Za-z0-9]+\}|undefined|\[object|NaN/, 'a placeholder or a slip is left');
    }
    for (const { command } of remedy) assert.deepEqual(command === null ? [] : faultsOfCommand(command), []);
    if (outcome === 'fail') assert.ok(evidence.length > 0, 'a fail without evidence');
  }
};

/** What a value that was not there leaves of a sentence: a gap, empty brackets, a sign with nothing before it. */
const GAP = / {2}|\( *\)|[(,:;] *[.,;)]| [.,;)]/;

/** A reader must be able to follow what is shown: a fact that the rule reads, a place in it, something seen, something expected. */
const assertShown = (rule: AnyRule, findings: readonly Finding[]): void => {
  const declared: readonly string[] = [...rule.requires, ...(rule.uses ?? [])];
  for (const { message, target, evidence } of findings) {
    assert.doesNotMatch(message, GAP, 'a value is empty in the message');
    assert.notEqual(target, '', 'a finding without a target');
    for (const { fact, path, observed, expected } of evidence) {
      assert.ok(declared.includes(fact), `the evidence is said to be from ${JSON.stringify(fact)}`);
      assert.match(path, /^(\/.+)?$/, 'the evidence points nowhere');
      assert.ok(observed !== '' && expected !== '', `the evidence of ${fact} shows nothing, or against nothing`);
    }
  }
};

const outcomesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ outcome }) => outcome))];

const commandsOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ remedy }) => remedy.flatMap(({ command }) => (command === null ? [] : [command])));

const isNothing = (value: unknown): boolean => value === '' || value === undefined;

const shownOf = ({ fact, path, observed, expected }: Evidence): string =>
  `${fact}${path}: ${observed}, not ${expected}`;

/** What stands in a list of what was seen, and is nothing. */
const gapsIn = ({ evidence }: AnyReported): unknown[] =>
  evidence.flatMap(({ observed }) => (Array.isArray(observed) ? (observed as unknown[]) : [])).filter(isNothing);

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** A command, what ends a quote of PowerShell and of a shell, a command behind each, and what a terminal obeys. */
const WORD = 'ATLARGE';
const HOSTILE = `;${WORD}';$(${WORD})\u2019&${WORD} \u001b[2J\u202e`;

/** The parsers take no other words in their places than these. */
const CLOSED = new Set(['tcp', 'udp', 'Public']);

const renamed = (value: unknown, name: string): unknown => {
  if (value === name) return `${name}${HOSTILE}`;
  if (Array.isArray(value)) return value.map((one) => renamed(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, name)]));
};

type Speaker = Quiet<object> & { readonly messages?: readonly string[] };

/** Each name of the device, once with each of the messages. */
const namesIn = (cases: readonly Speaker[]): readonly (readonly [string, Speaker])[] => {
  const seen = cases.flatMap((one) =>
    stringsIn(one.facts)
      .filter((name) => name !== '' && !CLOSED.has(name))
      .map((name) => [JSON.stringify([name, one.messages]), [name, one] as const] as const),
  );
  return [...new Map(seen).values()];
};

/** What of a finding would do more in a terminal, or pasted, than say something. */
const dangersIn = ({ message, target, evidence, remedy }: Finding): readonly string[] => [
  ...[message, target, ...evidence.flatMap((one) => Object.values(one)), ...remedy.map(({ text }) => text)].filter(
    (text) => printable(text) !== text,
  ),
  ...remedy.flatMap(({ command }) =>
    command !== null && (printable(command) !== command || isAtLarge(command, WORD)) ? [command] : [],
  ),
];

/** What every rule must keep, besides its cases. */
const itIsWellFormed = (
  rule: AnyRule,
  all: readonly Quiet<object>[],
  speaking: readonly Speaker[],
  seen: () => readonly Observed[],
): void => {
  it('reads the facts that it declares, and no others', () => {
    const read = new Set(seen().flatMap((one) => one.read));
    assert.deepEqual([...read].sort(), [...rule.requires, ...(rule.uses ?? [])].sort());
  });

  it('says each of its messages in some case', () => {
    const said = new Set(seen().flatMap((one) => one.said.map(({ message }) => message)));
    assert.deepEqual([...said].sort(), Object.keys(rule.messages).sort());
  });

  it('has no case twice', () => {
    const texts = all.map(({ facts, judged }) => JSON.stringify([facts, judged]));
    const twice = all.filter((_one, index) => texts.indexOf(texts[index] ?? '') !== index).map(({ name }) => name);
    assert.deepEqual(twice, []);
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length, 'two cases have one name');
  });

  for (const id of rule.requires) {
    it(`does not know without ${id}, and says so`, () => {
      for (const { facts } of all) {
        const rest = without(facts, id);
        const findings = runRule(rule, tableOf(rest), context);
        assert.deepEqual(outcomesOf(findings), ['unknown']);
        assert.deepEqual(
          findings.map(({ target }) => target),
          [id],
        );
      }
    });
  }

  for (const id of rule.uses ?? []) {
    it(`still judges without ${id}`, () => {
      for (const { facts } of all) {
        const rest = without(facts, id);
        const findings = runRule(rule, tableOf(rest), context);
        assert.ok(!outcomesOf(findings).includes('error'), findings[0]?.message);
        assertTidy(findings);
      }
    });
  }

  it('has a page with the four headings', () => {
    const page = `docs/${pageOf(rule.id)}`;
    assert.ok(existsSync(page), `${page} is missing`);
    const text = readFileSync(page, 'utf8');
    const found = text.split('\n').filter((line) => line.startsWith('## '));
    assert.deepEqual(found, headings);
    assert.match(text, new RegExp(`^# ${rule.id} `), 'the page begins with the id');
    assert.ok(
      rule.guide.every((row) => text.includes(row)),
      'the page cites its guide rows and cases',
    );
  });

  it('says and proposes nothing that a name of the device can turn into a command', () => {
    for (const [name, { facts, judged }] of namesIn(speaking)) {
      const findings = runRule(rule, tableOf(renamed(facts, name) as object), contextOf(judged));
      // What throws here is a word of a parser's own: what comes from outside is bent in test/unit/core.
      const dangers = findings.filter(({ outcome }) => outcome !== 'error').flatMap(dangersIn);
      assert.deepEqual(dangers, [], JSON.stringify(name));
    }
  });

  it('names only repairs that there are', () => {
    // What restarts every module is asked for by a person alone: no finding leads to it.
    const dns = DnsPlan.shape.repair.options.filter((repair) => repair !== 'set-engine-dns');
    const known: readonly string[] = [...RepairPlan.shape.repair.options, ...dns];
    const named = Object.values(rule.messages).flatMap(({ repair }) => (repair === undefined ? [] : [repair]));
    assert.deepEqual(
      named.filter((repair) => !known.includes(repair)),
      [],
    );
  });
};

const itSays = (rule: AnyRule, outcome: string, one: Speaking<object, string>): void => {
  it(`${outcome === 'fail' ? 'reports' : 'remarks'} ${one.name}`, () => {
    const { said } = observe(rule, one.facts, one.judged);
    assert.deepEqual(
      said.map(({ message }) => message),
      one.messages,
    );
    if (one.targets !== undefined)
      assert.deepEqual(
        said.map(({ target }) => target),
        one.targets,
      );
    const findings = runRule(rule, tableOf(one.facts), contextOf(one.judged));
    assertTidy(findings);
    assertShown(rule, findings);
    assert.deepEqual(said.flatMap(gapsIn), [], 'the evidence has a gap');
    assert.ok(outcomesOf(findings).includes(outcome), `outcomes: ${outcomesOf(findings).join(', ')}`);
    if (outcome === 'pass') assert.deepEqual(outcomesOf(findings), ['pass']);
    assert.ok(!outcomesOf(findings).includes('unknown'), 'something is said to be unknown besides');
    const told = findings.flatMap(({ message, remedy }) => [message, ...remedy.map(({ text }) => text)]);
    for (const words of one.says ?? [])
      assert.ok(
        told.some((text) => text.includes(words)),
        `${words} is not said in: ${told.join(' ')}`,
      );
    const shown = findings.flatMap(({ evidence }) => evidence.map(shownOf));
    for (const place of one.shows ?? [])
      assert.ok(
        shown.some((seen) => seen.includes(place)),
        `${place} is not shown in: ${shown.join(' ')}`,
      );
    if (one.commands !== undefined) assert.deepEqual(commandsOf(findings), one.commands);
  });
};

/** What a person reads of a finding; what a device wrote itself stands elsewhere. */
const readTexts = ({ title, message, remedy, evidence }: Finding): string[] => [
  title,
  message,
  ...remedy.map(({ text }) => text),
  ...evidence.map(({ expected }) => expected),
];

/** Without the device's own words: those are the same in every language. */
const withoutQuotes = (text: string, facts: object): string =>
  stringsIn(facts)
    .filter((words) => words.length > 8)
    .reduce((rest, words) => rest.replaceAll(words, '...'), text);

const itSpeaksOtherLanguages = (rule: AnyRule, all: readonly Quiet<object>[]): void => {
  for (const { name, catalogue } of others) {
    const pending = pendingRules.includes(rule.id);
    it(`has its texts in ${name}${pending ? ' (not yet)' : ''}`, () => {
      if (pending) return;
      assert.deepEqual(missingIn(catalogue.texts, textsOfRule(rule)), []);
      for (const { facts, judged } of all) {
        const findings = inLanguage(catalogue, () => runRule(rule, tableOf(facts), contextOf(judged)));
        assertTidy(findings);
        const own = findings.flatMap(readTexts).map((text) => withoutQuotes(text, facts));
        assert.deepEqual(own.filter(isEnglish), [], 'English is left: say() it');
      }
    });
  }
};

/** Tests a rule by its table of cases, and by what every rule must keep. */
export const testRule = <
  const R extends readonly FactId[],
  const O extends readonly InputId[],
  M extends Record<string, MessageTemplate>,
>(
  rule: Rule<R, O, M>,
  cases: RuleCases<CaseFacts<R, O>, keyof M & string>,
): void => {
  const any = rule as unknown as AnyRule;
  const onlyRemarks = Object.values(rule.messages).every(({ note }) => note === true);
  const all: readonly Quiet<object>[] = deepFreeze([
    ...cases.pass,
    ...cases.fail,
    ...cases.notApplicable,
    ...(cases.unknown ?? []),
    ...(cases.notes ?? []),
  ]);

  describe(`${rule.id} ${rule.slug}`, () => {
    it('has a case that passes and one that fails', () => {
      assert.ok(cases.pass.length > 0 || (cases.notes ?? []).length > 0 || onlyRemarks, 'no case passes');
      assert.ok(cases.fail.length > 0 || onlyRemarks, 'no case fails');
    });

    for (const one of cases.pass) {
      it(`is content with ${one.name}`, () => {
        const findings = runRule(any, tableOf(one.facts), contextOf(one.judged));
        assert.deepEqual(
          findings.map(({ outcome, severity }) => [outcome, severity]),
          [['pass', rule.severity]],
        );
        // A remark is a pass too.
        assert.deepEqual(observe(any, one.facts, one.judged).said, []);
      });
    }
    for (const one of cases.notApplicable) {
      it(`does not concern ${one.name}`, () => {
        assert.deepEqual(outcomesOf(runRule(any, tableOf(one.facts), context)), ['notApplicable']);
      });
    }
    for (const one of cases.unknown ?? []) {
      it(`cannot know: ${one.name}`, () => {
        const findings = runRule(any, tableOf(one.facts), contextOf(one.judged));
        assert.ok(outcomesOf(findings).includes('unknown'), `outcomes: ${outcomesOf(findings).join(', ')}`);
        assert.ok(
          findings.some(({ message }) => message.includes(one.says)),
          findings.map(({ message }) => message).join(' '),
        );
      });
    }
    for (const one of cases.fail) itSays(any, 'fail', one);
    for (const one of cases.notes ?? []) itSays(any, 'pass', one);
    itSpeaksOtherLanguages(any, all);
    const speaking = [...cases.fail, ...(cases.unknown ?? []), ...(cases.notes ?? [])];
    itIsWellFormed(any, all, speaking, () => all.map(({ facts, judged }) => observe(any, facts, judged)));
  });
};
