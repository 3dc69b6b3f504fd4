/** What `iptables-save`, `iptables -S` and a restore file hold, table by table. Nothing is dropped: what is not understood is kept and marked. */

export interface Counters {
  readonly packets: number;
  readonly bytes: number;
}

/** A part of a rule that may be turned around with `!`. */
export interface Condition {
  readonly negated: boolean;
  readonly value: string;
}

/** `--name value value`, without the dashes and in the spelling that `iptables-save` prints. */
export interface Option {
  readonly name: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

/** One `-m module` with the options that belong to it. */
export interface Match {
  readonly module: string;
  readonly options: readonly Option[];
}

/** What a rule does with a packet that it matches: a built-in target, an extension, or a chain of the same table. */
export interface Target {
  readonly name: string;
  /** `-g`: the chain's end returns to where the caller would return to. */
  readonly goto: boolean;
  readonly options: readonly Option[];
}

export interface Rule {
  /** The rule as it was written, without its counters: `-A INPUT -p tcp --dport 22 -j ACCEPT`. */
  readonly text: string;
  /** The line of the text that it came from, from 1. */
  readonly line: number;
  /** The place in its chain, from 1. */
  readonly number: number;
  readonly counters: Counters | null;
  /** `a.b.c.d/n`, or `a.b.c.d/m.m.m.m` where the mask is no prefix. */
  readonly source: Condition | null;
  readonly destination: Condition | null;
  /** A name that ends in `+` stands for all that begin with what is before it. */
  readonly inInterface: Condition | null;
  readonly outInterface: Condition | null;
  /** A lower-case name for the usual ones, else the number. */
  readonly protocol: Condition | null;
  /** `-f`: second and further fragments; negated: heads and whole packets. */
  readonly fragment: { readonly negated: boolean } | null;
  readonly matches: readonly Match[];
  /** null: the rule only counts. */
  readonly target: Target | null;
  /** Why the rule is not understood in full; null where it is. What it matches and does is then unknown. */
  readonly problem: string | null;
}

export interface Chain {
  readonly name: string;
  /** null for a chain that somebody made. */
  readonly policy: string | null;
  readonly counters: Counters | null;
  readonly rules: readonly Rule[];
  /** Whether a `:CHAIN` or `-N` line declares it. Rules for a chain that nobody declares do not load. */
  readonly declared: boolean;
}

/** A line that says something no chain can hold. */
export interface Problem {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export interface Table {
  readonly name: string;
  readonly chains: readonly Chain[];
  /** Whether a COMMIT ends it. Without one the text was cut off, or the file does not load. */
  readonly committed: boolean;
  readonly problems: readonly Problem[];
}

export interface Ruleset {
  readonly tables: readonly Table[];
  /** The back end that wrote it, as far as its header says. */
  readonly backEnd: 'nft' | 'legacy' | null;
  /** nft tables that the tool could not express: something else made them, and they filter too. */
  readonly incompatibleTables: readonly string[];
  /** The nft tool warned that there are rules in the legacy tables as well. */
  readonly legacyTablesPresent: boolean;
  readonly problems: readonly Problem[];
}

export const emptyRuleset: Ruleset = {
  tables: [],
  backEnd: null,
  incompatibleTables: [],
  legacyTablesPresent: false,
  problems: [],
};

/** The table that counts: where a file holds one twice, the later block replaces the earlier. */
export const tableOf = (ruleset: Ruleset, name: string): Table | null =>
  ruleset.tables.findLast((table) => table.name === name) ?? null;

export const chainOf = (ruleset: Ruleset, table: string, chain: string): Chain | null =>
  tableOf(ruleset, table)?.chains.find(({ name }) => name === chain) ?? null;

/** What `-m comment` says, or null. */
export const commentOf = ({ matches }: Rule): string | null =>
  matches.find(({ module }) => module === 'comment')?.options.find(({ name }) => name === 'comment')?.values[0] ?? null;
