import { edgeHubPorts, hostModuleLine, liveText, rulesOf } from '../../support/firewall.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { network } from '../../support/nameCases.js';
import { tried } from '../../support/reachCases.js';
import { story } from '../../support/story.js';

const untranslated = liveText({ own: [hostModuleLine], published: edgeHubPorts }).replace(
  /-A POSTROUTING -s 172\.18\.0\.0\/16 .*\n/,
  '',
);

story('63-container-path', {
  device: [
    {
      'guest.iptablesLegacy': rulesOf(untranslated),
      'guest.reach': [...healthyFacts['guest.reach'], tried(vm.hub, 5671, 'silent', { from: network })],
    },
  ],
  findings: [
    ['fail', 'NF014'],
    ['fail', 'EP003', 'NF014'],
  ],
  says: ['172.18.0.2'],
});
