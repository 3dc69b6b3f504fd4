import rule from '../../../../core/src/rules/mod/MOD004-edge-service-stopped.js';
import { healthy, service } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const state = (name: string, change: object) => ({
  ...facts,
  'guest.services': facts['guest.services'].map((one) => (one.name === name ? { ...one, ...change } : one)),
});
const dead = { active: 'inactive', sub: 'dead' };

testRule(rule, {
  pass: [
    { name: 'services that run', facts },
    {
      name: 'the one service of 1.1',
      facts: {
        ...facts,
        'guest.services': [service('iotedge'), service('aziot-edged', { load: 'not-found', ...dead })],
      },
    },
  ],
  fail: [
    {
      name: 'a service that is stopped',
      facts: state('aziot-edged.service', dead),
      messages: ['stopped'],
      targets: ['aziot-edged.service'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iotedge system restart'",
        "Invoke-EflowVmCommand 'sudo iotedge system logs -- --no-pager -n 50' -ignoreError",
      ],
    },
    {
      name: 'two that failed',
      facts: {
        ...facts,
        'guest.services': [
          service('aziot-edged', { active: 'failed', sub: 'failed' }),
          service('aziot-identityd', dead),
        ],
      },
      messages: ['stopped', 'stopped'],
    },
  ],
  notApplicable: [
    {
      name: 'a device that is not provisioned',
      facts: { ...state('aziot-edged.service', dead), 'guest.upstream': { ...facts['guest.upstream'], source: null } },
    },
    { name: 'a VM without IoT Edge', facts: { ...facts, 'guest.services': [] } },
  ],
});
