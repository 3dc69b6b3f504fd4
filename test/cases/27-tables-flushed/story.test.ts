import { rulesOf } from '../../support/firewall.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { network } from '../../support/nameCases.js';
import { tried } from '../../support/reachCases.js';
import { story } from '../../support/story.js';

const flushed = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';

story('27-tables-flushed', {
  device: [
    {
      'guest.iptablesLegacy': rulesOf(flushed),
      'guest.reach': [
        ...healthyFacts['guest.reach'],
        tried(vm.hub, 5671, 'silent', { from: network }),
        tried(vm.hub, 443, 'silent', { from: network }),
      ],
      'host.portProbe': healthyFacts['host.portProbe'].map((one) => ({ ...one, state: 'connected' as const })),
    },
  ],
  findings: [
    ['fail', 'NF004'],
    ['fail', 'EP003', 'NF004'],
    ['fail', 'NF015'],
  ],
  says: ['policy of FORWARD', 'flushed'],
  commands: ["Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
});
