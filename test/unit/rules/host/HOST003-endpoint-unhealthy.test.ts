import rule from '../../../../core/src/rules/host/HOST003-endpoint-unhealthy.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const health = (value: string | null) => ({
  'host.vmEndpoint': facts['host.vmEndpoint'].map((one) => ({ ...one, health: value })),
});

testRule(rule, {
  pass: [
    { name: 'an endpoint that is OK', facts },
    { name: 'an endpoint that is OK again', facts: health('currentState:OK previousState:FAILED') },
  ],
  fail: [
    {
      name: 'an endpoint that is not',
      facts: health('currentState:CRITICAL previousState:OK'),
      messages: ['unhealthy'],
      says: ['CRITICAL'],
      commands: ['Stop-EflowVm; Start-EflowVm', 'Get-EflowLogs'],
    },
    { name: 'words that nobody knows', facts: health('degraded'), messages: ['unhealthy'] },
  ],
  notApplicable: [
    { name: 'a build that tells nothing', facts: health(null) },
    { name: 'a VM without an endpoint', facts: { 'host.vmEndpoint': [] } },
  ],
});
