import type { DnsPlan, NameAtLayer, ResolvedName } from '../contract/dnsPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { isIpv4 } from '../ipv4.js';
import type { NameLookup } from '../model/item.js';
import { lookupOf, networkName, networksAsked } from '../model/dns/requiredNames.js';
import { say } from '../texts/say.js';
import { sameServers } from './dnsChoice.js';

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
): { broken: ResolvedName[]; unresolved: ResolvedName[] } => {
  const resolves = (from: string, name: string): boolean =>
    names.some((one) => one.from === from && one.name === name && one.state === 'resolved');
  const unresolved = names.filter(({ state }) => state !== 'resolved');
  const lost = plan.worked.filter(({ from, name }) => !resolves(from, name));
  const vm = plan.names.filter((name) => !resolves('vm', name)).map((name) => ({ from: 'vm', name }));
  const broken = [...vm, ...lost.filter(({ from }) => from !== 'vm')];
  return { broken, unresolved };
};

/** A module with servers of its own (HostConfig.Dns) may be the one that was asked for its network: the engine's are not to blame. */
const bringsOwnServers = (facts: FactTable, network: string): boolean => {
  const containers = facts['guest.containers'];
  return (
    containers.ok &&
    containers.value.some(
      ({ running, dns, networks }) => running && dns.length > 0 && networks.some(({ name }) => name === network),
    )
  );
};

const workedBefore = (plan: DnsPlan, { from, name }: ResolvedName): boolean =>
  plan.worked.some((one) => one.from === from && one.name === name);

const lacking = (fact: string, reason: string): DnsVerdict => ({
  passed: false,
  reason: say('{facts} is missing: {reason}', { facts: fact, reason }),
  names: [],
});

/** What the engine was told stands in its file; what it tells its containers, only they can say. */
const judgedEngine = (facts: FactTable, plan: DnsPlan): DnsVerdict => {
  const [daemon, probe] = [facts['guest.daemonJson'], facts['guest.nameProbe']];
  if (!daemon.ok) return lacking('guest.daemonJson', daemon.reason);
  if (!probe.ok) return lacking('guest.nameProbe', probe.reason);
  const names = atLayers(probe.value, plan.names);
  const failed = (reason: string): DnsVerdict => ({ passed: false, reason, names });
  if (!sameServers(daemon.value.dns, plan.servers))
    return failed(
      say('daemon.json names other servers than were set: {servers}.', {
        servers: daemon.value.dns.join(', ') || say('none'),
      }),
    );
  const seen = networksAsked(probe.value);
  const absent = (plan.networks ?? []).filter((network) => !seen.some((from) => networkName(from) === network));
  if (absent.length > 0) return failed(say('No module runs on {networks} again.', { networks: absent.join(', ') }));
  const unresolved = names.filter(({ from, state }) => from !== 'vm' && state !== 'resolved');
  const excused = unresolved.filter(({ from }) => bringsOwnServers(facts, networkName(from)));
  const stillThere = unresolved.filter((one) => !excused.includes(one) || workedBefore(plan, one));
  if (stillThere.length > 0) return failed(unresolvedText(stillThere));
  if (!names.some(({ from, state }) => from !== 'vm' && state === 'resolved'))
    return failed(unresolvedText(unresolved));
  return { passed: true, reason: excused.length > 0 ? unresolvedText(excused) : null, names };
};

/** Judges a new look after the servers were set: every name must resolve in the VM, and whatever resolved before. */
export const verifyDns = (snapshot: Snapshot, plan: DnsPlan): DnsVerdict => {
  const facts = readFacts(snapshot);
  if (plan.repair === 'set-engine-dns') return judgedEngine(facts, plan);
  const probe = facts['guest.nameProbe'];
  const notInEffect = inEffect(facts, plan);
  const names = probe.ok ? atLayers(probe.value, plan.names) : [];
  if (notInEffect !== null) return { passed: false, reason: notInEffect, names };
  if (!probe.ok) return lacking('guest.nameProbe', probe.reason);
  const { broken, unresolved } = judgedNames(plan, names);
  if (broken.length > 0) return { passed: false, reason: unresolvedText(broken), names };
  const advice = say(
    'Containers keep the servers that they were started with: restart the module, or see the findings of Test-EflowNetwork.',
  );
  return { passed: true, reason: unresolved.length > 0 ? `${unresolvedText(unresolved)} ${advice}` : null, names };
};
