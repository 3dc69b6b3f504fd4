import rule from '../../../../core/src/rules/sw/SW012-second-host-address.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches([...rule.requires, ...rule.uses]);
const added = (address: string) => ({
  ...facts,
  'host.addresses': [...facts['host.addresses'], { ...facts['host.addresses'][0]!, address, prefixLength: 24 }],
});

testRule(rule, {
  pass: [
    { name: 'the one address that Windows gave', facts },
    { name: 'a self-given address beside it', facts: added('169.254.4.4') },
  ],
  fail: [
    {
      name: 'an address that somebody added',
      facts: added('192.168.77.1'),
      messages: ['second'],
      says: ['192.168.77.1/24'],
      commands: [
        "Remove-NetIPAddress -InterfaceAlias 'vEthernet (Default Switch)' -IPAddress '192.168.77.1' -Confirm:$false",
      ],
    },
    {
      name: 'one of which nobody can say which it is',
      facts: { ...added('192.168.77.2'), 'guest.interfaces': [] },
      messages: ['second'],
      commands: [],
    },
  ],
  notApplicable: [{ name: 'an Internal switch, where that is how it is done', facts: onInternal }],
});
