import rule from '../../../../core/src/rules/host/HOST008-too-many-keys.js';
import { testRule } from '../../../support/testRule.js';

const complaining = (...words: readonly string[]) => ({ 'host.complaints': [...words] });

testRule(rule, {
  pass: [
    { name: 'no complaint', facts: complaining() },
    { name: 'another complaint', facts: complaining('The EFLOW virtual machine is off.') },
  ],
  fail: [
    {
      name: 'keys of many other machines (Azure/iotedge-eflow#252)',
      facts: complaining('Received disconnect from UNKNOWN port 65535:2: Too many authentication failures'),
      messages: ['many'],
      says: ['Too many authentication failures'],
      commands: ['ssh-add -D'],
    },
  ],
  notApplicable: [],
});
