import { defineRule } from '../../engine/rule.js';
import { answering } from '../../model/dns/dns.js';
import { serverStates } from './silentServers.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS017',
  slug: 'tcp-closed',
  title: 'The DNS servers of the VM answer over TCP as well as UDP',
  severity: 'information',
  stage: 'dnsServers',
  partial: true,
  guide: ['G12'],
  requires: ['guest.resolver', 'guest.interfaces', 'guest.dnsProbe'],
  messages: {
    closed: {
      text: '{servers} answered over UDP and not over TCP port 53: long answers, which come over TCP, get lost.',
      note: true,
      remedy: [{ text: 'Ask the network team to allow TCP port 53 beside UDP port 53.' }],
    },
    udpClosed: {
      text: '{servers} answered over TCP and not over UDP port 53: each name takes seconds until the resolver tries TCP.',
      note: true,
      remedy: [{ text: 'Ask the network team to allow UDP port 53.' }],
    },
  },

  check(facts, report) {
    const { asked } = serverStates(facts);
    if (asked.length === 0) return 'notApplicable';
    const one = (server: string, transport: 'udp' | 'tcp') =>
      answering(facts['guest.dnsProbe'], 'vm', server, transport);
    const half = (good: 'udp' | 'tcp', bad: 'udp' | 'tcp'): string[] =>
      asked.filter((server) => one(server, good) === 'answered' && ['silent', 'refused'].includes(one(server, bad)));
    for (const [message, servers] of [
      ['closed', half('udp', 'tcp')],
      ['udpClosed', half('tcp', 'udp')],
    ] as const) {
      const [first] = servers;
      if (first === undefined) continue;
      report({
        message,
        target: servers.join(', '),
        data: { servers: servers.join(', ') },
        evidence: [
          {
            fact: 'guest.dnsProbe',
            path: `/${first}`,
            observed: `UDP ${one(first, 'udp')}, TCP ${one(first, 'tcp')}`,
            expected: say('an answer over both'),
          },
        ],
      });
    }
    return undefined;
  },
});
