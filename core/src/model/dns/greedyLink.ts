import type { DnsQuery, NetworkInterface, Resolver } from '../item.js';
import { cards } from '../address/vmInterface.js';
import { serverState } from './dns.js';

type ResolverLink = Resolver['links'][number];

/** The link of a card that takes every name (`~.`) away from another one that has servers too (resolved.conf(5), Domains=). */
export const greedyLink = (resolver: Resolver, interfaces: readonly NetworkInterface[]): ResolverLink | null => {
  const names = new Set(cards(interfaces).map(({ name }) => name));
  const links = resolver.links.filter(({ name }) => names.has(name));
  const greedy = links.find(({ domains }) => domains.includes('~.'));
  return greedy !== undefined && links.some((one) => one !== greedy && one.servers.length > 0) ? greedy : null;
};

/** Whether the global servers take every name (`~.`) away from those of the links, of which none says the same. */
export const isGreedyGlobally = ({ global, links }: Resolver): boolean =>
  global.servers.length > 0 &&
  global.domains.includes('~.') &&
  !links.some(({ domains }) => domains.includes('~.')) &&
  links.some(({ servers }) => servers.some((server) => !global.servers.includes(server)));

/** Whether none of its servers answered a question of the VM, though they were asked. */
export const isDeaf = ({ servers }: Pick<ResolverLink, 'servers'>, probe: readonly DnsQuery[]): boolean => {
  const states = servers.map((server) => serverState(probe, 'vm', server));
  return states.includes('silent') && !states.includes('answered');
};

/** Who takes every name, and says nothing to any question. */
export interface DeafTaker {
  readonly kind: 'globally' | 'everything';
  /** The link, or the global servers. */
  readonly name: string;
  /** Where the resolver shows it. */
  readonly path: string;
  readonly domains: readonly string[];
}

export const deafTakers = (
  resolver: Resolver,
  interfaces: readonly NetworkInterface[],
  probe: readonly DnsQuery[],
): readonly DeafTaker[] => {
  const { global } = resolver;
  const link = greedyLink(resolver, interfaces);
  const takers: DeafTaker[] = [];
  if (isGreedyGlobally(resolver) && isDeaf(global, probe))
    takers.push({
      kind: 'globally',
      name: global.servers.join(', '),
      path: '/global/domains',
      domains: global.domains,
    });
  if (link !== null && isDeaf(link, probe))
    takers.push({ kind: 'everything', name: link.name, path: `/${link.name}/domains`, domains: link.domains });
  return takers;
};
