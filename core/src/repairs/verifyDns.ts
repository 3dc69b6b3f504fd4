import type { DnsPlan, NameAtLayer, ResolvedName } from '../contract/dnsPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { isIpv4 } from '../ipv4.js';
import type { NameLookup } from '../model/item.js';
import { lookupOf, networkName, networksAsked } from '../model/dns/requiredNames.js';
import { say } from '../texts/say.js';

export interface DnsVerdict {
  readonly passed: boolean;
  /** Why it did not pass; what is still not mended where it did; null where all is well. */
  readonly reason: string | null;
  readonly names: NameAtLayer[];
}

const place = (from: string): string =>
  from === 'vm' ? say('the VM') : say('the containers of {network}', { network: networkName(from) });

/** One sentence a place. */
const unresolvedText = (all: readonly ResolvedName[]): string =>
  [...new Set(all.map(({ from }) => from))]
    .map((from) =>
      say('In {place} these names do not resolve: {names}.', {
        place: place(from),
        names: all
          .filter((one) => one.from === from)
          .map(({ name }) => name)
          .join(', '),
      }),
    )
    .join(' ');

const atLayers = (lookups: readonly NameLookup[], names: readonly string[]): NameAtLayer[] =>
  ['vm', ...networksAsked(lookups)].flatMap((from) =>
    names.flatMap((name) => {
      const seen = lookupOf(lookups, from, name);
      return seen === null ? [] : [{ from, name, state: seen.state, addresses: [...seen.addresses] }];
    }),
  );

/** What is in effect on the link is not always what was set: a link may need a start to take it (and then it is no repair). */
const inEffect = (facts: FactTable, plan: DnsPlan): string | null => {
  const resolver = facts['guest.resolver'];
  if (!resolver.ok) return say('{facts} is missing: {reason}', { facts: 'guest.resolver', reason: resolver.reason });
  const servers = resolver.value.links.find(({ name }) => name === plan.link)?.servers.filter(isIpv4) ?? [];
  const lacking = plan.servers.filter((server) => !servers.includes(server));
  return lacking.length === 0
    ? null
    : say('{link} does not have the servers that were set; it has: {servers}.', {
        link: plan.link,
        servers: servers.join(', ') || say('none'),
      });
};

/** A layer that failed before and fails still is no reason to take a good change back: it has a cause of its own. */
const judgedNames = (
  plan: DnsPlan,
  names: readonly NameAtLayer[],
): { broken: ResolvedName[]; left: ResolvedName[] } => {
  const resolves = (from: string, name: string): boolean =>
    names.some((one) => one.from === from && one.name === name && one.state === 'resolved');
  const unresolved = names.filter(({ state }) => state !== 'resolved');
  const lost = plan.worked.filter(({ from, name }) => !resolves(from, name));
  const vm = plan.names.filter((name) => !resolves('vm', name)).map((name) => ({ from: 'vm', name }));
  const broken = [...vm, ...lost.filter(({ from }) => from !== 'vm')];
  const left = unresolved.filter((one) => !broken.some(({ from, name }) => from === one.from && name === one.name));
  return { broken, left };
};

/** Judges a new look after the servers were set: every name must resolve in the VM, and whatever resolved before. */
export const verifyDns = (snapshot: Snapshot, plan: DnsPlan): DnsVerdict => {
  const facts = readFacts(snapshot);
  const probe = facts['guest.nameProbe'];
  const notInEffect = inEffect(facts, plan);
  const names = probe.ok ? atLayers(probe.value, plan.names) : [];
  if (notInEffect !== null) return { passed: false, reason: notInEffect, names };
  if (!probe.ok)
    return {
      passed: false,
      reason: say('{facts} is missing: {reason}', { facts: 'guest.nameProbe', reason: probe.reason }),
      names,
    };
  const { broken, left } = judgedNames(plan, names);
  if (broken.length > 0) return { passed: false, reason: unresolvedText(broken), names };
  const advice = say(
    'Containers keep the servers that they were started with: restart the module, or see the findings of Test-EflowNetwork.',
  );
  return { passed: true, reason: left.length > 0 ? `${unresolvedText(left)} ${advice}` : null, names };
};
