import type { Finding } from '../contract/finding.js';
import { VERDICT } from '../engine/verdict.js';
import { hopNames, type HopName, type PathHop } from '../contract/report.js';

type Place = Pick<PathHop, 'name' | 'addresses'>;

/** Where a rule of an area looks. What the other areas look at, their evidence says. */
const hopOfArea: Partial<Record<Finding['category'], HopName>> = {
  HOST: 'host',
  FW: 'host',
  SW: 'switch',
  DNS: 'dns',
  MOD: 'containers',
  EP: 'hub',
  TLS: 'hub',
};

const hopOfFact: readonly (readonly [RegExp, HopName])[] = [
  [/^guest\.(gatewayProbe|arpProbe|neighbours)$/, 'gateway'],
  [/^guest\.(containers|containerNetworks|containerResolvConf|daemonJson)$/, 'containers'],
  [/^guest\.(reach|upstream|pathMtu)$/, 'hub'],
  [/^host\.(switches|nat|natMappings|dhcpServer|sharing|switchExtensions)$/, 'switch'],
  [/^host\.(?!vm)/, 'host'],
];

export const hopOf = ({ category, evidence }: Pick<Finding, 'category' | 'evidence'>): HopName => {
  const fact = evidence[0]?.fact ?? '';
  return hopOfArea[category] ?? hopOfFact.find(([pattern]) => pattern.test(fact))?.[1] ?? 'vm';
};

/** A note is not a fault, though the rule that makes it calls it one; nor is what somebody accepted. */
export const isFault = ({ outcome, severity, rule, suppressed }: Finding): boolean =>
  outcome === 'fail' && severity !== 'information' && rule !== VERDICT && suppressed === null;

/** Findings come in the order in which to mend; what an accepted fault explains is still to be mended. */
export const firstToMend = (findings: readonly Finding[]): Finding | undefined => {
  const faults = findings.filter(isFault);
  return faults.find(({ causedBy }) => causedBy === null) ?? faults[0];
};

const stateOf = (here: readonly Finding[], first: Finding | undefined): PathHop['state'] => {
  if (first !== undefined && here.includes(first)) return 'broken';
  const faults = here.filter(isFault);
  if (faults.some(({ causedBy }) => causedBy === null)) return 'fail';
  if (faults.length > 0) return 'affected';
  if (here.some(({ outcome }) => outcome === 'unknown' || outcome === 'error')) return 'unknown';
  return here.some(({ outcome }) => outcome === 'pass' || outcome === 'fail') ? 'ok' : 'unseen';
};

/** The way from the host to the hub with what the findings say of each place. */
export const pathOf = (findings: readonly Finding[], places: Partial<Record<HopName, Place>> = {}): PathHop[] => {
  const first = firstToMend(findings);
  return hopNames.map((hop) => {
    const here = findings.filter((one) => one.rule !== VERDICT && hopOf(one) === hop);
    const telling = here.filter((one) => isFault(one) || one.outcome === 'unknown' || one.outcome === 'error');
    const { name, addresses } = places[hop] ?? { name: '', addresses: [] };
    return {
      hop,
      name,
      addresses: [...addresses],
      state: stateOf(here, first),
      rules: [...new Set(telling.map(({ rule }) => rule))],
    };
  });
};
