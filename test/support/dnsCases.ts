import type { FactValues } from '../../core/src/facts/facts.js';
import { healthy, vm } from './healthyFacts.js';

export const dnsFacts = healthy(
  'guest.resolver',
  'guest.interfaces',
  'guest.dnsProbe',
  'host.dnsServers',
  'host.vmEndpoint',
);

type Query = FactValues['guest.dnsProbe'][number];

/** One server asked over UDP and TCP. */
export const asked = (server: string, udp: Query['state'], tcp: Query['state'] = udp): Query[] =>
  (['udp', 'tcp'] as const).map((transport) => {
    const state = transport === 'udp' ? udp : tcp;
    const answered = state === 'answered';
    return {
      from: 'vm',
      server,
      transport,
      name: vm.hub,
      state,
      rcode: answered ? 'NOERROR' : null,
      addresses: answered ? ['40.83.177.42'] : [],
      tookMs: answered ? 5 : null,
    };
  });

/** The VM with these servers on its link, which took the questions so. */
export const withServers = (...queries: readonly Query[][]): typeof dnsFacts => ({
  ...dnsFacts,
  'guest.resolver': {
    ...dnsFacts['guest.resolver'],
    links: dnsFacts['guest.resolver'].links.map((link) => ({
      ...link,
      servers: queries.flatMap(([first]) => (first === undefined ? [] : [first.server])),
    })),
  },
  'guest.dnsProbe': queries.flat(),
});
