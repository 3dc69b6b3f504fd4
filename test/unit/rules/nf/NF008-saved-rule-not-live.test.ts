import rule from '../../../../core/src/rules/nf/NF008-saved-rule-not-live.js';
import { savedText } from '../../../support/firewall.js';
import { withCard } from '../../../support/healthyFacts.js';
import { containersWith } from '../../../support/portCases.js';
import { live, saved, savedFacts } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'a rule that is live', facts: savedFacts },
    { name: 'a rule that is live only, which NF007 reports', facts: { ...savedFacts, ...saved(savedText()) } },
  ],
  fail: [
    {
      name: 'a file that was edited and not applied',
      facts: live({ own: [] }),
      messages: ['pending'],
      targets: ['9702/tcp'],
      commands: ['Repair-EflowFirewall -Port 9702 -Protocol tcp'],
    },
  ],
  notApplicable: [
    { name: 'a VM without the file', facts: { ...savedFacts, 'guest.ip4save': null } },
    {
      name: 'a device without modules on the host network',
      facts: { ...savedFacts, 'guest.containers': containersWith('opcPublisher', { running: false }) },
    },
    { name: 'a VM without an address', facts: { ...savedFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
