import rule from '../../../../core/src/rules/ip/IP010-unusable-address.js';
import { deploy, fixedDevice, leased } from '../../../support/fixedCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'an address inside the subnet', facts: fixedDevice() },
    {
      name: 'an address that looks like a network of another length',
      facts: fixedDevice({ address: '172.20.1.0', prefixLength: 16 }),
    },
  ],
  fail: [
    {
      name: 'the network address',
      facts: fixedDevice({ address: '172.20.0.0' }),
      messages: ['edge'],
      targets: ['172.20.0.0/24'],
      commands: [deploy('172.20.0.254')],
    },
    { name: 'the broadcast address', facts: fixedDevice({ address: '172.20.0.255' }), messages: ['edge'] },
    { name: 'a loopback address', facts: fixedDevice({ address: '127.0.0.5' }), messages: ['reserved'] },
    { name: 'text that is no address', facts: fixedDevice({ address: '172.20.0' }), messages: ['reserved'] },
    {
      name: 'a prefix length without room',
      facts: fixedDevice({ prefixLength: 32 }),
      messages: ['prefix'],
      commands: [deploy('172.20.0.2')],
    },
    { name: 'a prefix length that is out of range', facts: fixedDevice({ prefixLength: 0 }), messages: ['prefix'] },
  ],
  notApplicable: [
    { name: 'DHCP', facts: leased },
    { name: 'a fixed address without a prefix length', facts: fixedDevice({ prefixLength: null }) },
  ],
});
