import type { FactValues } from '../../core/src/facts/facts.js';
import { healthyFacts, inet, route, vm } from './healthyFacts.js';

const second = {
  ...healthyFacts['guest.interfaces'].find(({ name }) => name === 'eth0')!,
  name: 'eth1',
  index: 9,
  mac: '00:15:5d:4e:15:3d',
};

/** The healthy device with a second card in 10.200.1.0/24. */
export const twoCards: FactValues['guest.interfaces'] = [
  ...healthyFacts['guest.interfaces'],
  { ...second, addresses: [inet('10.200.1.9', 24)] },
];

/** Its routes, each card's default route with a metric; null for none. */
export const routesWith = (eth0: number | null, eth1: number | null): FactValues['guest.routes'] => [
  ...(eth0 === null ? [] : [route({ gateway: vm.gateway, metric: eth0 })]),
  ...(eth1 === null ? [] : [route({ gateway: '10.200.1.1', device: 'eth1', metric: eth1 })]),
  route({ destination: '172.27.112.0/20', scope: 'link', source: vm.address }),
  route({ destination: '10.200.1.0/24', device: 'eth1', scope: 'link', source: '10.200.1.9' }),
];
