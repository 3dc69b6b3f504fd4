import type { Stage } from '../causes/graph.js';
import type { Category, Evidence, Outcome, Severity } from '../contract/finding.js';
import type { SuppressionUse } from '../contract/suppression.js';
import type { FactId, InputId, InputValues } from '../facts/facts.js';
import type { DataOf } from '../texts/say.js';

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
export type RuleId = `${Category}${Digit}${Digit}${Digit}`;

/** One step of a remedy; `{placeholders}` are filled from the data of the report. */
export interface RemedyTemplate {
  readonly text: string;
  /**
   * The command line as an administrator would type it; its values are filled in quoted for PowerShell or the shell by the
   * rule. Where it comes out empty, the device has no values for it and the step is left out.
   */
  readonly command?: string;
}

/** Something a rule may say. */
export interface MessageTemplate {
  /** A full sentence, with the device's own values in `{placeholders}`. */
  readonly text: string;
  readonly remedy: readonly RemedyTemplate[];
  /** The repair that can mend it. */
  readonly repair?: string;
  /** Worth saying but no fault: the finding is a pass of severity information. */
  readonly note?: true;
  /** Says what is not known, with the evidence of what is missing: the finding is an unknown. */
  readonly undecided?: true;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
}

type StringsOf<M extends MessageTemplate> =
  | M['text']
  | M['remedy'][number]['text']
  | (M['remedy'][number] extends infer S
      ? S extends { readonly command: infer C extends string }
        ? C
        : never
      : never);

/** What is said about one target. A claim without evidence does not compile. */
export type Reported<M extends Record<string, MessageTemplate>> = {
  [K in keyof M & string]: {
    readonly message: K;
    readonly target: string;
    readonly data: DataOf<StringsOf<M[K]>>;
    readonly evidence: readonly [ReportedEvidence, ...ReportedEvidence[]];
  };
}[keyof M & string];

/** Values are turned into text by the engine, so that a rule can hand over what it read. */
export interface ReportedEvidence extends Omit<Evidence, 'observed' | 'fact'> {
  readonly fact: InputId;
  readonly observed: unknown;
}

/** Why a rule cannot judge although its facts are there. */
export interface Undecided {
  readonly unknown: string;
}

/** A fact that the rule uses and that turned out to decide is not there. */
export interface Lacking {
  readonly lacking: FactId;
}

export type Verdict = 'notApplicable' | Undecided | Lacking | undefined;

/** A rule all of whose faults are accepted is counted as that. */
export type Counted = Outcome | 'suppressed';

/** How a look came out, rule by rule: what the verdict speaks of. */
export interface Judged {
  /** How many rules have each outcome; the worst of its findings counts. */
  readonly counts: Readonly<Record<Counted, number>>;
  /** The rule of the finding to mend first. */
  readonly first: string | null;
  /** Facts that these rules would have read, had they been there. */
  readonly missing: readonly { readonly fact: FactId; readonly reason: string }[];
  readonly suppressions: readonly SuppressionUse[];
}

export interface RuleContext {
  /** The snapshot's clock: rules never read another. */
  readonly now: Date;
  readonly device: string;
  /** How the other rules came out: there for the verdict alone. */
  readonly judged?: Judged;
}

/** A rule: what it needs, what it may say, how to mend it, and a pure check. The engine does everything else. */
export interface Rule<
  R extends readonly FactId[] = readonly FactId[],
  O extends readonly InputId[] = readonly InputId[],
  M extends Record<string, MessageTemplate> = Record<string, MessageTemplate>,
> {
  /** Area and three digits; permanent, never reused. */
  readonly id: RuleId;
  /** Kebab-case noun phrase of the failing state; the file is called `<id>-<slug>.ts`. */
  readonly slug: string;
  /** What holds on a healthy device; no full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** Where it stands in the chain of causes. */
  readonly stage: Stage;
  /** The stage goes on working in part: the finding explains those about its own targets alone, and none that passes refutes it. */
  readonly partial?: true;
  /** Stages of which a partial one explains every finding: there it shows that, and only there. */
  readonly explains?: readonly Stage[];
  /** Comes and goes, or does its harm later: what works now does not refute it. */
  readonly intermittent?: true;
  /** Rows of Microsoft's troubleshooting guide (G01...), or real cases (`Azure/iotedge-eflow#221`), that this rule automates. */
  readonly guide: readonly string[];
  /** The facts without which the rule cannot judge: with one missing its outcome is `unknown`. */
  readonly requires: R;
  /** Facts, and the wishes of the caller, that the rule uses where they are there: `undefined` where not. */
  readonly uses?: O;
  readonly messages: M;
  check(
    facts: Readonly<Pick<InputValues, R[number]>> & { readonly [K in O[number]]: InputValues[K] | undefined },
    report: (said: Reported<M>) => void,
    context: RuleContext,
  ): Verdict;
}

/** What any rule may say, for those who handle every rule alike. */
export interface AnyReported {
  readonly message: string;
  readonly target: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly evidence: readonly ReportedEvidence[];
}

/** The shape under which the engine and the registry handle every rule alike. */
export interface AnyRule extends Omit<Rule, 'check'> {
  check(facts: never, report: (said: AnyReported) => void, context: RuleContext): Verdict;
}

export const defineRule = <
  const R extends readonly FactId[],
  const M extends Record<string, MessageTemplate>,
  const O extends readonly InputId[] = readonly [],
>(
  rule: Rule<R, O, M>,
): Rule<R, O, M> & { readonly uses: O } => ({ ...rule, uses: rule.uses ?? ([] as unknown as O) });
