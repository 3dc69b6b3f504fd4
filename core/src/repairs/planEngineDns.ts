import type { DnsPlan } from '../contract/dnsPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { readFacts } from '../facts/readFacts.js';
import { lookupOf, networkName, networksAsked } from '../model/dns/requiredNames.js';
import { primary } from '../model/address/vmInterface.js';
import type { NameLookup } from '../model/item.js';
import { say } from '../texts/say.js';
import { readDaemonDns, type DaemonDns, type DaemonFile } from './daemonEdit.js';
import { choicesFrom } from './dnsCandidates.js';
import { chooseServers, sameServers } from './dnsChoice.js';
import {
  CANDIDATES_AT_MOST,
  checkGiven,
  draft,
  groundOf,
  idOf,
  weigh,
  type DnsPlanning,
  type DnsWish,
} from './dnsGround.js';
import { missingReason } from './missingReason.js';

export interface EngineDnsWish extends DnsWish {
  /** What the guest told of daemon.json; null where it was not asked yet. */
  readonly file: DaemonFile | null;
}

const needed = [
  'guest.daemonJson',
  'guest.containers',
  'guest.resolver',
  'guest.interfaces',
  'guest.nameProbe',
] as const;

const FILE = '/etc/docker/daemon.json';

const refusal = (networks: readonly string[], names: readonly string[], file: DaemonFile | null): string | null => {
  if (names.length === 0) return say('No name is known that the device needs: nothing could be verified.');
  if (networks.length === 0)
    return say('No module runs on a container network: nothing could be verified from there, and nothing is changed.');
  if (file?.unfit != null) return file.unfit;
  if (file !== null && readDaemonDns(file.text) === null)
    return say(
      '{file} is no JSON that the container engine could have read, or says "dns" otherwise than as one list: it is left as it is.',
      { file: FILE },
    );
  return null;
};

const stepsOf = (before: readonly string[], servers: readonly string[]): string[] => [
  say('Set "dns" in {file} to {servers}; it was: {before}. Nothing else in the file changes.', {
    file: FILE,
    servers: servers.join(', '),
    before: before.join(', ') || say('none'),
  }),
  say('Restart the container engine: every module restarts, and once more where the change is taken back.'),
];

const editOf = (dns: DaemonDns | null, file: DaemonFile | null, servers: readonly string[]): DnsPlan['edit'] =>
  dns === null || file === null ? null : { hash: file.hash, ...dns.edit(servers) };

const resolvesEverywhere = (lookups: readonly NameLookup[], networks: readonly string[], names: readonly string[]) =>
  networks.every((from) => names.every((name) => lookupOf(lookups, from, name)?.state === 'resolved'));

const alreadyThere = (plan: DnsPlan, servers: readonly string[]): DnsPlan => {
  const said = { servers: servers.join(', ') };
  const reason = say(
    'The container engine has these DNS servers, and every name resolves from its networks: {servers}.',
    said,
  );
  return { ...plan, state: 'alreadyThere', reason };
};

const toSet = (plan: DnsPlan, servers: readonly string[]): DnsPlan => ({
  ...plan,
  state: 'needed',
  servers: [...servers],
  steps: [...stepsOf(plan.before, servers), plan.restore],
});

/**
 * Plans to give the container engine DNS servers of its own: only such as answered when asked from the guest, and only where
 * it can be verified from the networks of the containers. (Guide row G11.)
 * @throws CoreFault ServerNotUnderstood, ServersTooMany
 */
export const planEngineDns = (snapshot: Snapshot, wish: EngineDnsWish): DnsPlanning => {
  checkGiven(wish.servers);
  const facts = readFacts(snapshot);
  const { 'guest.daemonJson': daemon, 'guest.resolver': resolver, 'guest.interfaces': interfaces } = facts;
  const ground = groundOf(facts, wish);
  const first: DnsPlan = { ...draft(snapshot), repair: 'set-engine-dns', edit: null };
  const missing = missingReason(facts, [...needed, 'guest.upstream']);
  if (missing !== null || !daemon.ok || !resolver.ok || !interfaces.ok || ground === null)
    return { plan: { ...first, reason: missing }, ask: { servers: [], names: [] } };

  const { names, lookups } = ground;
  const networks = networksAsked(lookups);
  const dns = wish.file === null ? null : readDaemonDns(wish.file.text);
  const before = dns?.servers ?? daemon.value.dns;
  const link = primary(interfaces.value)?.name ?? null;
  const vm = resolver.value.links.find(({ name }) => name === link)?.servers ?? [];
  const choices = choicesFrom(wish.servers, { engine: before, vm, host: ground.host }).slice(0, CANDIDATES_AT_MOST);
  const { candidates, unasked } = weigh(ground, choices);
  const base: DnsPlan = {
    ...first,
    before: [...before],
    names: [...names],
    worked: ground.worked,
    candidates,
    networks: networks.map(networkName),
    restorable: true,
    restore: say('The file is kept, and put back byte for byte; the engine then restarts once more.'),
  };
  const ask = wish.asked === null ? { servers: unasked, names } : { servers: [], names: [] };
  const refused = refusal(networks, names, wish.file);
  const { servers, reason } = chooseServers(candidates);
  if (refused !== null || reason !== null) return { plan: { ...base, reason: refused ?? reason }, ask };
  if (sameServers(servers, before) && resolvesEverywhere(lookups, networks, names))
    return { plan: alreadyThere(base, servers), ask };
  const plan = { ...base, id: idOf(snapshot, 'engine', servers), edit: editOf(dns, wish.file, servers) };
  return { plan: toSet(plan, servers), ask };
};
