import type { Evidence, Finding, Outcome, RemedyStep } from '../contract/finding.js';
import type { FactId, InputId } from '../facts/facts.js';
import type { FactTable, Inputs } from '../facts/readFacts.js';
import { interpolate } from '../texts/interpolate.js';
import { say, tell } from '../texts/say.js';
import { printable } from './printable.js';
import type { AnyReported, AnyRule, Lacking, MessageTemplate, RuleContext, Verdict } from './rule.js';
import { categoryOf, pageOf } from './ruleInfo.js';

type Plain = Pick<Finding, 'outcome' | 'severity' | 'message' | 'target' | 'evidence' | 'remedy' | 'repair'>;

const observedText = (observed: unknown): string =>
  typeof observed === 'string' ? observed : JSON.stringify(observed ?? null);

const evidenceOf = (said: AnyReported): Evidence[] =>
  said.evidence.map(({ fact, path, observed, expected }) => ({
    fact,
    path,
    observed: observedText(observed),
    expected,
  }));

const remedyOf = (template: MessageTemplate, data: AnyReported['data']): RemedyStep[] =>
  template.remedy.flatMap(({ text, command }) => {
    const filled = command === undefined ? null : interpolate(command, data);
    return filled === '' ? [] : [{ text: tell(text, data), command: filled }];
  });

const complete = (rule: AnyRule, context: RuleContext, plain: Plain): Finding => ({
  rule: rule.id,
  category: categoryOf(rule.id),
  title: tell(rule.title),
  causedBy: null,
  suppressed: null,
  page: pageOf(rule.id),
  device: context.device,
  collectedAt: context.now.toISOString(),
  ...plain,
  message: printable(plain.message),
  target: printable(plain.target),
  evidence: plain.evidence.map(({ fact, path, observed, expected }) => ({
    fact,
    path: printable(path),
    observed: printable(observed),
    expected: printable(expected),
  })),
  remedy: plain.remedy.map(({ text, command }) => ({
    text: printable(text),
    command: command === null ? null : printable(command),
  })),
});

const bare = { evidence: [], remedy: [], repair: null };

const outcomeOf = ({ note, undecided }: MessageTemplate): Outcome => {
  if (undecided === true) return 'unknown';
  return note === true ? 'pass' : 'fail';
};

const spoken = (rule: AnyRule, said: AnyReported): Plain => {
  const template = rule.messages[said.message];
  if (template === undefined) throw new Error(`${rule.id} has no message ${said.message}.`);
  return {
    outcome: outcomeOf(template),
    severity: template.note === true ? 'information' : (template.severity ?? rule.severity),
    message: tell(template.text, said.data),
    target: said.target,
    evidence: evidenceOf(said),
    remedy: remedyOf(template, said.data),
    repair: template.repair ?? null,
  };
};

const missingFacts = (rule: AnyRule, facts: FactTable): { id: FactId; reason: string }[] =>
  rule.requires.flatMap((id) => {
    const state = facts[id];
    return state.ok ? [] : [{ id, reason: state.reason }];
  });

/** The facts that the rule declared, and no others. */
const narrow = (rule: AnyRule, facts: Inputs): Readonly<Record<string, unknown>> => {
  const declared: Record<string, unknown> = {};
  const declare = (id: InputId): void => {
    const state = facts[id];
    declared[id] = state?.ok === true ? state.value : undefined;
  };
  rule.requires.forEach(declare);
  rule.uses?.forEach(declare);
  return declared;
};

const quiet = (rule: AnyRule, context: RuleContext, verdict: Exclude<Verdict, Lacking>): Plain => {
  const common = { severity: rule.severity, target: context.device, ...bare };
  if (verdict === undefined)
    return { ...common, outcome: 'pass', message: say('{title}.', { title: tell(rule.title) }) };
  if (verdict === 'notApplicable')
    return { ...common, outcome: 'notApplicable', message: say('Does not concern this device.') };
  return { ...common, outcome: 'unknown', message: verdict.unknown };
};

const unknownFor = (rule: AnyRule, context: RuleContext, id: FactId, reason: string): Plain => ({
  ...quiet(rule, context, { unknown: say('{facts} is missing: {reason}', { facts: id, reason }) }),
  target: id,
  evidence: [{ fact: id, path: '', observed: reason, expected: say('the fact') }],
});

const silent = (rule: AnyRule, facts: FactTable, context: RuleContext, verdict: Verdict): Plain => {
  if (typeof verdict !== 'object' || !('lacking' in verdict)) return quiet(rule, context, verdict);
  const state = facts[verdict.lacking];
  return unknownFor(rule, context, verdict.lacking, state.ok ? '' : state.reason);
};

const judge = (rule: AnyRule, facts: Inputs, context: RuleContext): Plain[] => {
  const missing = missingFacts(rule, facts);
  if (missing.length > 0) {
    return missing.map(({ id, reason }) => unknownFor(rule, context, id, reason));
  }
  const said: Plain[] = [];
  const verdict = rule.check(narrow(rule, facts) as never, (item) => said.push(spoken(rule, item)), context);
  // A rule that reported something and could not decide the rest says both; a mere note leaves the verdict standing.
  return typeof verdict === 'object' || said.length === 0 ? [...said, silent(rule, facts, context, verdict)] : said;
};

/** Runs one rule. An exception inside a rule is our bug and becomes the outcome `error`; the other rules go on. */
export const runRule = (rule: AnyRule, facts: Inputs, context: RuleContext): Finding[] => {
  try {
    return judge(rule, facts, context).map((plain) => complete(rule, context, plain));
  } catch (error) {
    const bug = error instanceof Error ? error.message : String(error);
    const message = say('A bug in {rule}: {bug}', { rule: rule.id, bug });
    return [
      complete(rule, context, { outcome: 'error', severity: rule.severity, message, target: context.device, ...bare }),
    ];
  }
};

export const runRules = (rules: readonly AnyRule[], facts: Inputs, context: RuleContext): Finding[] =>
  rules.flatMap((rule) => runRule(rule, facts, context));
