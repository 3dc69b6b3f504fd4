import rule from '../../../../core/src/rules/sw/SW001-switch-missing.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const see = 'Get-VMSwitch; Get-EflowNetwork';
const localized = facts['host.switches'].map((one) => ({ ...one, name: 'Standardswitch' }));

testRule(rule, {
  pass: [
    { name: 'the Default Switch', facts },
    {
      name: 'the Default Switch under the name that another language gives it',
      facts: { ...facts, 'host.switches': localized },
    },
    {
      name: 'a name in other letters',
      facts: { ...onInternal, 'host.vmNetwork': [{ ...onInternal['host.vmNetwork'][0]!, name: "PLANT'S SWITCH" }] },
    },
  ],
  fail: [
    {
      name: 'an Internal switch that is gone',
      facts: { ...onInternal, 'host.switches': facts['host.switches'] },
      messages: ['missing'],
      targets: ["Plant's switch"],
      says: ['Default Switch (Internal)'],
      commands: [see, "New-VMSwitch -Name 'Plant''s switch' -SwitchType Internal"],
    },
    {
      name: 'an External switch that is gone, with an adapter to make it on',
      facts: { ...onExternal, 'host.switches': [] },
      messages: ['missing'],
      says: ['none'],
      commands: [see, "New-VMSwitch -Name 'LAN' -NetAdapterName 'Ethernet'"],
    },
    {
      name: 'a switch of which nobody knows how it was',
      facts: {
        ...onExternal,
        'host.switches': [],
        'host.vmNetwork': [{ ...onExternal['host.vmNetwork'][0]!, type: null }],
      },
      messages: ['missing'],
      commands: [see],
    },
    {
      name: 'a Windows without the Default Switch',
      facts: { ...facts, 'host.switches': [] },
      messages: ['defaultSwitch'],
      commands: [see, 'Restart-Computer', 'Disable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V-All'],
    },
  ],
  notApplicable: [{ name: 'a machine on which nothing is deployed', facts: { ...facts, 'host.vmNetwork': [] } }],
});
