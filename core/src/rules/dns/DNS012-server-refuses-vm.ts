import { defineRule } from '../../engine/rule.js';
import { seenAs, seenAsFacts } from '../../model/host/seenAs.js';
import { powershell } from '../../model/quote.js';
import { notAsked, serverStates } from './silentServers.js';

export default defineRule({
  id: 'DNS012',
  slug: 'server-refuses-vm',
  title: 'The DNS servers of the VM serve it',
  severity: 'critical',
  stage: 'dnsServers',
  guide: ['G13'],
  requires: ['guest.resolver', 'guest.interfaces', 'guest.dnsProbe'],
  uses: seenAsFacts,
  messages: {
    refused: {
      text: '{servers} answered every question of the VM with REFUSED: these servers serve listed addresses only, and {address} is not on the list.',
      remedy: [
        {
          text: 'See whether they serve this Windows.',
          command: 'Resolve-DnsName -Name {quotedName} -Server {quotedServer}',
        },
        {
          text: 'Ask the network team to put {address} on the list of {servers}.',
        },
      ],
    },
  },

  check(facts, report) {
    const { assigned, asked } = serverStates(facts);
    if (asked.length === 0) return notAsked(assigned);
    const answers = facts['guest.dnsProbe'].filter(
      ({ from, server, state }) => from === 'vm' && assigned.includes(server) && state === 'answered',
    );
    const refusing = asked.filter((server) => {
      const own = answers.filter((one) => one.server === server);
      return own.length > 0 && own.every(({ rcode }) => rcode === 'REFUSED');
    });
    const [first] = refusing;
    if (first === undefined || refusing.length < asked.length) return undefined;
    report({
      message: 'refused',
      target: refusing.join(', '),
      data: {
        servers: refusing.join(', '),
        address: seenAs(facts, first),
        quotedName: powershell(answers[0]?.name ?? ''),
        quotedServer: powershell(first),
      },
      evidence: [{ fact: 'guest.dnsProbe', path: `/${first}`, observed: 'REFUSED', expected: 'NOERROR' }],
    });
    return undefined;
  },
});
