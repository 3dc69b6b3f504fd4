import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

story('47-session-limit', {
  device: [
    guestLost('The command in the guest failed: ssh_exchange_identification: Connection closed by remote host'),
    {
      'host.eflow': { installed: true, version: '1.1.2212.12122', module: null, vmDeployed: true },
      'host.portProbe': [],
    },
  ],
  findings: [
    ['fail', 'HOST010'],
    ['unknown', 'DEV003', 'HOST010'],
  ],
  says: ['three connections a minute', 'no fault of the network'],
});
