import rule from '../../../../core/src/rules/dns/DNS018-check-warning.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const { 'guest.daemonJson': daemon, 'guest.iotedgeCheck': checks } = healthy('guest.daemonJson', 'guest.iotedgeCheck');

testRule(rule, {
  pass: [
    {
      name: 'a check that is content',
      facts: {
        'guest.daemonJson': daemon,
        'guest.iotedgeCheck': checks.map((one) => ({ ...one, result: 'ok' as const })),
      },
    },
    {
      name: 'a warning about servers that are set',
      facts: { 'guest.daemonJson': { ...daemon, dns: ['1.1.1.1'] }, 'guest.iotedgeCheck': checks },
    },
  ],
  fail: [],
  notes: [
    {
      name: 'the warning that no server is set (Azure/iotedge#6984)',
      facts: { 'guest.daemonJson': daemon, 'guest.iotedgeCheck': checks },
      messages: ['noise'],
    },
    {
      name: 'the same in the text form',
      facts: {
        'guest.daemonJson': daemon,
        'guest.iotedgeCheck': [{ id: null, title: 'DNS server', result: 'warning', details: [] }],
      },
      messages: ['noise'],
    },
  ],
  notApplicable: [{ name: 'a look without iotedge check', facts: { 'guest.daemonJson': daemon } }],
});
