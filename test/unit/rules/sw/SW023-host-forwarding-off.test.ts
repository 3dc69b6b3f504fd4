import rule from '../../../../core/src/rules/sw/SW023-host-forwarding-off.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onExternal } = onSwitches(rule.requires);
const forwarding = (value: boolean | null) => ({
  ...facts,
  'host.ipInterfaces': facts['host.ipInterfaces'].map((one) =>
    one.interfaceIndex === 30 ? { ...one, forwarding: value } : one,
  ),
});

testRule(rule, {
  pass: [{ name: 'forwarding on', facts }],
  fail: [
    {
      name: 'forwarding off on the adapter of the switch',
      facts: forwarding(false),
      messages: ['off'],
      commands: [
        "Set-NetIPInterface -InterfaceAlias 'vEthernet (Default Switch)' -AddressFamily IPv4 -Forwarding Enabled",
      ],
    },
  ],
  notApplicable: [
    { name: 'an External switch', facts: onExternal },
    { name: 'an adapter that Windows does not tell of', facts: forwarding(null) },
  ],
});
