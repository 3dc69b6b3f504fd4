import { edgeHubPorts, hostModuleLine, liveText, rulesOf } from '../../support/firewall.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

const own = [
  hostModuleLine,
  '-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT',
  '-A INPUT -p tcp -m tcp --dport 5671 -j ACCEPT',
];

story('19-mqtt-port-closed', {
  device: [
    {
      'guest.iptablesLegacy': rulesOf(
        liveText({ own, published: edgeHubPorts.filter(({ hostPort }) => hostPort !== 8883) }),
      ),
      'host.portProbe': healthyFacts['host.portProbe'].map((one) => ({
        ...one,
        state: one.port === 8883 ? ('silent' as const) : one.state,
      })),
    },
  ],
  findings: [['fail', 'NF003']],
  says: ['8883/tcp', 'edgeHub'],
  evidence: ['policy of INPUT'],
});
