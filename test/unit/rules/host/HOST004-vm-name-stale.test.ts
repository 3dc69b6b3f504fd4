import rule from '../../../../core/src/rules/host/HOST004-vm-name-stale.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);

testRule(rule, {
  pass: [
    { name: 'a VM that is named after its host', facts },
    { name: 'the same name in other letters', facts: { ...facts, 'host.vmName': 'edge-1-eflow' } },
  ],
  fail: [],
  notes: [
    {
      name: 'a host that was renamed (Azure/iotedge-eflow#314)',
      facts: { ...facts, 'host.vmName': 'OLD-PC-EFLOW' },
      messages: ['stale'],
      says: ['OLD-PC-EFLOW.mshome.net'],
      commands: ['Get-EflowVmName; Get-EflowVmAddr'],
    },
  ],
  notApplicable: [],
});
