import { defineRule } from '../../engine/rule.js';
import { profileNamed } from '../../model/host/firewall.js';
import { kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from '../sw/common.js';
import { say } from '../../texts/say.js';

/** GpoBoolean. */
const FALSE = 0;
const TRUE = 1;

export default defineRule({
  id: 'FW001',
  slug: 'local-rules-ignored',
  title: 'The Windows firewall heeds the rules that the Default Switch brings',
  severity: 'critical',
  stage: 'hostFirewall',
  guide: ['G04', 'G28', 'Azure/iotedge-eflow#41'],
  requires: ['host.firewallProfiles', 'host.switches', 'host.vmNetwork'],
  messages: {
    ignored: {
      text: 'The profile Public of the Windows firewall ignores local rules: those that let DHCP and DNS of the Default Switch in are local ones. A security baseline sets that.',
      remedy: [
        {
          text: 'See it.',
          command:
            'Get-NetFirewallProfile -PolicyStore ActiveStore -Name Public | Format-List -Property AllowLocalFirewallRules, DefaultInboundAction',
        },
        {
          text: 'In the group policy that sets it, set "Apply local firewall rules" to Yes for the public profile; or have it bring inbound rules for UDP 67 and UDP and TCP 53 on vEthernet (Default Switch); or use an External switch.',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable';
    const profile = profileNamed(facts['host.firewallProfiles'], 'Public');
    if (profile === undefined)
      return { unknown: say('The public profile of the Windows firewall is not among the profiles.') };
    if (profile.enabled !== TRUE || profile.allowLocalRules !== FALSE) return undefined;
    report({
      message: 'ignored',
      target: 'Public',
      data: {},
      evidence: [
        {
          fact: 'host.firewallProfiles',
          path: '/Public/allowLocalRules',
          observed: profile.allowLocalRules,
          expected: say('1 (true) or 2 (not configured)'),
        },
      ],
    });
    return undefined;
  },
});
