import rule from '../../../../core/src/rules/ip/IP004-fixed-address-absent.js';
import { fixedByFile, fixedDevice, leased } from '../../../support/fixedCases.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const withAddresses = (...addresses: readonly ReturnType<typeof inet>[]) => ({
  ...fixedDevice(),
  'guest.interfaces': withCard({ addresses }),
});
const commands = [
  "Invoke-EflowVmCommand 'grep -H . /etc/systemd/network/*.network'",
  "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'",
];

testRule(rule, {
  pass: [
    { name: 'the fixed address on the interface', facts: fixedDevice() },
    { name: 'the address of the file on the interface', facts: fixedByFile('172.20.0.2/24', '172.20.0.1') },
  ],
  fail: [
    {
      name: 'an interface without an address',
      facts: withAddresses(),
      messages: ['absent'],
      targets: ['172.20.0.2'],
      commands,
    },
    {
      name: 'an interface with another address',
      facts: withAddresses(inet('172.20.0.9', 24)),
      messages: ['other'],
      says: ['172.20.0.9'],
    },
    {
      name: 'a file that was edited and not applied',
      facts: fixedByFile('172.20.0.7/24', '172.20.0.1'),
      messages: ['other'],
      says: ['172.20.0.7'],
    },
  ],
  notApplicable: [
    { name: 'DHCP', facts: leased },
    { name: 'a VM without a card', facts: { ...fixedDevice(), 'guest.interfaces': [] } },
    {
      name: 'a fixed address that nothing shows',
      facts: { ...fixedDevice({ address: null, gateway: null }), 'guest.networkFiles': [] },
    },
  ],
});
