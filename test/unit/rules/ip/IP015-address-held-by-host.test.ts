import rule from '../../../../core/src/rules/ip/IP015-address-held-by-host.js';
import { healthy, vm, withCard } from '../../../support/healthyFacts.js';
import { deploy, fixedDevice } from '../../../support/fixedCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const held = facts['host.addresses'].map((one) => (one.address === vm.gateway ? { ...one, address: vm.address } : one));
const atPlant = fixedDevice();
const see = 'Get-NetIPAddress -AddressFamily IPv4 | Format-Table -Property IPAddress, PrefixLength, InterfaceAlias';

testRule(rule, {
  pass: [{ name: 'addresses of their own', facts }],
  fail: [
    {
      name: 'one address on both',
      facts: { ...facts, 'host.addresses': held },
      messages: ['leased'],
      targets: [vm.address],
      says: ['vEthernet (Default Switch)'],
      commands: [see, "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'"],
    },
    {
      name: 'a fixed address that another adapter has',
      facts: {
        ...atPlant,
        'host.addresses': [
          ...atPlant['host.addresses'],
          { ...facts['host.addresses'][0]!, address: '172.20.0.2', interfaceAlias: 'Ethernet 2' },
        ],
      },
      messages: ['held'],
      targets: ['172.20.0.2'],
      says: ['Ethernet 2'],
      commands: [see, deploy('172.20.0.254')],
    },
  ],
  notApplicable: [
    { name: 'an address that is its own gateway, which IP008 reports', facts: fixedDevice({ address: '172.20.0.1' }) },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
