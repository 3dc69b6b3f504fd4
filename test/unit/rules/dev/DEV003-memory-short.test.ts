import rule from '../../../../core/src/rules/dev/DEV003-memory-short.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const memory = (totalKb: number, availableKb: number) => ({ 'guest.memory': { totalKb, availableKb } });

testRule(rule, {
  pass: [{ name: 'a VM with room', facts }],
  fail: [
    {
      name: 'a VM that is nearly out of memory',
      facts: memory(1_000_000, 30_000),
      messages: ['short'],
      says: ['29 MB of 977 MB'],
      commands: ['Stop-EflowVm; Set-EflowVM -memoryInMB 2048; Start-EflowVm'],
    },
  ],
  notApplicable: [],
});
