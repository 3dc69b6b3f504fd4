import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

const words =
  "F:\\Azure IoT Edge\\nodectl.exe compute vm list failed to execute [Error: rpc error: code = Unavailable desc = connection error: desc = 'transport: authentication handshake failed: x509: certificate has expired or is not yet valid'] at line 3939";

story('32-agent-certificate', {
  device: [
    guestLost(words),
    { 'host.vmAddress': { mac: null, ip: null, source: null, failures: [`Error: ${words}`] }, 'host.portProbe': [] },
  ],
  findings: [
    ['fail', 'HOST002'],
    ['unknown', 'DEV003', 'HOST002'],
  ],
  says: ['has expired', 'may be well'],
});
