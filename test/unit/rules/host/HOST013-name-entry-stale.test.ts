import rule from '../../../../core/src/rules/host/HOST013-name-entry-stale.js';
import { healthy, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const entry = (address: string, name = 'EDGE-1-EFLOW.mshome.net') => ({ address, names: [name] });

testRule(rule, {
  pass: [
    { name: 'an entry with the address of the VM', facts },
    {
      name: 'an old entry beside the right one',
      facts: { ...facts, 'host.hostsIcs': [entry('172.29.1.5'), ...(facts['host.hostsIcs'] ?? [])] },
    },
  ],
  fail: [
    {
      name: 'an entry of an earlier subnet',
      facts: { ...facts, 'host.hostsIcs': [entry('172.29.1.5')] },
      messages: ['stale'],
      says: ['172.29.1.5', '172.27.120.111'],
    },
  ],
  notApplicable: [
    { name: 'a VM on another switch', facts: { ...facts, 'host.switches': [] } },
    { name: 'a host without the file', facts: { ...facts, 'host.hostsIcs': null } },
    { name: 'entries of other machines', facts: { ...facts, 'host.hostsIcs': [entry('172.29.1.5', 'OTHER')] } },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
