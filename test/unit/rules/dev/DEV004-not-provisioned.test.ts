import rule from '../../../../core/src/rules/dev/DEV004-not-provisioned.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);

testRule(rule, {
  pass: [{ name: 'a device that is provisioned', facts }],
  fail: [],
  notes: [
    {
      name: 'a VM without a configuration',
      facts: { 'guest.upstream': { ...facts['guest.upstream'], source: null, hub: null } },
      messages: ['bare'],
      commands: ['Get-Help Provision-EflowVm -Full'],
    },
  ],
  notApplicable: [],
});
