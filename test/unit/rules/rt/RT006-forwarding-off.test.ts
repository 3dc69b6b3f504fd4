import rule from '../../../../core/src/rules/rt/RT006-forwarding-off.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const setting = (value: Record<string, string>) => ({ ...facts, 'guest.kernelSettings': value });

testRule(rule, {
  pass: [{ name: 'forwarding that is on', facts }],
  fail: [
    {
      name: 'forwarding that is off',
      facts: setting({ 'net.ipv4.ip_forward': '0' }),
      messages: ['off'],
      targets: ['net.ipv4.ip_forward'],
      commands: [
        "Invoke-EflowVmCommand 'sudo sysctl -w net.ipv4.ip_forward=1'",
        "Invoke-EflowVmCommand 'grep -rs ip_forward /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d'",
      ],
    },
  ],
  notApplicable: [
    {
      name: 'a VM without containers on bridges',
      facts: {
        ...setting({ 'net.ipv4.ip_forward': '0' }),
        'guest.containers': facts['guest.containers'].filter(({ networkMode }) => networkMode === 'host'),
      },
    },
  ],
  unknown: [{ name: 'a setting that was not read', facts: setting({}), says: 'was not read' }],
});
