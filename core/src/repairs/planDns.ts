import type { DnsCandidate, DnsPlan } from '../contract/dnsPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { readFacts } from '../facts/readFacts.js';
import { isIpv4 } from '../ipv4.js';
import { primary } from '../model/address/vmInterface.js';
import { say } from '../texts/say.js';
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
import { restoreOf } from './dnsRestore.js';
import { missingReason } from './missingReason.js';

const needed = ['guest.resolver', 'guest.interfaces', 'guest.upstream'] as const;

const decided = (
  plan: DnsPlan,
  candidates: readonly DnsCandidate[],
): Pick<DnsPlan, 'state' | 'reason' | 'servers' | 'steps'> => {
  const none = { servers: [], steps: [] };
  const { servers, reason } = chooseServers(candidates);
  if (reason !== null) return { ...none, state: 'refused', reason };
  if (sameServers(servers, plan.before.filter(isIpv4)))
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

/**
 * Plans to give the VM DNS servers: only such as answered when asked from the guest, with an address for every name that the
 * device needs. (Guide rows G09 to G14.)
 * @throws CoreFault ServerNotUnderstood, ServersTooMany
 */
export const planDns = (snapshot: Snapshot, wish: DnsWish): DnsPlanning => {
  checkGiven(wish.servers);
  const facts = readFacts(snapshot);
  const [resolver, interfaces, endpoint] = [
    facts['guest.resolver'],
    facts['guest.interfaces'],
    facts['host.vmEndpoint'],
  ];
  const ground = groundOf(facts, wish);
  const nothing = { servers: [], names: [] };
  if (!resolver.ok || !interfaces.ok || ground === null)
    return { plan: { ...draft(snapshot), reason: missingReason(facts, needed) }, ask: nothing };
  const card = primary(interfaces.value);
  if (card === null)
    return {
      plan: { ...draft(snapshot), reason: say('The VM has no card on a switch: there is no link to set servers for.') },
      ask: nothing,
    };
  const before = resolver.value.links.find(({ name }) => name === card.name)?.servers ?? [];
  const choices = choicesFrom(wish.servers, { vm: before, host: ground.host }).slice(0, CANDIDATES_AT_MOST);
  const { candidates, unasked } = weigh(ground, choices);
  const base: DnsPlan = {
    ...draft(snapshot),
    link: card.name,
    endpoint: endpoint.ok ? (endpoint.value[0]?.name ?? null) : null,
    before: [...before],
    names: [...ground.names],
    worked: ground.worked,
    candidates,
    ...restoreOf(facts, card, before),
  };
  const result = decided(base, candidates);
  const plan = { ...base, ...result, id: idOf(snapshot, 'dns', result.servers) };
  return { plan, ask: wish.asked === null && unasked.length > 0 ? { servers: unasked, names: ground.names } : nothing };
};
