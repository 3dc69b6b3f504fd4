import { defineRule } from '../../engine/rule.js';
import { vmServers } from '../../model/dns/dns.js';
import { setServersCommand } from '../../model/dns/dnsProposal.js';
import { giveServers } from './byRepair.js';
import { notAsked, probeEvidence, serverStates } from './silentServers.js';

export default defineRule({
  id: 'DNS004',
  slug: 'server-silent-in-part',
  title: 'Every DNS server of the VM answers',
  severity: 'warning',
  stage: 'dnsEach',
  partial: true,
  guide: ['G12', 'G14', 'Azure/iotedge#7193'],
  requires: ['guest.resolver', 'guest.interfaces', 'guest.dnsProbe'],
  uses: ['host.vmEndpoint'],
  messages: {
    some: {
      text: 'Of the DNS servers of the VM {deaf} did not answer; {answering} did. Names resolve late, or not when the silent one is asked.',
      remedy: giveServers('Leave the silent ones out.'),
      repair: 'set-dns-servers',
    },
    global: {
      text: 'Of the DNS servers of the VM {deaf} did not answer; {answering} did. Names resolve late, or not when the silent one is asked.',
      remedy: [
        {
          text: 'Take {deaf} out of DNS= in /etc/systemd/resolved.conf and its drop-ins, where it stands beside the servers of the links, then restart the resolver.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'",
        },
      ],
    },
  },

  check(facts, report) {
    const { assigned, asked, answering, deaf } = serverStates(facts);
    if (asked.length === 0) return notAsked(assigned);
    if (deaf.length === 0 || answering.length === 0) return undefined; // none answers: DNS002, DNS003
    const { link } = vmServers(facts['guest.resolver'], facts['guest.interfaces']);
    const command = setServersCommand(answering, facts['host.vmEndpoint']);
    // What is set for a link changes nothing of the global servers.
    for (const [message, silent] of [
      ['some', deaf.filter((server) => link.includes(server))],
      ['global', deaf.filter((server) => !link.includes(server))],
    ] as const) {
      if (silent.length === 0) continue;
      const target = silent.join(', ');
      const data = { deaf: target, answering: answering.join(', '), command };
      report({ message, target, data, evidence: probeEvidence(silent, facts) });
    }
    return undefined;
  },
});
