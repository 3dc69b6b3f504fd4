import { defineRule } from '../../engine/rule.js';
import { profileNamed, switchCategory } from '../../model/host/firewall.js';
import { hostAdapterName } from '../../model/host/end.js';
import { kindOf } from '../../model/host/switchKind.js';
import { keptOutServices } from '../../model/host/switchServices.js';
import { say } from '../../texts/say.js';
import { usedSwitch } from '../sw/common.js';

/** GpoBoolean. */
const FALSE = 0;
const TRUE = 1;

const see = {
  text: 'See the rules in force for these ports on this Windows.',
  command: 'Get-NetFirewallRule -PolicyStore ActiveStore -Direction Inbound -Enabled True',
} as const;

export default defineRule({
  id: 'FW003',
  slug: 'switch-service-blocked',
  title: 'The Windows firewall lets DHCP and DNS of the Default Switch in',
  severity: 'critical',
  stage: 'hostFirewall',
  guide: ['G04', 'G28', 'Azure/iotedge-eflow#41'],
  requires: ['host.firewallRules', 'host.firewallProfiles', 'host.switches', 'host.vmNetwork'],
  uses: ['host.networkProfiles'],
  messages: {
    blocked: {
      text: 'The rule {rule} of the Windows firewall blocks {what} from the Default Switch: what blocks wins over what allows, and the VM gets no answer there.',
      remedy: [
        see,
        { text: 'Have that rule leave the adapter of the Default Switch alone; a group policy may have set it.' },
      ],
    },
    everything: {
      text: 'The profile {profile} of the Windows firewall blocks all that comes in, whatever the rules say: the VM gets no answer to DHCP and DNS on the Default Switch.',
      remedy: [
        {
          text: 'Let rules count again. Where a group policy sets it, change it there.',
          command: 'Set-NetFirewallProfile -Name {quotedProfile} -AllowInboundRules True',
        },
      ],
    },
    missing: {
      text: 'No rule of the Windows firewall lets {what} from the Default Switch in: the rules that Windows makes for it are gone.',
      remedy: [
        {
          text: 'Restart the service that makes them. VMs on the Default Switch lose their connections for some seconds.',
          command: 'Restart-Service -Name hns -Force',
        },
        see,
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable';
    const alias = hostAdapterName(used.name);
    const category = switchCategory(facts['host.networkProfiles'], alias);
    const profile = profileNamed(facts['host.firewallProfiles'], category);
    if (profile === undefined)
      return { unknown: say('The profile {category} of the Windows firewall was not read.', { category }) };
    if (profile.enabled !== TRUE || profile.disabledInterfaces?.includes(alias) === true) return undefined;
    const evidence = (observed: unknown, expected: string) =>
      [{ fact: 'host.firewallRules', path: `/${category}`, observed, expected }] as const;
    if (profile.allowInboundRules === FALSE) {
      const data = { profile: category, quotedProfile: category };
      report({ message: 'everything', target: category, data, evidence: evidence('AllowInboundRules 0', '1') });
      return undefined;
    }
    for (const { rule, services } of keptOutServices(facts['host.firewallRules'], profile, { category, alias })) {
      const what = services.join(', ');
      if (rule === null)
        report({ message: 'missing', target: what, data: { what }, evidence: evidence('none', 'one') });
      else report({ message: 'blocked', target: what, data: { rule, what }, evidence: evidence(rule, 'none') });
    }
    return undefined;
  },
});
