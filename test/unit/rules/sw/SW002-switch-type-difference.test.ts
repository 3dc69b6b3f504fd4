import rule from '../../../../core/src/rules/sw/SW002-switch-type-difference.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches(rule.requires);
const told = (type: string | null) => ({
  ...onInternal,
  'host.vmNetwork': onInternal['host.vmNetwork'].map((one) => ({ ...one, type })),
});

testRule(rule, {
  pass: [
    { name: 'the Default Switch', facts },
    { name: 'an Internal switch', facts: onInternal },
    { name: 'an External switch', facts: onExternal },
    { name: 'an Internal switch under the word NAT', facts: told('NAT') },
  ],
  fail: [
    {
      name: 'an Internal switch that EFLOW takes for an External one (Azure/iotedge-eflow#188)',
      facts: told('External'),
      messages: ['differs'],
      targets: ["Plant's switch"],
      says: ['an External switch', 'an Internal switch'],
    },
    { name: 'an Internal switch that EFLOW takes for the Default Switch', facts: told('ICS'), messages: ['differs'] },
  ],
  notApplicable: [
    { name: 'a word that nobody knows', facts: told('Overlay') },
    { name: 'a build that says no type', facts: told(null) },
    { name: 'a switch that is gone', facts: { ...onInternal, 'host.switches': [] } },
    { name: 'a machine on which nothing is deployed', facts: { ...facts, 'host.vmNetwork': [] } },
  ],
});
