import { everyAttempt } from '../../support/devices.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';
import { routesWith, twoCards } from '../../support/twoCards.js';

const bridges = healthyFacts['guest.routes'].filter(({ device }) => device !== 'eth0');
const neighbours = [
  ...healthyFacts['guest.neighbours'],
  { address: '10.200.1.1', device: 'eth1', mac: '00:00:5e:00:01:02', state: 'REACHABLE' },
];

story('25-two-default-routes', {
  device: [
    {
      'guest.interfaces': twoCards,
      'guest.routes': [...routesWith(1024, 100), ...bridges],
      'guest.neighbours': neighbours,
    },
    everyAttempt('silent'),
  ],
  findings: [
    ['fail', 'RT002'],
    ['fail', 'RT005', 'RT002'],
    ['fail', 'EP001', 'RT005'],
    ['fail', 'EP002', 'RT005'],
  ],
  says: ['10.200.1.1 dev eth1 metric 100'],
  commands: ["Invoke-EflowVmCommand 'sudo ip route del default via 10.200.1.1 dev eth1'"],
});
