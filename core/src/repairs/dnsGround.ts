import { createHash } from 'node:crypto';
import type { DnsPlan } from '../contract/dnsPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import type { FactTable } from '../facts/readFacts.js';
import type { DnsQuery, HostDns, NameLookup } from '../model/item.js';
import { lookupOf, networksAsked, requiredNames } from '../model/dns/requiredNames.js';
import { say } from '../texts/say.js';
import { isAsked, judge, usable, type Choice } from './dnsCandidates.js';
import { SERVERS_AT_MOST } from './dnsChoice.js';

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

const NAMES_AT_MOST = 6; // as many as a look asks a server for
export const CANDIDATES_AT_MOST = 8;

/** What a question can be made of, whoever wrote the device's configuration. */
const hostName = /^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/;

/** Names a repair in its backup: another one for each look, and for each kind. */
export const idOf = (snapshot: Snapshot, kind: 'dns' | 'engine', servers: readonly string[]): string =>
  createHash('sha256')
    .update(`${kind} ${snapshot.device} ${snapshot.collectedAt} ${servers.join(' ')}`)
    .digest('hex')
    .slice(0, 16);

export const draft = (snapshot: Snapshot): DnsPlan => ({
  repair: 'set-dns-servers',
  id: idOf(snapshot, 'dns', []),
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

/** @throws CoreFault ServerNotUnderstood */
export const checkGiven = (given: readonly string[] | null): void => {
  if (given === null) return;
  for (const server of given)
    if (!usable(server))
      throw new CoreFault(
        'ServerNotUnderstood',
        say('{server} is no IPv4 address of a DNS server that the VM could ask.', { server }),
        server,
      );
  if (new Set(given).size > SERVERS_AT_MOST)
    throw new CoreFault(
      'ServersTooMany',
      say('A link uses {count} DNS servers at most.', { count: SERVERS_AT_MOST }),
      given.join(', '),
    );
};

/** What a plan for servers rests on, whoever is to get them. */
export interface DnsGround {
  readonly names: readonly string[];
  readonly probe: readonly DnsQuery[];
  readonly lookups: readonly NameLookup[];
  readonly worked: DnsPlan['worked'];
  readonly host: readonly HostDns[];
}

/** Null where it is not known which names the device needs. */
export const groundOf = (facts: FactTable, wish: DnsWish): DnsGround | null => {
  const [upstream, host, probed, looked] = [
    facts['guest.upstream'],
    facts['host.dnsServers'],
    facts['guest.dnsProbe'],
    facts['guest.nameProbe'],
  ];
  if (!upstream.ok) return null;
  const lookups = looked.ok ? looked.value : [];
  const names = requiredNames(upstream.value)
    .filter((name) => hostName.test(name))
    .slice(0, NAMES_AT_MOST);
  const worked = ['vm', ...networksAsked(lookups)].flatMap((from) =>
    names.filter((name) => lookupOf(lookups, from, name)?.state === 'resolved').map((name) => ({ from, name })),
  );
  const probe = [...(probed.ok ? probed.value : []), ...(wish.asked ?? [])];
  return { names, probe, lookups, worked, host: host.ok ? host.value : [] };
};

/** How each server that could be set took the questions, and which of them nobody asked all. */
export const weigh = (
  { names, probe }: DnsGround,
  choices: readonly Choice[],
): { readonly candidates: DnsPlan['candidates']; readonly unasked: readonly string[] } => ({
  candidates: choices.map((choice) => judge(probe, names, choice)),
  unasked: choices.filter(({ server }) => !isAsked(probe, names, server)).map(({ server }) => server),
});
