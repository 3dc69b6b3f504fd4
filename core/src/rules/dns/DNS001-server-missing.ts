import { defineRule } from '../../engine/rule.js';
import { assignedServers, isServerless, linkServers, serverState, sixServers, vmServers } from '../../model/dns/dns.js';
import { proposeServers } from '../../model/dns/dnsProposal.js';
import { say } from '../../texts/say.js';
import { missingMessages } from './missingMessages.js';
import { otherServers } from './silentServers.js';

export default defineRule({
  id: 'DNS001',
  slug: 'server-missing',
  title: 'The VM is assigned a DNS server',
  severity: 'critical',
  stage: 'dnsConfig',
  guide: ['G09', 'Azure/iotedge-eflow#221', 'Azure/iotedge-eflow#219'],
  requires: ['guest.resolver', 'guest.interfaces'],
  uses: ['guest.dnsProbe', 'guest.leases', 'host.dnsServers', 'host.vmEndpoint'],
  messages: missingMessages,

  check(facts, report) {
    const resolver = facts['guest.resolver'];
    const interfaces = facts['guest.interfaces'];
    if (assignedServers(resolver, interfaces).length > 0) return undefined;
    const probe = facts['guest.dnsProbe'] ?? [];
    const six = sixServers(resolver, interfaces);
    const deaf = six.filter((server) => ['silent', 'refused'].includes(serverState(probe, 'vm', server)));
    if (six.length > deaf.length) return undefined;

    const { fallback } = vmServers(resolver, interfaces);
    const { servers, origin } = proposeServers(facts['guest.dnsProbe'], facts['host.dnsServers']);
    const proposed = origin === 'host' && isServerless(facts['guest.leases']) ? 'lease' : origin;
    const data = {
      ...{ servers: servers.join(', '), fallback: fallback.join(', '), six: six.join(', ') },
      command: otherServers(facts),
    };
    const expected = say('a DNS server on the link to the switch');
    report({
      message: six.length > 0 ? 'six' : fallback.length > 0 ? 'fallback' : proposed,
      target: 'VM',
      data,
      evidence: [{ fact: 'guest.resolver', path: '/links', observed: linkServers(resolver), expected }],
    });
    return undefined;
  },
});
