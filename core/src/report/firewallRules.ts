import type { FirewallRule, FirewallRuleFilter } from '../contract/firewallRule.js';
import { printable } from '../engine/printable.js';
import { say, tellReason } from '../texts/say.js';
import { isLike } from '../engine/wildcard.js';
import type { FactTable } from '../facts/readFacts.js';
import { bootBackEnd } from '../model/firewall/bootBackEnd.js';
import { inRanges } from '../model/netfilter/field.js';
import { readPorts } from '../model/netfilter/values.js';
import type { BackEndName } from '../model/netfilter/world.js';
import { printRule } from '../parse/iptables/print.js';
import { commentOf, type Chain, type Condition, type Rule, type Ruleset } from '../parse/iptables/rule.js';

interface Device {
  readonly device: string;
  readonly collectedAt: string;
}

export interface FirewallListing {
  readonly rules: FirewallRule[];
  /** What could not be listed, and why: without these the list is not whole. */
  readonly missing: string[];
}

/** The same words mean the same rule, wherever it stands. */
const wordsOf = (chain: string, rule: Rule): string => (rule.problem === null ? printRule(chain, rule) : rule.text);

const conditionText = (condition: Condition | null): string | null =>
  condition === null ? null : `${condition.negated ? '! ' : ''}${condition.value}`;

const portOptions = ['dport', 'dports', 'ports', 'ctorigdstport'];

const portsOf = ({ matches }: Rule): Condition[] =>
  matches.flatMap(({ options }) =>
    options
      .filter(({ name }) => portOptions.includes(name))
      .map(({ negated, values }) => ({ negated, value: values.join(',') })),
  );

/** `eflownetdiag:<id>`, the comment by which a repair knows its own rules. */
const repairOf = (rule: Rule): string | null =>
  /^eflownetdiag:([0-9a-f]{16})$/.exec(commentOf(rule) ?? '')?.[1] ?? null;

type Place = Pick<FirewallRule, 'backEnd' | 'table' | 'chain'>;
type State = Pick<FirewallRule, 'number' | 'packets' | 'live' | 'saved'>;

const ruleRow = (place: Place, rule: Rule, state: State, device: Device): FirewallRule => ({
  kind: 'rule',
  ...place,
  ...state,
  target: rule.target?.name ?? null,
  protocol: conditionText(rule.protocol),
  source: conditionText(rule.source),
  destination: conditionText(rule.destination),
  ports: portsOf(rule).map(conditionText).join(' ') || null,
  inInterface: conditionText(rule.inInterface),
  outInterface: conditionText(rule.outInterface),
  ours: repairOf(rule),
  text: printable(wordsOf(place.chain, rule)),
  ...device,
});

const policyRow = (
  place: Place,
  chain: Chain,
  policy: string,
  saved: boolean | null,
  device: Device,
): FirewallRule => ({
  kind: 'policy',
  ...place,
  number: null,
  target: policy,
  ...{ protocol: null, source: null, destination: null, ports: null, inInterface: null, outInterface: null },
  packets: chain.counters?.packets ?? null,
  live: true,
  saved,
  ours: null,
  text: `-P ${chain.name} ${policy}`,
  ...device,
});

const chainsOf = ({ tables }: Ruleset): { table: string; chain: Chain }[] =>
  tables.flatMap(({ name, chains }) => chains.map((chain) => ({ table: name, chain })));

/** How often each rule stands in the saved file: a rule that stands there once is saved once. */
const savedCounts = (saved: Ruleset): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { table, chain } of chainsOf(saved)) {
    for (const rule of chain.rules) {
      const key = `${table} ${wordsOf(chain.name, rule)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
};

/** Takes one of the saved rules of these words, where there is one left. */
const take = (counts: Map<string, number>, key: string): boolean => {
  const left = counts.get(key) ?? 0;
  counts.set(key, left - 1);
  return left > 0;
};

const liveRows = (backEnd: BackEndName, live: Ruleset, saved: Ruleset | null, device: Device): FirewallRule[] => {
  const counts = saved === null ? null : savedCounts(saved);
  const savedPolicy = (table: string, chain: string): string | null | undefined =>
    saved?.tables.find(({ name }) => name === table)?.chains.find(({ name }) => name === chain)?.policy;
  return chainsOf(live).flatMap(({ table, chain }) => {
    const place = { backEnd, table, chain: chain.name };
    const { policy } = chain;
    const kept = policy === null || saved === null ? null : savedPolicy(table, chain.name) === policy;
    const rows = chain.rules.map((rule) => {
      const isSaved = counts === null ? null : take(counts, `${table} ${wordsOf(chain.name, rule)}`);
      const state = { number: rule.number, packets: rule.counters?.packets ?? null, live: true, saved: isSaved };
      return ruleRow(place, rule, state, device);
    });
    return policy === null ? rows : [policyRow(place, chain, policy, kept, device), ...rows];
  });
};

/** What stands in the file and does not work now. */
const savedOnlyRows = (backEnd: BackEndName, live: Ruleset, saved: Ruleset, device: Device): FirewallRule[] => {
  const counts = savedCounts(live);
  return chainsOf(saved).flatMap(({ table, chain }) =>
    chain.rules
      .filter((rule) => !take(counts, `${table} ${wordsOf(chain.name, rule)}`))
      .map((rule) =>
        ruleRow(
          { backEnd, table, chain: chain.name },
          rule,
          { number: null, packets: null, live: false, saved: true },
          device,
        ),
      ),
  );
};

/** `8883`, `80,443`, `! 22`, or several of them. */
const looksAt = (port: number, ports: string | null): boolean =>
  [...(ports ?? '').matchAll(/(! )?([\d:,]+)/g)].some(
    ([, negated, text = '']) => inRanges(readPorts(text) ?? [], port) === (negated === undefined),
  );

/** The protocol by name; a rule that names none matches each. */
const canMatch = (protocol: string, { protocol: own }: FirewallRule): boolean =>
  own === null || own === protocol || (own.startsWith('! ') && own.slice(2) !== protocol);

const isWanted = (rule: FirewallRule, { tables, chains, protocol, port, ours }: FirewallRuleFilter): boolean =>
  (tables === undefined || tables.includes(rule.table)) &&
  (chains === undefined || chains.some((pattern) => isLike(rule.chain, pattern))) &&
  (protocol === undefined || canMatch(protocol, rule)) &&
  (port === undefined || looksAt(port, rule.ports)) &&
  (ours !== true || rule.ours !== null);

/**
 * The rules of both back ends, live and saved, in the order in which they are asked. (Guide rows G20 and G23: what
 * `iptables -L` hides, such as `-i lo`, is there.)
 */
export const firewallRules = (facts: FactTable, where: FirewallRuleFilter, device: Device): FirewallListing => {
  const missing: string[] = [];
  const file = facts['guest.ip4save'];
  const tool = facts['guest.iptablesVersion'];
  const boot = tool.ok ? bootBackEnd(tool.value) : null;
  if (!file.ok) missing.push(say('The saved rules: {reason}', { reason: tellReason(file.reason) }));
  else if (file.value?.ruleset.ok === false)
    missing.push(say('The saved rules: {reason}', { reason: tellReason(file.value.ruleset.reason) }));
  else if (!tool.ok)
    missing.push(say('The back end of the saved rules: {reason}', { reason: tellReason(tool.reason) }));
  const saved = file.ok && file.value?.ruleset.ok === true ? file.value.ruleset.value : null;

  const rows = (['nft', 'legacy'] as const).flatMap((backEnd) => {
    const live = facts[backEnd === 'nft' ? 'guest.iptablesNft' : 'guest.iptablesLegacy'];
    if (!live.ok) {
      missing.push(say('The rules of {backEnd}: {reason}', { backEnd, reason: tellReason(live.reason) }));
      return [];
    }
    const kept = backEnd === boot ? saved : null;
    return [
      ...liveRows(backEnd, live.value, kept, device),
      ...(kept === null ? [] : savedOnlyRows(backEnd, live.value, kept, device)),
    ];
  });
  return { rules: rows.filter((row) => isWanted(row, where)), missing: missing.map(printable) };
};
