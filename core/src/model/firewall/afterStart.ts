import { emptyRuleset, tableOf, type Chain, type Rule, type Table } from '../../parse/iptables/rule.js';
import type { SavedRules } from '../../parse/iptables/savedRules.js';
import { HOOKS } from '../netfilter/callers.js';
import { TABLES, type TableName } from '../netfilter/chains.js';
import { isEngineChain, isEngineRule, USER_CHAIN } from '../netfilter/engineRules.js';
import type { BackEnd, BackEndName, World } from '../netfilter/world.js';

/** One table before and after: what is live, and what the file of saved rules holds of it. */
interface Sources {
  readonly world: World;
  readonly name: TableName;
  readonly live: Table | null;
  /** null: the file does not speak of the table. */
  readonly saved: Table | null;
  /** Whether iptables.service works on this back end. */
  readonly boots: boolean;
}

const chainIn = (table: Table | null, name: string): Chain | undefined =>
  table?.chains.find((chain) => chain.name === name);

const isBuiltIn = (name: string): boolean => HOOKS.some((hook) => hook === name);

/** The script drops everything before it loads the file; the engine sets the policy of FORWARD alone. */
const policyOf = ({ name, live, saved, boots }: Sources, chain: string): string | null => {
  if (!isBuiltIn(chain)) return null;
  const written = chainIn(saved, chain)?.policy;
  if (written != null) return written;
  if (boots && name === 'filter') return 'DROP';
  return chain === 'FORWARD' ? (chainIn(live, chain)?.policy ?? 'ACCEPT') : 'ACCEPT';
};

/** The engine puts its rules before what it finds, but behind it where it only asks for the VM's own addresses. */
const rulesOf = ({ world, name, live, saved }: Sources, chain: string): Rule[] => {
  const isEngines = (rule: Rule): boolean => isEngineRule(world, name, chain, rule);
  const engines = (chainIn(live, chain)?.rules ?? []).filter(isEngines);
  const owners = (chainIn(saved, chain)?.rules ?? []).filter((rule) => !isEngines(rule));
  const isBehind = chain === 'PREROUTING' || chain === 'OUTPUT';
  const rules = isBehind ? [...owners, ...engines] : [...engines, ...owners];
  return rules.map((rule, index) => ({ ...rule, number: index + 1 }));
};

const namesOf = ({ name, live, saved, boots }: Sources): string[] => {
  const kept = (live?.chains ?? [])
    .map((chain) => chain.name)
    .filter((chain) => isBuiltIn(chain) || isEngineChain(chain) || chain === USER_CHAIN);
  const filters = boots && name === 'filter' ? ['INPUT', 'FORWARD', 'OUTPUT'] : [];
  return [...new Set([...filters, ...(saved?.chains ?? []).map((chain) => chain.name), ...kept])];
};

const tableAfter = (sources: Sources): Table[] => {
  const chains = namesOf(sources).map((name) => ({
    name,
    policy: policyOf(sources, name),
    counters: null,
    declared: true,
    rules: rulesOf(sources, name),
  }));
  return chains.length === 0 ? [] : [{ name: sources.name, chains, committed: true, problems: [] }];
};

/**
 * The world as the next start makes it: iptables.service drops everything and loads the saved rules, and the container engine
 * makes its own rules anew, those that are live now. null: the saved rules are not understood.
 */
export const afterStart = (world: World, { ruleset: file }: SavedRules, boot: BackEndName): World | null => {
  if (!file.ok) return null;
  const backEnds = world.backEnds.map(({ name: backEnd, ruleset }): BackEnd => {
    const boots = backEnd === boot;
    const tables = TABLES.flatMap((name) =>
      tableAfter({ world, name, boots, live: tableOf(ruleset, name), saved: boots ? tableOf(file.value, name) : null }),
    );
    return { name: backEnd, ruleset: { ...emptyRuleset, tables } };
  });
  return { ...world, backEnds };
};
