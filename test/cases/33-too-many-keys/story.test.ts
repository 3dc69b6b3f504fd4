import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

const words =
  'The command in the guest failed: Received disconnect from UNKNOWN port 65535:2: Too many authentication failures';

story('33-too-many-keys', {
  device: [
    guestLost(words),
    { 'host.vmAddress': { mac: null, ip: null, source: null, failures: [] }, 'host.portProbe': [] },
  ],
  findings: [
    ['fail', 'HOST008'],
    ['unknown', 'DEV003', 'HOST008'],
  ],
  says: ['The network is not the cause', 'ssh-agent'],
  evidence: ['Too many authentication failures'],
  commands: ['ssh-add -D'],
});
