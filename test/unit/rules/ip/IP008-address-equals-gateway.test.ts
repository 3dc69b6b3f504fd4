import rule from '../../../../core/src/rules/ip/IP008-address-equals-gateway.js';
import { deploy, fixedByFile, fixedDevice, leased } from '../../../support/fixedCases.js';
import { testRule } from '../../../support/testRule.js';

const equal = fixedDevice({ address: '172.20.0.1' });

testRule(rule, {
  pass: [{ name: 'an address beside the gateway', facts: fixedDevice() }],
  fail: [
    {
      name: 'an address that is the gateway (Azure/iotedge-eflow#221)',
      facts: equal,
      messages: ['equal'],
      targets: ['172.20.0.1'],
      commands: [deploy('172.20.0.254')],
    },
    {
      name: 'a file that says so',
      facts: fixedByFile('172.20.0.1/24', '172.20.0.1'),
      messages: ['equal'],
      commands: [deploy('172.20.0.254')],
    },
    {
      name: 'a switch of which nothing is known: no line can be given',
      facts: { ...equal, 'host.switches': [] },
      messages: ['equal'],
      commands: [],
    },
    {
      name: 'a host without an address on the switch: the own subnet is taken',
      facts: { ...equal, 'host.addresses': [] },
      messages: ['equal'],
      commands: [deploy('172.20.0.254')],
    },
  ],
  notApplicable: [
    { name: 'DHCP', facts: leased },
    { name: 'a fixed address without a gateway', facts: fixedDevice({ gateway: null }) },
  ],
});
