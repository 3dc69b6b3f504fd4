import rule from '../../../../core/src/rules/sw/SW003-adapter-dead.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches(rule.requires);
const [wired, wireless, own] = onExternal['host.adapters'];
const adapters = (...list: readonly (typeof wired)[]) => ({ ...onExternal, 'host.adapters': list.map((one) => one!) });

testRule(rule, {
  pass: [{ name: 'an adapter that is up', facts: onExternal }],
  fail: [
    {
      name: 'a cable that is unplugged while the wireless adapter is up (Azure/iotedge-eflow#20)',
      facts: adapters({ ...wired!, status: 'Disconnected' }, { ...wireless!, status: 'Up' }, own),
      messages: ['dead'],
      targets: ['LAN'],
      says: ['I219-LM', 'Disconnected'],
      commands: ["Set-VMSwitch -Name 'LAN' -NetAdapterName 'Wi-Fi''s'"],
    },
    {
      name: 'an adapter that is switched off, with no other',
      facts: adapters({ ...wired!, status: 'Disabled' }, own),
      messages: ['dead'],
      commands: [],
    },
    { name: 'an adapter that is gone', facts: adapters(wireless, own), messages: ['gone'], commands: [] },
  ],
  notApplicable: [
    { name: 'the Default Switch', facts },
    { name: 'an Internal switch', facts: onInternal },
    {
      name: 'an External switch that names no adapter',
      facts: {
        ...onExternal,
        'host.switches': onExternal['host.switches'].map((one) => ({ ...one, adapterDescriptions: [] })),
      },
    },
  ],
});
