import { defineRule } from '../../engine/rule.js';
import { hostEvidence, hostIsAnswered, whoseFault } from '../../model/host/view.js';
import { powershell } from '../../model/quote.js';
import { isPrivate } from '../../ipv4.js';
import { seenAs, seenAsFacts } from '../../model/host/seenAs.js';
import { giveServers } from './byRepair.js';
import { notAsked, otherServers, probeEvidence, serverStates, splitByDistance } from './silentServers.js';

const ask = { text: 'Ask the network team to allow UDP and TCP port 53 from {address} to {servers}.' } as const;
const compare = {
  text: 'See whether Windows itself gets an answer: if it does, the servers serve only listed addresses, and the VM is not on the list.',
  command: 'Resolve-DnsName -Name {quotedName} -Server {quotedServer}',
} as const;

export default defineRule({
  id: 'DNS003',
  slug: 'server-silent',
  title: "A DNS server beyond the VM's subnet answers",
  severity: 'critical',
  stage: 'dnsServers',
  guide: ['G12', 'G13', 'G14', 'Azure/iotedge#5591'],
  requires: ['guest.resolver', 'guest.interfaces', 'guest.dnsProbe'],
  uses: ['host.dnsServers', 'host.vmEndpoint', 'host.dnsProbe', ...seenAsFacts],
  messages: {
    silent: {
      text: 'None of the DNS servers of the VM answered, over UDP or TCP: {servers}. Something between the VM and them drops the questions. {whose}',
      remedy: [ask, compare, ...giveServers('Or give the VM other servers.')],
      repair: 'set-dns-servers',
    },
    publicServers: {
      text: 'None of the DNS servers of the VM answered, over UDP or TCP: {servers}. They are public ones, which many networks block; this Windows uses {own}. {whose}',
      remedy: [...giveServers('Give the VM the servers that this Windows uses.'), compare, ask],
      repair: 'set-dns-servers',
    },
  },

  check(facts, report) {
    const { assigned, asked, answering, deaf } = serverStates(facts);
    const { far } = splitByDistance(deaf, facts);
    if (asked.length === 0) return notAsked(splitByDistance(assigned, facts).far);
    if (answering.length > 0 || far.length === 0) return undefined;

    const own = (facts['host.dnsServers'] ?? [])
      .flatMap(({ servers }) => servers)
      .filter((server) => !far.includes(server));
    const view = hostIsAnswered(facts['host.dnsProbe'], far);
    const data = {
      whose: whoseFault(view),
      own: own.join(', '),
      servers: far.join(', '),
      quotedServer: powershell(far[0] ?? ''),
      quotedName: powershell(facts['guest.dnsProbe'][0]?.name ?? ''),
      address: seenAs(facts, far[0] ?? null),
      command: otherServers(facts),
    };
    report({
      message: own.length > 0 && !far.some(isPrivate) ? 'publicServers' : 'silent',
      target: far.join(', '),
      data,
      evidence: [...probeEvidence(far, facts), ...hostEvidence('host.dnsProbe', `/${far[0] ?? ''}`, view)],
    });
    return undefined;
  },
});
