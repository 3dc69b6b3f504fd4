import { defineRule } from '../../engine/rule.js';
import { eflowSwitchKind, type SwitchKind } from '../../model/host/switchKind.js';
import { giveServers } from './byRepair.js';
import { notAsked, otherServers, probeEvidence, serverStates, splitByDistance } from './silentServers.js';

const silence =
  "{servers} on the VM's own subnet did not answer any DNS question, over UDP or TCP, and no other DNS server of the VM did.";

/** Only the Default Switch brings a server of its own; behind a NAT, Windows answers where it has the role, and on a LAN somebody else. */
const messageFor = (
  kind: SwitchKind | null,
  near: readonly string[],
  host: readonly { readonly address: string }[] = [],
) => {
  if (kind === null || kind === 'default') return 'silent';
  return near.every((server) => host.some(({ address }) => address === server)) ? 'windows' : 'machine';
};

export default defineRule({
  id: 'DNS002',
  slug: 'switch-server-silent',
  title: "The DNS server on the VM's own subnet answers",
  severity: 'critical',
  stage: 'dnsProxy',
  guide: ['G10', 'G12', 'Azure/iotedge-eflow#41'],
  requires: ['guest.resolver', 'guest.interfaces', 'guest.dnsProbe'],
  uses: ['host.dnsServers', 'host.vmEndpoint', 'host.switches', 'host.vmNetwork', 'host.addresses'],
  messages: {
    silent: {
      text: silence,
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
    windows: {
      text: '{servers}, which is this Windows, did not answer any DNS question, over UDP or TCP, and no other DNS server of the VM did. A NAT answers no names: there Windows does so only where it has the DNS server role.',
      remedy: [...giveServers('Give the VM servers that answer.')],
      repair: 'set-dns-servers',
    },
    machine: {
      text: silence,
      remedy: [
        { text: 'See whether {servers} is a DNS server at all, and whether it serves the address of the VM.' },
        ...giveServers('Or give the VM other servers.'),
      ],
      repair: 'set-dns-servers',
    },
  },

  check(facts, report) {
    const { assigned, asked, answering, deaf } = serverStates(facts);
    const { near } = splitByDistance(deaf, facts);
    if (asked.length === 0) return notAsked(splitByDistance(assigned, facts).near);
    if (answering.length > 0 || near.length === 0) return undefined; // DNS004 reports a part that is silent, DNS003 the others

    const kind = eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
    report({
      message: messageFor(kind, near, facts['host.addresses']),
      target: near.join(', '),
      data: { servers: near.join(', '), command: otherServers(facts) },
      evidence: probeEvidence(near, facts),
    });
    return undefined;
  },
});
