import rule from '../../../../core/src/rules/host/HOST001-agent-stopped.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const service = (status: number, startType: number) => ({
  ...facts,
  'host.services': facts['host.services'].map((one) =>
    one.name === 'WSSDAgent' ? { ...one, status, startType } : one,
  ),
});

testRule(rule, {
  pass: [{ name: 'an agent that runs', facts }],
  fail: [
    {
      name: 'an agent that is stopped',
      facts: service(1, 2),
      messages: ['stopped'],
      targets: ['WSSDAgent'],
      commands: ['Start-Service -Name WSSDAgent'],
    },
    {
      name: 'an agent that is disabled',
      facts: service(1, 4),
      messages: ['disabled'],
      commands: ['Set-Service -Name WSSDAgent -StartupType Automatic', 'Start-Service -Name WSSDAgent'],
    },
    { name: 'an agent that is not there', facts: { ...facts, 'host.services': [] }, messages: ['missing'] },
  ],
  notApplicable: [
    {
      name: 'a machine without EFLOW',
      facts: { 'host.services': [], 'host.eflow': { ...facts['host.eflow'], installed: false } },
    },
  ],
});
