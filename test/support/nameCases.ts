import type { FactValues } from '../../core/src/facts/facts.js';
import { healthyFacts, vm } from './healthyFacts.js';

type Lookup = FactValues['guest.nameProbe'][number];

export const lookup = (
  from: Lookup['from'],
  name: string,
  addresses: readonly string[],
  state: Lookup['state'] = 'resolved',
): Lookup => ({
  from,
  name,
  addresses,
  state,
  via: 'getent',
});

export const network = 'network:azure-iot-edge' as const;

/** What the VM and its containers make of the hub's name. */
export const hubIs = (here: Lookup['state'], inside: Lookup['state'] | null = null): Lookup[] => [
  lookup('vm', vm.hub, here === 'resolved' ? ['40.83.177.42'] : [], here),
  ...(inside === null ? [] : [lookup(network, vm.hub, inside === 'resolved' ? ['40.83.177.43'] : [], inside)]),
];

/** A server that knows the hub when the VM asks it directly. */
export const hubAnswered = (server: string): FactValues['guest.dnsProbe'][number] => ({
  ...{ from: 'vm', server, transport: 'udp', name: vm.hub, state: 'answered', rcode: 'NOERROR' },
  ...{ addresses: ['40.83.177.42'], tookMs: 12 },
});

/** A parent whose name the VM's resolver does not find, while SERVER has an address for it. */
export const parentLost = (
  name: string,
  server: string,
): Pick<FactValues, 'guest.upstream' | 'guest.nameProbe' | 'guest.dnsProbe'> => ({
  'guest.upstream': { ...healthyFacts['guest.upstream'], parent: name },
  'guest.nameProbe': [lookup('vm', name, [], 'unresolved')],
  'guest.dnsProbe': [{ ...hubAnswered(server), name }],
});
