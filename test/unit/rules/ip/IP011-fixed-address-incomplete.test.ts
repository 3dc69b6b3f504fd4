import rule from '../../../../core/src/rules/ip/IP011-fixed-address-incomplete.js';
import { deploy, fixedByFile, fixedDevice, leased } from '../../../support/fixedCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [{ name: 'all three values', facts: fixedDevice() }],
  fail: [
    {
      name: 'an address without a gateway',
      facts: fixedDevice({ gateway: null }),
      messages: ['incomplete'],
      targets: ['ip4GatewayAddress'],
      says: ['ip4GatewayAddress is not set'],
      commands: [deploy('172.20.0.2')],
    },
    {
      name: 'an address alone',
      facts: fixedDevice({ gateway: null, prefixLength: null }),
      messages: ['incomplete'],
      says: ['ip4PrefixLength and ip4GatewayAddress are not set'],
    },
    { name: 'a file without a gateway', facts: fixedByFile('172.20.0.2/24', null), messages: ['incomplete'] },
  ],
  notApplicable: [{ name: 'DHCP', facts: leased }],
  unknown: [
    {
      name: 'a fixed address that nothing shows',
      facts: { ...fixedDevice({ address: null, prefixLength: null, gateway: null }), 'guest.networkFiles': [] },
      says: 'nothing shows which one',
    },
  ],
});
