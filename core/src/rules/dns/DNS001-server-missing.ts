import { defineRule } from '../../engine/rule.js';
import { assignedServers, isServerless, linkServers, vmServers } from '../../model/dns/dns.js';
import { proposeServers } from '../../model/dns/dnsProposal.js';
import { say } from '../../texts/say.js';
import { giveServers } from './byRepair.js';
import { otherServers } from './silentServers.js';

const why = 'Servers come from DHCP, or from Set-EflowVmDnsServers with a fixed address';

const repair = 'set-dns-servers';

export default defineRule({
  id: 'DNS001',
  slug: 'server-missing',
  title: 'The VM is assigned a DNS server',
  severity: 'critical',
  stage: 'dnsConfig',
  guide: ['G09', 'Azure/iotedge-eflow#221', 'Azure/iotedge-eflow#219'],
  requires: ['guest.resolver', 'guest.interfaces'],
  uses: ['guest.dnsProbe', 'guest.leases', 'host.dnsServers', 'host.vmEndpoint'],
  messages: {
    tested: {
      text: `The VM has no DNS server. ${why}. {servers} answered when asked from the VM.`,
      remedy: giveServers('Give the VM servers that answered it. Names resolve at once.'),
      repair,
    },
    host: {
      text: `The VM has no DNS server. ${why}. This Windows uses {servers}.`,
      remedy: giveServers(
        'Give the VM the servers that this Windows uses; they were not asked from the VM, so look again afterwards.',
      ),
      repair,
    },
    lease: {
      text: 'The VM has no DNS server: its DHCP lease names none. This Windows uses {servers}.',
      remedy: [
        { text: 'In the DHCP scope set the DNS servers (option 6); the VM learns them with its next lease.' },
        ...giveServers(
          'Until then give the VM servers by hand; they were not asked from the VM, so look again afterwards.',
        ),
      ],
      repair,
    },
    none: {
      text: `The VM has no DNS server. ${why}. No server is known that could be proposed.`,
      remedy: [
        {
          text: 'Ask the network team for the DNS servers of this network and give them to the VM.',
          command: 'Get-Help Set-EflowVmDnsServers -Full',
        },
      ],
    },
    fallback: {
      text: `The VM has no DNS server of its own and asks the built-in public ones instead: {fallback}. ${why}.`,
      remedy: giveServers(
        'Give the VM the servers of its own network: public ones are often blocked and know no internal names.',
      ),
      repair,
    },
  },

  check(facts, report) {
    const resolver = facts['guest.resolver'];
    const interfaces = facts['guest.interfaces'];
    if (assignedServers(resolver, interfaces).length > 0) return undefined;

    const { fallback } = vmServers(resolver, interfaces);
    const { servers, origin } = proposeServers(facts['guest.dnsProbe'], facts['host.dnsServers']);
    const proposed = origin === 'host' && isServerless(facts['guest.leases']) ? 'lease' : origin;
    const data = { servers: servers.join(', '), fallback: fallback.join(', '), command: otherServers(facts) };
    const expected = say('a DNS server on the link to the switch');
    report({
      message: fallback.length > 0 ? 'fallback' : proposed,
      target: 'VM',
      data,
      evidence: [{ fact: 'guest.resolver', path: '/links', observed: linkServers(resolver), expected }],
    });
    return undefined;
  },
});
