import rule from '../../../../core/src/rules/dns/DNS013-dns-intercepted.js';
import { asked, dnsFacts } from '../../../support/dnsCases.js';
import { network } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const control = (state: 'silent' | 'answered') => ({
  'guest.dnsProbe': [...dnsFacts['guest.dnsProbe'], ...asked('192.0.2.1', state)],
});

testRule(rule, {
  pass: [{ name: 'a control question without an answer', facts: control('silent') }],
  fail: [],
  notes: [
    {
      name: 'a control question that was answered',
      facts: control('answered'),
      messages: ['intercepted'],
      targets: ['192.0.2.1'],
      shows: ['guest.dnsProbe/192.0.2.1: ["NOERROR 40.83.177.42"'],
    },
    {
      name: 'a control question that was answered over UDP alone',
      facts: { 'guest.dnsProbe': asked('192.0.2.1', 'answered', 'silent') },
      messages: ['intercepted'],
      shows: ['"silent"'],
    },
  ],
  notApplicable: [
    {
      name: 'a control question of a container',
      facts: { 'guest.dnsProbe': asked('192.0.2.1', 'answered').map((one) => ({ ...one, from: network })) },
    },
    { name: 'a look without a control question', facts: { 'guest.dnsProbe': dnsFacts['guest.dnsProbe'] } },
  ],
});
