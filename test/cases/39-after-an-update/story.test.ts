import { healthyFacts } from '../../support/healthyFacts.js';
import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

story('39-after-an-update', {
  device: [
    guestLost('ssh failed to execute [sudo true] at line 3101'),
    {
      'host.eflow': { installed: true, version: '1.1.2111.17041', module: null, vmDeployed: true },
      'host.vmEndpoint': healthyFacts['host.vmEndpoint'].map((one) => ({
        ...one,
        health: 'currentState:CRITICAL previousState:OK',
      })),
      'host.portProbe': [],
    },
  ],
  findings: [
    ['fail', 'HOST010'],
    ['unknown', 'DEV003', 'HOST010'],
    ['fail', 'HOST003'],
  ],
});
