import rule from '../../../../core/src/rules/ip/IP009-gateway-outside-subnet.js';
import { deploy, fixedByFile, fixedDevice, leased } from '../../../support/fixedCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'a gateway in the subnet', facts: fixedDevice() },
    {
      name: 'a gateway that is the address itself, which IP008 reports',
      facts: fixedDevice({ gateway: '172.20.0.2' }),
    },
  ],
  fail: [
    {
      name: 'a gateway in a neighbouring subnet (Azure/iotedge-eflow#108)',
      facts: fixedDevice({ gateway: '172.20.1.1' }),
      messages: ['outside'],
      targets: ['172.20.1.1'],
      says: ['172.20.0.0/24'],
      commands: ['Get-NetIPConfiguration', deploy('172.20.0.2')],
    },
    {
      name: 'a file that says so',
      facts: fixedByFile('172.20.0.2/28', '172.20.0.17'),
      messages: ['outside'],
      says: ['172.20.0.0/28'],
    },
  ],
  notApplicable: [
    { name: 'DHCP', facts: leased },
    { name: 'a prefix length that leaves no room, which IP010 reports', facts: fixedDevice({ prefixLength: 32 }) },
    { name: 'a prefix length that is none', facts: fixedDevice({ prefixLength: 64 }) },
    { name: 'a fixed address without a gateway', facts: fixedDevice({ gateway: null }) },
  ],
});
