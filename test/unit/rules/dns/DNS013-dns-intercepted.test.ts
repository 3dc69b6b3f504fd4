import rule from '../../../../core/src/rules/dns/DNS013-dns-intercepted.js';
import { asked, dnsFacts } from '../../../support/dnsCases.js';
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
    },
  ],
  notApplicable: [
    { name: 'a look without a control question', facts: { 'guest.dnsProbe': dnsFacts['guest.dnsProbe'] } },
  ],
});
