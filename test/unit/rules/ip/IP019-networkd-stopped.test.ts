import rule from '../../../../core/src/rules/ip/IP019-networkd-stopped.js';
import { healthy, service } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const withUnits = (...units: ReturnType<typeof service>[]) => ({ ...facts, 'guest.services': units });
const networkd = (over: Parameters<typeof service>[1]) => service('systemd-networkd', over);
const stopped = { active: 'inactive', sub: 'dead' } as const;
const masked = { ...stopped, load: 'masked', enabled: 'masked' } as const;
const withAddresses = (...addresses: readonly string[]) => ({
  'guest.interfaces': facts['guest.interfaces'].map((one) =>
    one.name !== 'eth0'
      ? one
      : {
          ...one,
          addresses: addresses.map((address) => ({
            ...{ family: 'inet' as const, address, prefixLength: 16, scope: 'link', dynamic: false },
          })),
        },
  ),
});
const commands = [
  "Invoke-EflowVmCommand 'sudo systemctl unmask systemd-networkd'",
  "Invoke-EflowVmCommand 'sudo systemctl enable --now systemd-networkd'",
  "Invoke-EflowVmCommand 'sudo systemctl status --no-pager systemd-networkd' -ignoreError",
];

testRule(rule, {
  pass: [
    { name: 'no address, and the service runs: IP002', facts: { ...facts, ...withAddresses() } },
    { name: 'stopped, and the address is still there: IP020', facts: withUnits(networkd(stopped)) },
  ],
  fail: [
    {
      name: 'masked, and no address',
      facts: { ...withUnits(networkd(masked)), ...withAddresses() },
      messages: ['stopped'],
      targets: ['systemd-networkd.service'],
      says: ['masked, inactive, dead'],
      commands,
    },
    {
      name: 'failed, and an address that the card gave itself',
      facts: { ...withUnits(networkd({ active: 'failed', sub: 'failed' })), ...withAddresses('169.254.7.9') },
      messages: ['stopped'],
      commands,
    },
  ],
  notApplicable: [
    {
      name: 'a system without it',
      facts: withUnits(networkd({ ...stopped, load: 'not-found', enabled: null })),
    },
    { name: 'a system where NetworkManager runs', facts: withUnits(networkd(stopped), service('NetworkManager')) },
    { name: 'no card: IP005', facts: { ...withUnits(networkd(stopped)), 'guest.interfaces': [] } },
  ],
});
