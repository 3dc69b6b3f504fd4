import { policyRule } from '../../../../core/src/parse/guest/policyRules.js';
import rule from '../../../../core/src/rules/rt/RT011-routing-rule-refuses.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const hubLost: typeof facts = {
  ...facts,
  'guest.reach': facts['guest.reach'].map((one) => (one.host === vm.hub ? { ...one, tcp: 'unreachable' } : one)),
};
const ruled = (base: typeof facts, ...rules: readonly Parameters<typeof policyRule>[]): typeof facts => ({
  ...base,
  'guest.policyRules': [...base['guest.policyRules'], ...rules.map((one) => policyRule(...one))],
});

testRule(rule, {
  pass: [
    { name: 'the healthy device', facts },
    { name: 'a silent hub, and rules that ask tables alone', facts: hubLost },
    {
      name: 'a rule that refuses what nobody needs',
      facts: ruled(hubLost, [50, { to: '10.0.0.0/8', action: 'prohibit' }]),
    },
    {
      name: 'a rule that refuses what bears a mark: whether it does is not known',
      facts: ruled(hubLost, [50, { fwmark: '0x1', action: 'prohibit' }]),
    },
    { name: 'a VM without routes, which RT001 reports', facts: { ...hubLost, 'guest.routes': [] } },
    {
      name: 'a rule that refuses another port',
      facts: ruled(hubLost, [50, { protocol: 'tcp', destinationPorts: '25', action: 'prohibit' }]),
    },
    {
      name: 'a rule that refuses what is reached all the same',
      facts: ruled(facts, [50, { to: '40.83.0.0/16', action: 'prohibit' }]),
    },
  ],
  fail: [
    {
      name: 'a rule that prohibits what goes to the hub',
      facts: ruled(hubLost, [50, { to: '40.83.0.0/16', action: 'prohibit' }]),
      messages: ['refused'],
      targets: [vm.hub],
      says: ['priority 50, prohibit'],
      shows: ['guest.policyRules/50: 50: from all to 40.83.0.0/16 prohibit, not'],
      commands: ["Invoke-EflowVmCommand 'sudo ip rule del priority 50'"],
    },
    {
      name: 'a rule that throws away the port of AMQP',
      facts: ruled(hubLost, [70, { protocol: 'tcp', destinationPorts: '5671', action: 'blackhole' }]),
      messages: ['refused'],
      says: ['priority 70, blackhole'],
      shows: ['70: from all ipproto tcp dport 5671 blackhole, not'],
    },
    {
      name: 'a rule that refuses all but one network, to the hub and to the registry, once',
      facts: ruled(
        {
          ...facts,
          'guest.reach': facts['guest.reach'].map((one) => ({ ...one, tcp: 'unreachable' as const })),
        },
        [60, { inverted: true, to: '10.0.0.0/8', action: 'unreachable' }],
      ),
      messages: ['refused'],
      targets: [`${vm.hub}, mcr.microsoft.com`],
      shows: ['60: not from all to 10.0.0.0/8 unreachable, not'],
    },
  ],
  notApplicable: [],
});
