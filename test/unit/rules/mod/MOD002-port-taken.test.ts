import rule from '../../../../core/src/rules/mod/MOD002-port-taken.js';
import { healthy } from '../../../support/healthyFacts.js';
import { containersWith } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const stopped = containersWith('edgeHub', { running: false });
const twin = {
  ...stopped.find(({ name }) => name === 'edgeHub')!,
  name: 'otherHub',
  running: true,
  published: [{ containerPort: 443, protocol: 'tcp', hostAddress: null, hostPort: 443 }],
};

testRule(rule, {
  pass: [
    {
      name: 'a module that is stopped for another reason',
      facts: { 'guest.containers': stopped, 'guest.listeners': [] },
    },
  ],
  fail: [
    {
      name: 'a port that a program of the VM holds (Azure/iotedge#7134)',
      facts: {
        'guest.containers': stopped,
        'guest.listeners': [{ protocol: 'tcp', address: '0.0.0.0', port: 8883, process: 'mosquitto' }],
      },
      messages: ['program'],
      targets: ['8883/tcp'],
      says: ['edgeHub', 'mosquitto'],
      commands: ["Invoke-EflowVmCommand 'sudo ss -lntup'"],
    },
    {
      name: 'a port of a program that is not known',
      facts: {
        'guest.containers': stopped,
        'guest.listeners': [{ protocol: 'tcp', address: '0.0.0.0', port: 8883, process: null }],
      },
      messages: ['program'],
    },
    {
      name: 'a port that another module publishes',
      facts: { 'guest.containers': [...stopped, twin], 'guest.listeners': [] },
      messages: ['module'],
      targets: ['443/tcp'],
      says: ['otherHub'],
    },
  ],
  notApplicable: [{ name: 'modules that all run', facts }],
});
