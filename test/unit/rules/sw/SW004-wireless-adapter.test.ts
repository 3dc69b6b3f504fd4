import rule from '../../../../core/src/rules/sw/SW004-wireless-adapter.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onExternal } = onSwitches(rule.requires);

testRule(rule, {
  pass: [{ name: 'a wired adapter', facts: onExternal }],
  fail: [],
  notes: [
    {
      name: 'a wireless adapter',
      facts: {
        ...onExternal,
        'host.switches': onExternal['host.switches'].map((one) => ({
          ...one,
          adapterDescriptions: ['Intel(R) Wi-Fi 6 AX201'],
        })),
      },
      messages: ['wireless'],
      targets: ['LAN'],
      says: ['AX201'],
    },
  ],
  notApplicable: [{ name: 'the Default Switch', facts }],
});
