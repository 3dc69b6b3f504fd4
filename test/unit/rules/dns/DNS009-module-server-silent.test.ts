import rule from '../../../../core/src/rules/dns/DNS009-module-server-silent.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const own = (running: boolean, ...queries: readonly ReturnType<typeof asked>[]) => ({
  'guest.containers': facts['guest.containers'].map((one) =>
    one.name === 'edgeHub' ? { ...one, running, dns: ['10.1.1.1'] } : one,
  ),
  'guest.dnsProbe': [...facts['guest.dnsProbe'], ...queries.flat()],
});

testRule(rule, {
  pass: [{ name: 'a server that answers', facts: own(true, asked('10.1.1.1', 'answered')) }],
  fail: [
    {
      name: 'a server that is silent',
      facts: own(true, asked('10.1.1.1', 'silent')),
      messages: ['silent'],
      targets: ['edgeHub'],
      says: ['10.1.1.1'],
      shows: ['guest.containers/edgeHub/dns: '],
      commands: [],
    },
  ],
  notApplicable: [
    { name: 'modules without servers of their own', facts },
    { name: 'a module that is stopped', facts: own(false, asked('10.1.1.1', 'silent')) },
  ],
  unknown: [{ name: 'a server that nobody asked', facts: own(true), says: '10.1.1.1 of edgeHub' }],
});
