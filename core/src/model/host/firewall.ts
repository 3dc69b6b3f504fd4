import type { FactValues } from '../../facts/facts.js';

type Rule = FactValues['host.firewallRules'][number];

/** Windows writes the names of profiles as it likes. */
export const profileNamed = (
  profiles: FactValues['host.firewallProfiles'],
  wanted: string,
): FactValues['host.firewallProfiles'][number] | undefined =>
  profiles.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());

/** NetFwProfile2: a sum. */
const bits = { Domain: 1, Private: 2, Public: 4 } as const;
export type FirewallCategory = keyof typeof bits;

const INBOUND = 1;
const BLOCK = 4;

/** The profile that holds on the host's adapter: an adapter that Windows does not list is of an unknown network, which is public. */
export const switchCategory = (
  profiles: FactValues['host.networkProfiles'] | undefined,
  alias: string,
): FirewallCategory =>
  profiles?.find(({ interfaceAlias }) => interfaceAlias.toLowerCase() === alias.toLowerCase())?.category ?? 'Public';

interface Question {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
  readonly category: FirewallCategory;
  readonly alias: string;
}

const isAny = (words: readonly string[]): boolean =>
  words.length === 0 || words.some((word) => word.toLowerCase() === 'any');

const holdsPort = (words: readonly string[], port: number): boolean =>
  isAny(words) ||
  words.some((word) => {
    const [low = '', high = low] = word.split('-');
    return /^\d+$/.test(low) && /^\d+$/.test(high) && Number(low) <= port && port <= Number(high);
  });

const concerns = (rule: Rule, { protocol, port, category, alias }: Question): boolean =>
  rule.direction === INBOUND &&
  (rule.profiles === 0 || (rule.profiles & bits[category]) !== 0) &&
  ['any', protocol.toLowerCase()].includes(rule.protocol.toLowerCase()) &&
  holdsPort(rule.localPorts, port) &&
  (isAny(rule.interfaces) || rule.interfaces.some((one) => one.toLowerCase() === alias.toLowerCase()));

/** The Windows firewall's service that answers there; a rule for another program or service says nothing about it. */
const isForSharing = ({ service, program }: Rule): boolean =>
  (service === null || /^(any|\*|sharedaccess|hns)$/i.test(service)) &&
  (program === null || /^(any|system)$|svchost\.exe$/i.test(program));

const fromEverywhere = ({ remoteAddresses, remotePorts }: Rule): boolean =>
  isAny(remotePorts) && (isAny(remoteAddresses) || remoteAddresses.some((one) => /^LocalSubnet/i.test(one)));

/** The rules in force that decide on a port of the host which guests of the switch ask at. What blocks wins. */
export const rulesForPort = (
  rules: readonly Rule[],
  question: Question,
): { readonly blocking: readonly Rule[]; readonly allowing: readonly Rule[] } => {
  const own = rules.filter((rule) => concerns(rule, question) && isForSharing(rule));
  return {
    blocking: own.filter((rule) => rule.action === BLOCK && fromEverywhere(rule)),
    allowing: own.filter(({ action }) => action !== BLOCK),
  };
};
