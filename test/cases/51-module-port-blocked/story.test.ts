import { edgeHubPorts, liveText, rulesOf, savedText } from '../../support/firewall.js';
import { saved } from '../../support/savedCases.js';
import { story } from '../../support/story.js';

story('51-module-port-blocked', {
  device: [{ 'guest.iptablesLegacy': rulesOf(liveText({ published: edgeHubPorts })) }, saved(savedText())],
  findings: [['fail', 'NF002']],
  says: ['9702/tcp', 'opcPublisher', 'policy of INPUT'],
  commands: ['Repair-EflowFirewall -Port 9702 -Protocol tcp'],
});
