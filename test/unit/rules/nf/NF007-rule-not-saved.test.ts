import rule from '../../../../core/src/rules/nf/NF007-rule-not-saved.js';
import { savedText } from '../../../support/firewall.js';
import { withCard } from '../../../support/healthyFacts.js';
import { containersWith } from '../../../support/portCases.js';
import { live, saved, savedFacts } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = savedFacts;
const onNft = {
  'guest.iptablesNft': facts['guest.iptablesLegacy'],
  'guest.iptablesLegacy': facts['guest.iptablesNft'],
  'guest.iptablesVersion': { version: '1.8.10', backEnd: 'nft' as const },
};

testRule(rule, {
  pass: [
    { name: 'a rule that is saved', facts },
    { name: 'the same with the other back end', facts: { ...facts, ...onNft } },
    {
      name: 'a port that is closed both ways, which NF002 reports',
      facts: { ...live({ own: [] }), ...saved(savedText()) },
    },
  ],
  fail: [
    {
      name: 'a rule that is not saved',
      facts: { ...facts, ...saved(savedText()) },
      messages: ['lost'],
      targets: ['9702/tcp'],
      says: ['opcPublisher', '/etc/systemd/scripts/ip4save'],
      commands: ['Repair-EflowFirewall -Port 9702 -Protocol tcp'],
    },
    {
      name: 'a rule that is not saved, with the other back end',
      facts: { ...facts, ...onNft, ...saved(savedText()) },
      messages: ['lost'],
    },
  ],
  notApplicable: [
    { name: 'a VM without the file', facts: { ...facts, 'guest.ip4save': null } },
    {
      name: 'a device without modules on the host network',
      facts: { ...facts, 'guest.containers': containersWith('opcPublisher', { exposed: [] }) },
    },
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
