import { edgeHubPorts, liveText, rulesOf, savedText } from '../../support/firewall.js';
import { container } from '../../support/healthyFacts.js';
import { saved } from '../../support/savedCases.js';
import { story } from '../../support/story.js';

// Another module and port than in the other stories: what counts is that no rule is there.
const collector = container({
  id: '3'.repeat(64),
  name: 'collector',
  pid: 2004,
  networkMode: 'host',
  networks: [{ name: 'host', networkId: 'b'.repeat(64), address: null, gateway: null }],
  exposed: [{ port: 4840, protocol: 'tcp' }],
  hostEndpointConfigured: true,
});

story('29-sample-cmdlet', {
  device: [
    {
      'guest.containers': [collector],
      'guest.listeners': [{ protocol: 'tcp', address: '0.0.0.0', port: 4840, process: 'collector' }],
      'guest.iptablesLegacy': rulesOf(liveText({ published: edgeHubPorts })),
      'host.portProbe': [],
    },
    saved(savedText()),
  ],
  findings: [['fail', 'NF002']],
  says: ['4840/tcp', 'collector', 'policy of INPUT'],
  commands: ['Repair-EflowFirewall -Port 4840 -Protocol tcp'],
});
