import rule from '../../../../core/src/rules/ep/EP004-answers-for-everyone.js';
import { healthy } from '../../../support/healthyFacts.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const control = (tcp: 'connected' | 'refused') => ({
  'guest.reach': [...facts['guest.reach'].slice(0, 1), tried('192.0.2.1', 5671, tcp)],
});

testRule(rule, {
  pass: [{ name: 'a control connection without an answer', facts }],
  fail: [
    {
      name: 'a control connection that was accepted',
      facts: control('connected'),
      messages: ['intercepted'],
      targets: ['192.0.2.1:5671'],
      says: ['accepted'],
      shows: ['guest.reach/192.0.2.1: ["5671 connected"]'],
    },
  ],
  notes: [{ name: 'a control connection that was refused', facts: control('refused'), messages: ['rejected'] }],
  notApplicable: [
    {
      name: 'a look without a control connection',
      facts: { 'guest.reach': facts['guest.reach'].filter(({ host }) => host !== '192.0.2.1') },
    },
  ],
});
