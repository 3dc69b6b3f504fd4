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
    {
      name: 'a port that is held at another address of the VM alone',
      facts: {
        'guest.containers': containersWith('edgeHub', {
          running: false,
          published: [{ containerPort: 53, protocol: 'udp', hostAddress: '172.27.120.111', hostPort: 53 }],
        }),
        'guest.listeners': [{ protocol: 'udp', address: '127.0.0.53', port: 53, process: 'systemd-resolve' }],
      },
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
      name: 'a port of every address, of which a program holds one',
      facts: {
        'guest.containers': containersWith('edgeHub', {
          running: false,
          published: [{ containerPort: 53, protocol: 'udp', hostAddress: null, hostPort: 53 }],
        }),
        'guest.listeners': [{ protocol: 'udp', address: '127.0.0.53', port: 53, process: 'systemd-resolve' }],
      },
      messages: ['program'],
      says: ['systemd-resolve'],
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
