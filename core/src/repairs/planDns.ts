import { createHash } from 'node:crypto';
import type { DnsCandidate, DnsPlan } from '../contract/dnsPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import { readFacts } from '../facts/readFacts.js';
import type { DnsQuery } from '../model/item.js';
import { isIpv4 } from '../ipv4.js';
import { lookupOf, networksAsked, requiredNames } from '../model/dns/requiredNames.js';
import { primary } from '../model/address/vmInterface.js';
import { say, text, tell } from '../texts/say.js';
import { choicesFrom, isAsked, judge, type Choice } from './dnsCandidates.js';
import { restoreOf } from './dnsRestore.js';
import { missingReason } from './missingReason.js';

export interface DnsWish {
  /** null: chosen from those that the VM and its host are set to use. */
  readonly servers: readonly string[] | null;
  /** What candidates made of the names when they were asked besides the look. */
  readonly asked: readonly DnsQuery[] | null;
}

export interface DnsPlanning {
  readonly plan: DnsPlan;
  /** Candidates that nobody asked yet from the guest, and the names to ask them for; empty when all were asked. */
  readonly ask: { readonly servers: readonly string[]; readonly names: readonly string[] };
}

const SERVERS_AT_MOST = 3; // glibc and systemd-resolved use no more (resolv.conf(5))
const NAMES_AT_MOST = 6; // as many as a look asks a server for
const CANDIDATES_AT_MOST = 8;

/** What a question can be made of, whoever wrote the device's configuration. */
const hostName = /^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/;

const idOf = (snapshot: Snapshot, servers: readonly string[]): string =>
  createHash('sha256')
    .update(`dns ${snapshot.device} ${snapshot.collectedAt} ${servers.join(' ')}`)
    .digest('hex')
    .slice(0, 16);

const needed = ['guest.resolver', 'guest.interfaces', 'guest.upstream'] as const;

const draft = (snapshot: Snapshot): DnsPlan => ({
  repair: 'set-dns-servers',
  id: idOf(snapshot, []),
  device: snapshot.device,
  collectedAt: snapshot.collectedAt,
  state: 'refused',
  reason: null,
  link: '',
  endpoint: null,
  before: [],
  servers: [],
  names: [],
  worked: [],
  candidates: [],
  restorable: false,
  restore: '',
  steps: [],
});

const candidateTexts = {
  good: text('{server} gives an address for every name.'),
  silent: text('{server} did not answer the VM.'),
  incomplete: text('{server} answers, but gives no address for {names}.'),
  notAsked: text('{server} was not asked from the VM.'),
} as const satisfies Record<DnsCandidate['state'], string>;

const candidateText = ({ server, state, missing }: DnsCandidate): string =>
  tell(candidateTexts[state], { server, names: missing.join(', ') || say('any name') });

/** A given list is taken whole or not at all; of the others, the VM's own come first, and others only where none of them is good. */
const chosen = (candidates: readonly DnsCandidate[]): readonly string[] => {
  const good = candidates.filter(({ state }) => state === 'good');
  if (candidates.some(({ origin }) => origin === 'given'))
    return good.length === candidates.length ? good.map(({ server }) => server) : [];
  const own = good.filter(({ origin }) => origin === 'vm');
  return (own.length > 0 ? own : good).slice(0, SERVERS_AT_MOST).map(({ server }) => server);
};

const decided = (
  plan: DnsPlan,
  candidates: readonly DnsCandidate[],
): Pick<DnsPlan, 'state' | 'reason' | 'servers' | 'steps'> => {
  const none = { servers: [], steps: [] };
  const servers = chosen(candidates);
  if (candidates.length === 0)
    return {
      ...none,
      state: 'refused',
      reason: say(
        'Neither the VM nor this Windows is set to use a DNS server that could be tried: give some with -Server.',
      ),
    };
  if (servers.length === 0)
    return {
      ...none,
      state: 'refused',
      reason: say('No server can be set. {candidates}', { candidates: candidates.map(candidateText).join(' ') }),
    };
  const assigned = plan.before.filter(isIpv4);
  if (servers.length === assigned.length && servers.every((server) => assigned.includes(server)))
    return {
      ...none,
      state: 'alreadyThere',
      reason: say('The VM has these DNS servers, and they give an address for every name: {servers}.', {
        servers: servers.join(', '),
      }),
    };
  const from = plan.before.join(', ') || say('none');
  const what = say('Set the DNS servers of {link} to {servers} with Set-EflowVmDnsServers; they were: {before}.', {
    link: plan.link,
    servers: servers.join(', '),
    before: from,
  });
  return { state: 'needed', reason: null, servers: [...servers], steps: [what, plan.restore] };
};

/** @throws CoreFault ServerNotUnderstood */
const checkGiven = (given: readonly string[] | null): void => {
  for (const server of given ?? [])
    if (choicesFrom([server], [], []).length === 0)
      throw new CoreFault(
        'ServerNotUnderstood',
        say('{server} is no IPv4 address of a DNS server that the VM could ask.', { server }),
        server,
      );
  if (given !== null && new Set(given).size > SERVERS_AT_MOST)
    throw new CoreFault(
      'ServersTooMany',
      say('A link uses {count} DNS servers at most.', { count: SERVERS_AT_MOST }),
      given.join(', '),
    );
};

const describedPlan = (
  snapshot: Snapshot,
  choices: readonly Choice[],
  base: DnsPlan,
  probe: readonly DnsQuery[],
): DnsPlan => {
  const candidates = choices.map((choice) => judge(probe, base.names, choice));
  const plan: DnsPlan = { ...base, candidates };
  const result = decided(plan, candidates);
  return { ...plan, ...result, id: idOf(snapshot, result.servers) };
};

/**
 * Plans to give the VM DNS servers: only such as answered when asked from the guest, with an address for every name that the
 * device needs. (Guide rows G09 to G14.)
 * @throws CoreFault ServerNotUnderstood, ServersTooMany
 */
export const planDns = (snapshot: Snapshot, wish: DnsWish): DnsPlanning => {
  checkGiven(wish.servers);
  const facts = readFacts(snapshot);
  const missing = missingReason(facts, needed);
  const [resolver, interfaces, upstream] = [
    facts['guest.resolver'],
    facts['guest.interfaces'],
    facts['guest.upstream'],
  ];
  const nothing = { servers: [], names: [] };
  if (!resolver.ok || !interfaces.ok || !upstream.ok)
    return { plan: { ...draft(snapshot), reason: missing }, ask: nothing };
  const card = primary(interfaces.value);
  if (card === null)
    return {
      plan: { ...draft(snapshot), reason: say('The VM has no card on a switch: there is no link to set servers for.') },
      ask: nothing,
    };
  const host = facts['host.dnsServers'];
  const endpoint = facts['host.vmEndpoint'];
  const lookups = facts['guest.nameProbe'].ok ? facts['guest.nameProbe'].value : [];
  const probe = [...(facts['guest.dnsProbe'].ok ? facts['guest.dnsProbe'].value : []), ...(wish.asked ?? [])];
  const before = resolver.value.links.find(({ name }) => name === card.name)?.servers ?? [];
  const names = requiredNames(upstream.value)
    .filter((name) => hostName.test(name))
    .slice(0, NAMES_AT_MOST);
  const choices = choicesFrom(wish.servers, before, host.ok ? host.value : []).slice(0, CANDIDATES_AT_MOST);
  const layers = ['vm', ...networksAsked(lookups)];
  const worked = layers.flatMap((from) =>
    names.filter((name) => lookupOf(lookups, from, name)?.state === 'resolved').map((name) => ({ from, name })),
  );
  const base: DnsPlan = {
    ...draft(snapshot),
    link: card.name,
    endpoint: endpoint.ok ? (endpoint.value[0]?.name ?? null) : null,
    before: [...before],
    names: [...names],
    worked,
    ...restoreOf(facts, card, before),
  };
  const unasked = choices.filter(({ server }) => !isAsked(probe, names, server)).map(({ server }) => server);
  const plan = describedPlan(snapshot, choices, base, probe);
  return { plan, ask: wish.asked === null && unasked.length > 0 ? { servers: unasked, names } : nothing };
};
