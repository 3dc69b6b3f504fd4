import { defineRule } from '../../engine/rule.js';
import { giveServers } from './byRepair.js';
import { notAsked, otherServers, probeEvidence, serverStates, splitByDistance } from './silentServers.js';

export default defineRule({
  id: 'DNS002',
  slug: 'switch-server-silent',
  title: "The DNS server on the VM's own subnet answers",
  severity: 'critical',
  stage: 'dnsProxy',
  guide: ['G10', 'G12', 'Azure/iotedge-eflow#41'],
  requires: ['guest.resolver', 'guest.interfaces', 'guest.dnsProbe'],
  uses: ['host.dnsServers', 'host.vmEndpoint'],
  messages: {
    silent: {
      text: "{servers} on the VM's own subnet did not answer any DNS question, over UDP or TCP, and no other DNS server of the VM did.",
      remedy: [
        {
          text: 'On the Default Switch Windows itself answers there: see that its services run.',
          command: 'Get-Service -Name SharedAccess, hns',
        },
        {
          text: 'See whether Windows ignores the firewall rules that let these questions in: AllowLocalFirewallRules must not be False.',
          command:
            'Get-NetFirewallProfile -PolicyStore ActiveStore | Format-Table -Property Name, Enabled, AllowLocalFirewallRules, DefaultInboundAction',
        },
        ...giveServers('Meanwhile give the VM other servers.'),
      ],
      repair: 'set-dns-servers',
    },
  },

  check(facts, report) {
    const { assigned, asked, answering, deaf } = serverStates(facts);
    const { near } = splitByDistance(deaf, facts);
    if (asked.length === 0) return notAsked(splitByDistance(assigned, facts).near);
    if (answering.length > 0 || near.length === 0) return undefined; // DNS004 reports a part that is silent, DNS003 the others

    report({
      message: 'silent',
      target: near.join(', '),
      data: { servers: near.join(', '), command: otherServers(facts) },
      evidence: probeEvidence(near, facts),
    });
    return undefined;
  },
});
