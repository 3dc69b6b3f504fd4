import rule from '../../../../core/src/rules/rt/RT001-default-route-missing.js';
import { healthy, route, vm, withCard } from '../../../support/healthyFacts.js';
import { external } from '../../../support/switches.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const local = route({ destination: '172.27.112.0/20', scope: 'link', source: vm.address });
const routeless = { ...facts, 'guest.routes': [local] };
const again = "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'";
const byHand = `Invoke-EflowVmCommand 'sudo ip route add default via ${vm.gateway} dev eth0'`;
const unknowing = { 'guest.leases': [], 'guest.networkFiles': [], 'host.switches': [] };

testRule(rule, {
  pass: [
    { name: 'a default route', facts },
    {
      name: 'a default route without a gateway, over the interface alone',
      facts: { ...facts, 'guest.routes': [local, route({ gateway: null })] },
    },
  ],
  fail: [
    {
      name: 'a lease whose router is not used',
      facts: routeless,
      messages: ['gatewayKnown'],
      targets: ['eth0'],
      says: [vm.gateway],
      shows: ['172.27.112.0/20 dev eth0', `not 0.0.0.0/0 via ${vm.gateway}`],
      commands: [again, byHand],
    },
    {
      name: 'a scope without router on a switch where the host is the gateway',
      facts: { ...routeless, 'guest.leases': [] },
      messages: ['gatewayKnown'],
      commands: [again, byHand],
    },
    {
      name: 'a lease that names no router',
      facts: { ...routeless, 'guest.leases': facts['guest.leases'].map((one) => ({ ...one, router: [] })) },
      messages: ['leaseWithoutRouter'],
      commands: [byHand, again],
    },
    {
      name: 'a file whose gateway is not used',
      facts: {
        ...routeless,
        ...unknowing,
        'guest.networkFiles': [
          {
            path: '/etc/systemd/network/10-eth0.network',
            sections: [
              { name: 'Match', entries: [{ key: 'MACAddress', value: vm.mac }] },
              { name: 'Network', entries: [{ key: 'Gateway', value: '172.27.112.9' }] },
            ],
          },
        ],
      },
      messages: ['gatewayKnown'],
      says: ['172.27.112.9'],
    },
    {
      name: 'a default route in a table that nobody asks',
      facts: { ...routeless, 'guest.routes': [local, route({ table: '100', gateway: vm.gateway })] },
      messages: ['gatewayKnown'],
    },
    {
      name: 'a default route over a link that is down',
      facts: { ...routeless, 'guest.routes': [local, route({ gateway: vm.gateway, linkDown: true })] },
      messages: ['gatewayKnown'],
    },
    {
      name: 'a route that throws away all that has none of its own',
      facts: { ...routeless, 'guest.routes': [local, route({ type: 'blackhole', device: null })] },
      messages: ['gatewayKnown'],
      shows: ['blackhole 0.0.0.0/0'],
    },
    {
      name: 'a gateway that nothing names',
      facts: { ...routeless, ...unknowing },
      messages: ['gatewayUnknown'],
      shows: ['not 0.0.0.0/0 via a gateway'],
      commands: [again],
    },
    {
      name: 'a gateway that is not in the subnet and so none',
      facts: {
        ...routeless,
        ...external,
        ...unknowing,
        'host.vmEndpoint': facts['host.vmEndpoint'].map((one) => ({ ...one, gateway: '10.9.9.1' })),
      },
      messages: ['gatewayUnknown'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...routeless, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
