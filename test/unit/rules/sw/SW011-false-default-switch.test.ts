import rule from '../../../../core/src/rules/sw/SW011-false-default-switch.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches(rule.requires);
const braces = facts['host.switches'].map((one) => ({ ...one, id: `{${one.id.toUpperCase()}}` }));
const made = facts['host.switches'].map((one) => ({ ...one, id: 'ad1a5ae0-0000-4000-8000-000000000009' }));

testRule(rule, {
  pass: [
    { name: 'the real one', facts },
    { name: 'the real one, its id in capitals and braces', facts: { ...facts, 'host.switches': braces } },
  ],
  fail: [
    {
      name: 'one that somebody made (Azure/iotedge-eflow#210)',
      facts: { ...facts, 'host.switches': made },
      messages: ['false'],
      says: ['made by hand'],
    },
  ],
  notApplicable: [{ name: 'a switch with another name', facts: onInternal }],
});
