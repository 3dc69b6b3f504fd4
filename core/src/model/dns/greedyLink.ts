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

/** Whether none of its servers answered a question of the VM, though they were asked. */
export const isDeaf = ({ servers }: ResolverLink, probe: readonly DnsQuery[]): boolean => {
  const states = servers.map((server) => serverState(probe, 'vm', server));
  return states.includes('silent') && !states.includes('answered');
};
