import rule from '../../../../core/src/rules/sw/SW010-unsupported-combination.js';
import { fixed, internal } from '../../../support/switches.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const on = (base: typeof facts, isServer: boolean | null) => ({
  ...base,
  'host.system': { ...facts['host.system'], isServer },
});
const staticDefault = { 'host.vmEndpoint': facts['host.vmEndpoint'].map((one) => ({ ...one, allocation: 'Static' })) };
const privateSwitch = {
  'host.switches': onInternal['host.switches'].map((one) => ({ ...one, type: 'Private' as const })),
};

testRule(rule, {
  pass: [
    { name: 'the Default Switch with DHCP on a client', facts },
    { name: 'an External switch on a client', facts: on(onExternal, false) },
    { name: 'an External switch on a server', facts: on(onExternal, true) },
    { name: 'an Internal switch on a server', facts: on(onInternal, true) },
    {
      name: 'an Internal switch with a fixed address on a server',
      facts: on({ ...onInternal, 'host.vmEndpoint': fixed(internal)['host.vmEndpoint'] }, true),
    },
  ],
  fail: [
    { name: 'the Default Switch on a server', facts: on(facts, true), messages: ['edition'], says: ['server'] },
    { name: 'an Internal switch on a client', facts: on(onInternal, false), messages: ['edition'], says: ['client'] },
    {
      name: 'a fixed address on the Default Switch',
      facts: { ...facts, ...staticDefault },
      messages: ['allocation'],
      says: ['a fixed address'],
    },
    {
      name: 'a Private switch',
      facts: on({ ...onInternal, ...privateSwitch }, true),
      messages: ['edition'],
      says: ['a Private switch'],
    },
  ],
  notApplicable: [{ name: 'a switch that is gone', facts: { ...facts, 'host.switches': [] } }],
  unknown: [{ name: 'a Windows of which the edition is not known', facts: on(facts, null), says: 'server edition' }],
});
