import rule from '../../../../core/src/rules/ip/IP020-networkd-off.js';
import { healthy, service, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const withUnits = (...units: ReturnType<typeof service>[]) => ({ ...facts, 'guest.services': units });
const networkd = (over: Parameters<typeof service>[1]) => service('systemd-networkd', over);
const fixed = {
  'guest.interfaces': facts['guest.interfaces'].map((one) => ({
    ...one,
    addresses: one.addresses.map((address) => ({ ...address, dynamic: false })),
  })),
};
const stopped = { active: 'inactive', sub: 'dead' } as const;
const masked = { ...stopped, load: 'masked', enabled: 'masked' } as const;
const commands = [
  "Invoke-EflowVmCommand 'sudo systemctl unmask systemd-networkd'",
  "Invoke-EflowVmCommand 'sudo systemctl enable --now systemd-networkd'",
];

testRule(rule, {
  pass: [
    { name: 'one that is switched off, and runs all the same', facts: withUnits(networkd({ enabled: 'disabled' })) },
    { name: 'one that is just being started', facts: withUnits(networkd({ active: 'activating', sub: 'start' })) },
    {
      name: 'stopped beside a fixed address, which stays, and started again with the VM',
      facts: { ...withUnits(networkd(stopped)), ...fixed },
    },
  ],
  fail: [
    {
      name: 'stopped, with a leased address',
      facts: withUnits(networkd(stopped)),
      messages: ['lease'],
      targets: ['systemd-networkd.service'],
      says: [vm.address, 'loaded, inactive, dead'],
      commands,
    },
    {
      name: 'failed beside a NetworkManager that does not run either',
      facts: withUnits(networkd({ active: 'failed', sub: 'failed' }), service('NetworkManager', stopped)),
      messages: ['lease'],
      commands,
    },
    {
      name: 'masked, with a fixed address',
      facts: { ...withUnits(networkd(masked)), ...fixed },
      messages: ['start'],
      says: ['masked, inactive, dead'],
      commands,
    },
    {
      name: 'one that runs, and is masked',
      facts: withUnits(networkd({ load: 'masked', enabled: 'masked' })),
      messages: ['start'],
      says: ['masked, active, running'],
      commands,
    },
    {
      name: 'switched off, with a fixed address',
      facts: { ...withUnits(networkd({ ...stopped, enabled: 'disabled' })), ...fixed },
      messages: ['start'],
      commands,
    },
  ],
  notApplicable: [
    { name: 'a system without it', facts: withUnits(networkd({ ...stopped, load: 'not-found', enabled: null })) },
    { name: 'a system where NetworkManager runs', facts: withUnits(networkd(stopped), service('NetworkManager')) },
    { name: 'no address to lose: IP019', facts: { ...withUnits(networkd(stopped)), 'guest.interfaces': [] } },
  ],
});
