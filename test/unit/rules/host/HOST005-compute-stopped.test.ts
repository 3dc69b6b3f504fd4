import rule from '../../../../core/src/rules/host/HOST005-compute-stopped.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const stopped = facts['host.services'].map((one) => (one.name === 'vmcompute' ? { ...one, status: 1 } : one));

testRule(rule, {
  pass: [{ name: 'a compute service that runs', facts }],
  fail: [
    {
      name: 'a compute service that is stopped while the agent runs',
      facts: { ...facts, 'host.services': stopped },
      messages: ['stopped'],
      targets: ['vmcompute'],
      commands: ['Start-Service -Name hns, vmcompute; Restart-Service -Name WSSDAgent', 'Start-EflowVm'],
    },
  ],
  notApplicable: [
    {
      name: 'a machine without EFLOW',
      facts: { ...facts, 'host.eflow': { ...facts['host.eflow'], installed: false } },
    },
    { name: 'a Windows that does not have the service', facts: { ...facts, 'host.services': [] } },
  ],
});
