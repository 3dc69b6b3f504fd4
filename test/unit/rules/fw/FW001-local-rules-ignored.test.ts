import rule from '../../../../core/src/rules/fw/FW001-local-rules-ignored.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches(rule.requires);
const profile = (wanted: string, change: object) => ({
  ...facts,
  'host.firewallProfiles': facts['host.firewallProfiles'].map((one) =>
    one.name === wanted ? { ...one, ...change } : one,
  ),
});

testRule(rule, {
  pass: [
    { name: 'local rules that are heeded', facts },
    { name: 'a setting that nobody made', facts: profile('Public', { allowLocalRules: 2 }) },
    { name: 'the domain profile, which the switch is not in', facts: profile('Domain', { allowLocalRules: 0 }) },
    { name: 'a profile that is switched off', facts: profile('Public', { allowLocalRules: 0, enabled: 0 }) },
  ],
  fail: [
    {
      name: 'a baseline that ignores local rules (Azure/iotedge-eflow#41)',
      facts: profile('Public', { allowLocalRules: 0 }),
      messages: ['ignored'],
      commands: [
        'Get-NetFirewallProfile -PolicyStore ActiveStore -Name Public | Format-List -Property AllowLocalFirewallRules, DefaultInboundAction',
      ],
    },
  ],
  notApplicable: [
    {
      name: 'an Internal switch',
      facts: {
        ...onInternal,
        'host.firewallProfiles': profile('Public', { allowLocalRules: 0 })['host.firewallProfiles'],
      },
    },
  ],
  unknown: [
    {
      name: 'profiles without the public one',
      facts: { ...facts, 'host.firewallProfiles': [] },
      says: 'public profile',
    },
  ],
});
