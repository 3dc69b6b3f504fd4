import rule from '../../../../core/src/rules/mod/MOD003-engine-stopped.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const state = (change: object) => ({
  'guest.services': facts['guest.services'].map((one) => (one.name === 'docker.service' ? { ...one, ...change } : one)),
});

testRule(rule, {
  pass: [
    { name: 'an engine that runs', facts },
    { name: 'an engine that is just starting', facts: state({ active: 'activating', sub: 'start' }) },
  ],
  fail: [
    {
      name: 'an engine that failed',
      facts: state({ active: 'failed', sub: 'failed' }),
      messages: ['stopped'],
      says: ['failed, failed'],
      commands: [
        "Invoke-EflowVmCommand 'sudo systemctl start docker && sudo iotedge system restart'",
        "Invoke-EflowVmCommand 'sudo journalctl --no-pager -n 50 -u docker' -ignoreError",
      ],
    },
  ],
  notApplicable: [
    { name: 'a VM without an engine', facts: state({ load: 'not-found', active: 'inactive', sub: 'dead' }) },
    { name: 'a list without it', facts: { 'guest.services': [] } },
  ],
});
