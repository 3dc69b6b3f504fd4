import { edgeHubPorts, hostModuleLine, liveText } from '../../support/firewall.js';
import { saved } from '../../support/savedCases.js';
import { story } from '../../support/story.js';

story('28-saved-engine-rules', {
  device: [saved(liveText({ own: [hostModuleLine], published: edgeHubPorts }))],
  findings: [['fail', 'NF010']],
  says: ['somebody saved all live rules'],
});
