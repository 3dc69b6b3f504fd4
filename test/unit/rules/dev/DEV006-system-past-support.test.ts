import rule from '../../../../core/src/rules/dev/DEV006-system-past-support.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const system = (id: string, versionId: string) => ({ 'guest.release': { ...facts['guest.release'], id, versionId } });

testRule(rule, {
  pass: [],
  fail: [],
  notes: [
    {
      name: 'CBL-Mariner 2',
      facts: system('mariner', '2.0.20240301'),
      messages: ['past'],
      says: ['CBL-Mariner 2.0', '2025-11-30'],
    },
  ],
  notApplicable: [
    { name: 'Azure Linux 3, whose end is not published', facts: system('azurelinux', '3.0') },
    { name: 'a system that the table does not know', facts: system('debian', '12') },
  ],
});
