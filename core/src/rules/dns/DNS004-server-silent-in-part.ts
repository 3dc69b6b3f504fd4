import { defineRule } from '../../engine/rule.js';
import { setServersCommand } from '../../model/dns/dnsProposal.js';
import { giveServers } from './byRepair.js';
import { notAsked, probeEvidence, serverStates } from './silentServers.js';

export default defineRule({
  id: 'DNS004',
  slug: 'server-silent-in-part',
  title: 'Every DNS server of the VM answers',
  severity: 'warning',
  stage: 'dnsServers',
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
  },

  check(facts, report) {
    const { assigned, asked, answering, deaf } = serverStates(facts);
    if (asked.length === 0) return notAsked(assigned);
    if (deaf.length === 0 || answering.length === 0) return undefined; // none answers: DNS002, DNS003
    report({
      message: 'some',
      target: deaf.join(', '),
      data: {
        deaf: deaf.join(', '),
        answering: answering.join(', '),
        command: setServersCommand(answering, facts['host.vmEndpoint']),
      },
      evidence: probeEvidence(deaf, facts),
    });
    return undefined;
  },
});
