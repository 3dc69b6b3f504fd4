import rule from '../../../../core/src/rules/ip/IP016-gateway-among-containers.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const edge = (subnet: string) => ({
  ...facts,
  'guest.containerNetworks': facts['guest.containerNetworks'].map((one) =>
    one.name === 'azure-iot-edge' ? { ...one, subnets: [{ subnet, gateway: null }] } : one,
  ),
});

testRule(rule, {
  pass: [
    { name: 'subnets apart', facts },
    { name: 'a wider container network, over which the link wins: IP013 reports it', facts: edge('172.16.0.0/12') },
    { name: 'a part of the subnet without the gateway: IP013 reports it', facts: edge('172.27.120.0/24') },
  ],
  fail: [
    {
      name: 'a part of the subnet with the gateway',
      facts: edge('172.27.112.0/24'),
      messages: ['captured'],
      targets: ['azure-iot-edge'],
      says: ['172.27.112.1', '172.27.112.0/24'],
    },
    { name: 'the same subnet', facts: edge('172.27.112.0/20'), messages: ['captured'] },
  ],
  notApplicable: [{ name: 'a VM without a gateway', facts: { ...edge('172.27.112.0/24'), 'guest.routes': [] } }],
});
