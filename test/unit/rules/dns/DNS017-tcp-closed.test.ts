import rule from '../../../../core/src/rules/dns/DNS017-tcp-closed.js';
import { asked, dnsFacts, withServers } from '../../../support/dnsCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'a server that answers over both', facts: dnsFacts },
    { name: 'a server that is silent over both', facts: withServers(asked('10.0.0.53', 'silent')) },
    {
      name: 'a server that was not asked over TCP',
      facts: { ...dnsFacts, 'guest.dnsProbe': dnsFacts['guest.dnsProbe'].slice(0, 1) },
    },
  ],
  fail: [],
  notes: [
    {
      name: 'a server that answers over UDP alone',
      facts: withServers(asked('10.0.0.53', 'answered', 'silent')),
      messages: ['closed'],
      targets: ['10.0.0.53'],
      shows: ['guest.dnsProbe/10.0.0.53: UDP answered, TCP silent'],
    },
    {
      name: 'two servers that answer over UDP, and refuse over TCP',
      facts: withServers(asked('10.0.0.53', 'answered', 'refused'), asked('10.0.0.54', 'answered', 'refused')),
      messages: ['closed'],
      targets: ['10.0.0.53, 10.0.0.54'],
      says: ['10.0.0.53, 10.0.0.54'],
    },
    {
      name: 'a server that answers over TCP alone',
      facts: withServers(asked('10.0.0.53', 'silent', 'answered')),
      messages: ['udpClosed'],
    },
  ],
  notApplicable: [{ name: 'a VM without servers', facts: { ...withServers(), 'guest.dnsProbe': [] } }],
});
