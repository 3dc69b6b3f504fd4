import type { FactValues } from '../../facts/facts.js';
import { assignedServers, serverState } from '../dns/dns.js';
import { contains, isIpv4, parsePrefix } from '../../ipv4.js';
import { CONTROL_ADDRESS, fromVm } from '../upstream/reach.js';
import { cardSubnets } from './vmInterface.js';

type Facts = Pick<FactValues, 'guest.interfaces' | 'guest.containers' | 'guest.containerNetworks'> & {
  readonly [K in 'guest.resolver' | 'guest.dnsProbe' | 'guest.reach']?: FactValues[K] | undefined;
};

/** A server that the VM needs and that gives no answer. */
export interface NeededServer {
  readonly address: string;
  /** `DNS`, or the host's name. */
  readonly name: string;
}

const silentDns = (facts: Facts): NeededServer[] => {
  const { 'guest.resolver': resolver, 'guest.dnsProbe': probe = [] } = facts;
  if (resolver === undefined) return [];
  return assignedServers(resolver, facts['guest.interfaces'])
    .filter((address) => probe.some(({ from, server }) => from === 'vm' && server === address))
    .filter((address) => serverState(probe, 'vm', address) !== 'answered')
    .map((address) => ({ address, name: 'DNS' }));
};

const silentHosts = (facts: Facts): NeededServer[] => {
  const tried = fromVm(facts['guest.reach'] ?? []).filter(({ host }) => host !== CONTROL_ADDRESS);
  const answered = new Set(tried.filter(({ tcp }) => tcp === 'connected').map(({ address }) => address));
  const silent = tried.flatMap(({ address, host, tcp }) => {
    const isSilent = tcp === 'silent' || tcp === 'unreachable';
    return address === null || !isIpv4(address) || !isSilent || answered.has(address) ? [] : [{ address, name: host }];
  });
  return [...new Map(silent.map((one) => [one.address, one])).values()];
};

export interface CapturedServer extends NeededServer {
  readonly network: string;
  readonly containers: string;
}

/**
 * Servers beyond the VM's own links that it looks for among its containers, because a container network has their addresses. One
 * that is a container, or that answers, is where it should be.
 */
export const capturedServers = (facts: Facts): readonly CapturedServer[] => {
  const near = cardSubnets(facts['guest.interfaces']);
  const own = new Set(facts['guest.containers'].flatMap(({ networks }) => networks.map(({ address }) => address)));
  const up = new Set(facts['guest.interfaces'].filter((one) => one.up).map(({ name }) => name));
  const networks = facts['guest.containerNetworks'].filter(({ bridge }) => bridge !== null && up.has(bridge));
  return [...silentDns(facts), ...silentHosts(facts)].flatMap((server) => {
    if (own.has(server.address) || near.some((subnet) => contains(subnet, server.address))) return [];
    const hit = networks.flatMap(({ name, subnets }) =>
      subnets.flatMap(({ subnet, gateway }) => {
        const prefix = parsePrefix(subnet);
        const captured = prefix !== null && gateway !== server.address && contains(prefix, server.address);
        return captured ? [{ ...server, network: name, containers: subnet }] : [];
      }),
    );
    return hit.slice(0, 1);
  });
};
