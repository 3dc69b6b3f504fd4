import rule from '../../../../core/src/rules/ip/IP016-gateway-among-containers.js';
import { healthy, inet } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const edge = (subnet: string) => ({
  ...facts,
  'guest.containerNetworks': facts['guest.containerNetworks'].map((one) =>
    one.name === 'azure-iot-edge' ? { ...one, subnets: [{ subnet, gateway: null }] } : one,
  ),
});

/** What is left to be seen of the container network where the engine is silent. */
const bridge = (address: string, length: number) => ({
  'guest.routes': facts['guest.routes'],
  'guest.interfaces': facts['guest.interfaces'].map((one) =>
    one.name.startsWith('br-') ? { ...one, kind: null, addresses: [inet(address, length, false)] } : one,
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
    {
      name: 'a bridge with the gateway, where the engine tells nothing',
      facts: bridge('172.27.112.1', 24),
      messages: ['bridge'],
      targets: ['br-6868c9739a37'],
      says: ['172.27.112.1', '172.27.112.0/24', 'eth0'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
    },
    { name: 'the same subnet', facts: edge('172.27.112.0/20'), messages: ['captured'] },
  ],
  notApplicable: [{ name: 'a VM without a gateway', facts: { ...edge('172.27.112.0/24'), 'guest.routes': [] } }],
  unknown: [
    {
      name: 'a wider bridge, where the engine tells nothing',
      facts: bridge('172.16.0.1', 12),
      says: 'guest.container',
    },
  ],
});
