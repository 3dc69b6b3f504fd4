import rule from '../../../../core/src/rules/sw/SW025-sharing-forbidden.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches(rule.requires);
const policy = (allowedByPolicy: boolean | null) => ({
  'host.sharing': { ...facts['host.sharing'], allowedByPolicy },
});

testRule(rule, {
  pass: [
    { name: 'no policy', facts },
    { name: 'a policy that allows it', facts: { ...facts, ...policy(true) } },
  ],
  fail: [{ name: 'a policy that forbids it', facts: { ...facts, ...policy(false) }, messages: ['forbidden'] }],
  notApplicable: [{ name: 'an Internal switch', facts: { ...onInternal, ...policy(false) } }],
});
