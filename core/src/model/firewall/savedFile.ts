import type { Rule, Table } from '../../parse/iptables/rule.js';
import type { SavedRules } from '../../parse/iptables/savedRules.js';
import { say } from '../../texts/say.js';
import type { BackEndName } from '../netfilter/world.js';

const BUILT_IN_TARGETS = new Set([
  'ACCEPT',
  'DROP',
  'RETURN',
  'QUEUE',
  'REJECT',
  'LOG',
  'NFLOG',
  'MASQUERADE',
  'SNAT',
  'DNAT',
  'REDIRECT',
  'NETMAP',
  'MARK',
  'CONNMARK',
  'CT',
  'NOTRACK',
  'TRACE',
  'TCPMSS',
  'TOS',
  'DSCP',
  'CLASSIFY',
  'NFQUEUE',
  'SET',
  'TPROXY',
  'ULOG',
  'AUDIT',
  'CHECKSUM',
  'TTL',
]);

/** The built-in chains, which need no declaration to exist in their tables. */
const BUILT_IN_CHAINS = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);

/** The target of a rule that is neither one of iptables nor a chain of the table. */
export const missingTarget = ({ chains }: Table, { target }: Rule): string | null => {
  if (target === null || BUILT_IN_TARGETS.has(target.name)) return null;
  return chains.some(({ name, declared }) => name === target.name && declared) ? null : target.name;
};

const tableFaults = (table: Table): string[] => [
  ...table.problems.map(({ line, text, reason }) => say('line {line}, "{text}": {reason}', { line, text, reason })),
  ...table.chains.flatMap((chain) => [
    ...(chain.declared || BUILT_IN_CHAINS.has(chain.name)
      ? []
      : [say('the chain {chain} is not declared', { chain: chain.name })]),
    ...chain.rules.flatMap((rule) => {
      const missing = missingTarget(table, rule);
      return missing === null
        ? []
        : [
            say('line {line}, "{rule}": there is no chain {chain}', {
              line: rule.line,
              rule: rule.text,
              chain: missing,
            }),
          ];
    }),
  ]),
  ...(table.committed ? [] : [say('the table {table} has no COMMIT', { table: table.name })]),
];

/** The last line is a COMMIT that the text ends with: the restore of legacy takes that only with its line feed, that of nft either way. */
export const isEndless = ({ text }: SavedRules, boot: BackEndName): boolean =>
  boot === 'legacy' && text.endsWith('\nCOMMIT');

/**
 * Why the iptables-restore of a start would refuse the file, in its order. A rule that is not understood here may well be understood there:
 * it is no fault. That `iptables-restore --test` of nft takes a rule into a chain that is not there does not help: the real
 * load fails.
 */
export const savedFileFaults = (saved: SavedRules, boot: BackEndName): readonly string[] => {
  const { ruleset } = saved;
  if (!ruleset.ok) return [ruleset.reason];
  const { problems, tables } = ruleset.value;
  return [
    ...problems.map(({ line, text, reason }) => say('line {line}, "{text}": {reason}', { line, text, reason })),
    ...tables.flatMap(tableFaults),
    ...(isEndless(saved, boot) ? [say('no line feed ends its last line, COMMIT')] : []),
  ];
};

/** The lines of rules that cannot load because their chain, or the chain that they lead to, is not there. */
export const homelessLines = ({ ruleset }: SavedRules): readonly number[] =>
  (ruleset.ok ? ruleset.value.tables : []).flatMap((table) =>
    table.chains.flatMap((chain) => {
      const hasChain = chain.declared || BUILT_IN_CHAINS.has(chain.name);
      return chain.rules.filter((rule) => !hasChain || missingTarget(table, rule) !== null).map(({ line }) => line);
    }),
  );
