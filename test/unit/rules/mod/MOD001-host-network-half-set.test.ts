import rule from '../../../../core/src/rules/mod/MOD001-host-network-half-set.js';
import { containersWith, portFacts } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const host = { name: 'host', networkId: null, address: null, gateway: null };
const edge = { name: 'azure-iot-edge', networkId: null, address: '172.18.0.5', gateway: '172.18.0.1' };
const containers = (change: object) => ({ 'guest.containers': containersWith('opcPublisher', change) });

testRule(rule, {
  pass: [
    { name: 'both halves', facts: { 'guest.containers': portFacts['guest.containers'] } },
    { name: 'a module of which nothing tells', facts: containers({ networks: [host], hostEndpointConfigured: null }) },
  ],
  fail: [
    {
      name: 'a module that is attached to the network of IoT Edge too (Azure/iotedge#1840)',
      facts: containers({ networks: [edge], hostEndpointConfigured: false }),
      messages: ['half'],
      targets: ['opcPublisher'],
      says: ['azure-iot-edge', 'EndpointsConfig.host'],
    },
    {
      name: 'a module without any network',
      facts: containers({ networks: [], hostEndpointConfigured: false }),
      messages: ['missing'],
    },
  ],
  notApplicable: [
    { name: 'a device without modules on the host network', facts: containers({ networkMode: 'azure-iot-edge' }) },
  ],
});
