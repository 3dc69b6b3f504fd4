import type { PlanCheck, RepairPlan } from '../contract/plan.js';
import { CoreFault } from '../engine/coreFault.js';
import { destinations } from '../guest/destinations.js';
import { hostQuestions } from '../model/host/questions.js';
import { contains, parsePrefix } from '../ipv4.js';
import type { World } from '../model/netfilter/world.js';
import { say } from '../texts/say.js';
import { firstChanged } from './counterfactual.js';
import type { Site } from './site.js';

type Checks = RepairPlan['checks'];

/** What worked before is tried again, a few of each kind. */
const MOST_IN = 6;
const MOST_OUT = 4;

/** Whether the Windows host is among those that the wish lets in; where its address is not known, it may not be. */
const isHostMeant = ({ wish: { source }, world: { hostAddress } }: Site): boolean => {
  const prefix = source === null ? null : parsePrefix(source.includes('/') ? source : `${source}/32`);
  return prefix === null || (hostAddress !== null && contains(prefix, hostAddress));
};

const whatFor = ({ wish: { protocol, port, lastPort } }: Site): string =>
  protocol === 'icmp'
    ? ''
    : `:${lastPort === undefined || lastPort === port ? (port ?? 0) : `${port ?? 0}-${lastPort}`}`;

const wantedText = (kind: PlanCheck['kind'], destination: string): string => {
  if (kind === 'closed')
    return say('A new connection from the Windows host to {destination} does not get through.', { destination });
  if (kind === 'count')
    return say('A packet from the Windows host to {destination} meets the new rule.', { destination });
  return say('A new connection from the Windows host to {destination} is accepted or refused, not silent.', {
    destination,
  });
};

/**
 * What must hold of that which was asked for: tried from the host, where the host is meant, and of a range at a port that the
 * change really changes, for at another one it would hold without it.
 */
export const wantedChecks = (site: Site, after: World, closed = false): Checks => {
  const { address, wish } = site;
  const { protocol, port } = wish;
  if (address === null || protocol === 'all' || !isHostMeant(site)) return [];
  const kind = closed ? 'closed' : protocol === 'tcp' ? 'connect' : 'count';
  const text = wantedText(kind, `${address}${whatFor(site)}`);
  return [{ kind, from: 'host', address, port: port === null ? 0 : firstChanged(site, after), protocol, text }];
};

const isConcerned = ({ wish }: Site, port: number): boolean =>
  wish.port !== null && port >= wish.port && port <= (wish.lastPort ?? wish.port);

const inwards = (site: Site): Checks =>
  hostQuestions(site.facts)
    .ports.filter(({ port }) => !isConcerned(site, port))
    .slice(0, MOST_IN)
    .map(({ address, port }) => ({
      ...{ kind: 'keep', from: 'host', address, port, protocol: 'tcp' },
      text: say('{destination} answers the Windows host as before.', { destination: `${address}:${port}` }),
    }));

const outwards = ({ snapshot, facts }: Site): Checks => {
  try {
    return destinations(snapshot, facts, 'standard')
      .filter(
        ({ why, protocol, from }) => ['required', 'proxy'].includes(why) && protocol === 'tcp' && from.includes('vm'),
      )
      .slice(0, MOST_OUT)
      .map(({ host, port }) => ({
        ...{ kind: 'keep', from: 'vm', address: host, port: port ?? 0, protocol: 'tcp' },
        text: say('The VM gets to {destination} as before.', { destination: `${host}:${port ?? 0}` }),
      }));
  } catch (error) {
    if (error instanceof CoreFault) return []; // what the VM needs is not known: nothing of it can be compared
    throw error;
  }
};

/** What worked before, out and in: whether it did is found out right before the change. */
export const keptChecks = (site: Site): Checks => [...inwards(site), ...outwards(site)];
