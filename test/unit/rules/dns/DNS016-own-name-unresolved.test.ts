import rule from '../../../../core/src/rules/dns/DNS016-own-name-unresolved.js';
import { healthy } from '../../../support/healthyFacts.js';
import { lookup } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const own = (state: 'resolved' | 'unresolved') => ({
  ...facts,
  'guest.nameProbe': [lookup('vm', 'edge-1-eflow', state === 'resolved' ? ['127.0.1.1'] : [], state)],
});
const configured = (hostName: string | null) => ({
  ...own('unresolved'),
  'guest.upstream': { ...facts['guest.upstream'], hostName },
});

testRule(rule, {
  pass: [{ name: 'a name that resolves', facts: own('resolved') }],
  fail: [],
  notes: [
    {
      name: 'a name that does not (Azure/iotedge-eflow#30)',
      facts: own('unresolved'),
      messages: ['unresolved'],
      targets: ['edge-1-eflow'],
      shows: ['guest.nameProbe/vm/edge-1-eflow: unresolved'],
    },
  ],
  notApplicable: [
    { name: 'a name that nobody asked for', facts },
    { name: 'an address in its place', facts: configured('192.168.0.30') },
    { name: 'a configuration without a name', facts: configured(null) },
  ],
});
