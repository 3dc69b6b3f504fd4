import type { FirewallWish } from '../contract/plan.js';
import { CoreFault } from '../engine/coreFault.js';
import { formatPrefix, lastOf, parsePrefix, samePrefix } from '../ipv4.js';
import type { Opening } from '../model/netfilter/opening.js';
import { protocolNumbers, type Span } from '../model/netfilter/packet.js';
import type { AcceptWish } from '../model/netfilter/placement.js';
import type { Region } from '../model/netfilter/region.js';
import { say } from '../texts/say.js';
import type { Site } from './site.js';

/** More ports are not walked one by one. */
const MOST_PORTS = 1024;

const prefixOf = (source: string): ReturnType<typeof parsePrefix> =>
  parsePrefix(source.includes('/') ? source : `${source}/32`);

/** Whether a rule's source is that of a wish; no source is any, which 0.0.0.0/0 is too. */
export const sameSource = (printed: string | undefined, source: string): boolean => {
  const [one, other] = [prefixOf(printed ?? '0.0.0.0/0'), prefixOf(source)];
  return one !== null && other !== null && samePrefix(one, other);
};

/** @throws CoreFault SourceNotUnderstood */
export const assertSource = ({ source }: FirewallWish): void => {
  if (source !== null && prefixOf(source) === null)
    throw new CoreFault('SourceNotUnderstood', say('The source is no IPv4 address or prefix.'), source);
};

/** The order in which the tools print them. */
const STATES = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'SNAT', 'DNAT'] as const;

/** As the tools print it, a prefix without bits of a host: so one wish has one mark, and its line is found, however it is written. */
export const asPrinted = (wish: FirewallWish): FirewallWish => {
  const { source, states, ...rest } = wish;
  const prefix = source?.includes('/') === true ? prefixOf(source) : null;
  return {
    ...rest,
    source: prefix === null ? source : formatPrefix(prefix),
    ...(states === undefined ? {} : { states: STATES.filter((state) => states.includes(state)) }),
  };
};

/** Every port of a wish by itself; of icmp one. */
export const portsOf = ({ protocol, port, lastPort }: FirewallWish): number[] => {
  if (protocol === 'icmp' || port === null) return [0];
  return Array.from({ length: (lastPort ?? port) - port + 1 }, (_, index) => port + index);
};

export const acceptWish = (wish: FirewallWish, port: number): AcceptWish => ({
  protocol: wish.protocol === 'all' ? 'tcp' : wish.protocol,
  port,
  source: wish.source,
  inInterface: wish.interface,
  states: wish.states,
});

/** The engine's own chains are its business: what is written there is gone when it writes them anew. */
const placeInstead = (chain: string): string | null => {
  if (chain === 'INPUT' || chain === 'DOCKER-USER') return null;
  if (chain === 'OUTPUT')
    return say(
      'What the VM sends is let out by one rule of OUTPUT; what stops it on its way is the work of the network, or of a rule that Trace-EflowPacket names.',
    );
  if (chain === 'FORWARD' || chain.startsWith('DOCKER'))
    return say(
      'The container engine writes {chain} anew, and a rule of ours is lost there. The right place is DOCKER-USER: leave -Chain out, or name that.',
      { chain },
    );
  return say(
    'Nothing is written into {chain}. The right places are INPUT, for what the VM itself takes, and DOCKER-USER, for published ports.',
    { chain },
  );
};

const tableInstead = (table: string): string | null =>
  table === 'filter'
    ? null
    : say(
        'The table {table} is only listed (Get-EflowFirewallRule): what is let in is decided in the table filter. Leave -Table out.',
        { table },
      );

const portsInstead = ({ protocol, port, lastPort }: FirewallWish): string | null => {
  if (protocol === 'all')
    return say(
      'A rule for all protocols would open more than anybody listens to. Name tcp or udp and a port, or use -AllowPing.',
    );
  if (protocol === 'icmp')
    return port === null
      ? null
      : say('ICMP has no ports. What the VM needs of it is let in already; for ping, use -AllowPing alone.');
  if (port === null) return say('For tcp and udp a port is needed.');
  if (lastPort === undefined) return null;
  if (lastPort < port) return say('The range of ports ends before it begins.');
  return lastPort - port < MOST_PORTS ? null : say('At most {most} ports are changed at once.', { most: MOST_PORTS });
};

const statesInstead = ({ states, target, chain }: FirewallWish): string | null => {
  const some = states ?? [];
  if (some.length === 0 || (target ?? 'ACCEPT') !== 'ACCEPT' || some.includes('NEW')) return null;
  if (some.every((state) => state === 'DNAT') && chain !== 'INPUT') return null;
  return say(
    'A rule for {states} lets no new connection in, and what is established is let in already. Add NEW, or leave -State out.',
    { states: some.join(', ') },
  );
};

/** Why something is not done as it was asked for, and what is right; null where it can be planned. */
export const refusalOf = ({ wish, world }: Site): string | null => {
  const by = wish.interface;
  if (by !== undefined && !world.interfaces.some(({ name }) => name === by))
    return say('The VM has no interface {name}: it has {names}.', {
      name: by,
      names: world.interfaces.map(({ name }) => name).join(', '),
    });
  return (
    tableInstead(wish.table ?? 'filter') ??
    placeInstead(wish.chain ?? 'INPUT') ??
    portsInstead(wish) ??
    (wish.remove === true ? null : statesInstead(wish))
  );
};

const isWithin = ([lo, hi]: Span, [first, last]: Span): boolean => lo >= first && hi <= last;

const wishedSource = (source: string | null): Span => {
  const prefix = source === null ? null : prefixOf(source);
  return prefix === null ? [0, 0xffffffff] : [prefix.network, lastOf(prefix)];
};

const wishedSpan = ({ port, lastPort }: FirewallWish): Span => (port === null ? [0, 65_535] : [port, lastPort ?? port]);

/** Whether a set of packets is one that was asked for. */
const isAskedFor = (wish: FirewallWish, region: Region): boolean => {
  if (wish.protocol === 'all') return false;
  const number = protocolNumbers[wish.protocol];
  const wishedPorts = wishedSpan(wish);
  return (
    isWithin(region.protocol, [number, number]) &&
    isWithin(region.source, wishedSource(wish.source)) &&
    (wish.protocol === 'icmp' || isWithin(region.destinationPort, wishedPorts)) &&
    (wish.interface === undefined || region.inInterface === wish.interface)
  );
};

/** What a change would do besides what was asked for. */
export const notAskedFor = (
  wish: FirewallWish,
  { regions, possible }: Pick<Opening, 'regions' | 'possible'>,
): Region[] => [...regions, ...possible].filter((region) => !isAskedFor(wish, region));

/**
 * Connections that are sent from a port that shall be let in: their answers come to that port, and where no rule before lets
 * answers in, a rule for the port does.
 */
const isAnsweredThere = (wish: FirewallWish, region: Region): boolean =>
  wish.protocol !== 'icmp' &&
  isWithin(region.sourcePort, wishedSpan(wish)) &&
  isWithin(region.destination, wishedSource(wish.source));

/** What a change lets in of itself, and whether it also lets answers in to what is sent from these ports. */
export const apartFromAnswers = (wish: FirewallWish, opening: Opening): { opening: Opening; answers: boolean } => {
  const isOther = (region: Region): boolean => isAskedFor(wish, region) || !isAnsweredThere(wish, region);
  const [regions, possible] = [opening.regions.filter(isOther), opening.possible.filter(isOther)];
  const answers = regions.length < opening.regions.length || possible.length < opening.possible.length;
  return { opening: { ...opening, regions, possible }, answers };
};
