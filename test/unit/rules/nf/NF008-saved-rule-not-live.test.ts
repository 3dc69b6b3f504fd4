import rule from '../../../../core/src/rules/nf/NF008-saved-rule-not-live.js';
import { edgeHubPorts, hostModuleLine, savedText } from '../../../support/firewall.js';
import { withCard } from '../../../support/healthyFacts.js';
import { live, saved, savedFacts } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'a rule that is live', facts: savedFacts },
    {
      name: 'published ports without the rules of the engine, which NF003 reports',
      facts: live({ own: [hostModuleLine], published: [] }),
    },
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
    {
      name: 'a published port that a live rule keeps out, and no saved one',
      facts: live({
        own: [hostModuleLine],
        published: edgeHubPorts,
        dockerUser: ['-A DOCKER-USER -i eth0 -p tcp -m conntrack --ctorigdstport 8883 -j DROP'],
      }),
      messages: ['pendingPublished'],
      targets: ['8883/tcp'],
      says: ['edgeHub', '--ctorigdstport 8883 -j DROP'],
      commands: [
        'Repair-EflowFirewall -Port 8883 -Protocol tcp',
        'Repair-EflowFirewall -Port 8883 -Protocol tcp -Target DROP',
      ],
    },
  ],
  notApplicable: [
    { name: 'a VM without the file', facts: { ...savedFacts, 'guest.ip4save': null } },
    {
      name: 'a device whose modules offer no port',
      facts: { ...savedFacts, 'guest.containers': [] },
    },
    { name: 'a VM without an address', facts: { ...savedFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
});
