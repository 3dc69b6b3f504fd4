import rule from '../../../../core/src/rules/host/HOST006-vm-not-deployed.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const eflow = (installed: boolean, vmDeployed: boolean | null) => ({
  'host.eflow': { installed, version: null, vmDeployed },
});

testRule(rule, {
  pass: [{ name: 'a VM that is deployed', facts }],
  fail: [
    {
      name: 'EFLOW without a VM',
      facts: eflow(true, false),
      messages: ['notDeployed'],
      commands: ['Get-Help Deploy-Eflow -Full'],
    },
    { name: 'a machine without EFLOW', facts: eflow(false, null), messages: ['notInstalled'] },
  ],
  notApplicable: [],
  unknown: [{ name: 'an agent that does not say', facts: eflow(true, null), says: 'Whether a VM is deployed' }],
});
