import { placed } from '../../support/devices.js';
import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

const words =
  "ErrorCode[32773] ErrorDescription['AzureVmServer-EFLOW' failed to add device 'Synthetic Ethernet Port'.]";

story('45-card-refused', {
  device: [
    placed({ kind: 'internal', address: '172.20.0.2', prefixLength: 24, gateway: '172.20.0.1', host: '172.20.0.1' }),
    guestLost('The guest returned nothing.'),
    {
      'host.agent': { certificateSince: Date.parse('2026-01-10T09:00:00Z') / 1000, errors: [words] },
      'host.vmAddress': { mac: null, ip: null, source: null, failures: [] },
      'host.neighbours': [],
      'host.portProbe': [],
    },
  ],
  findings: [
    ['fail', 'HOST011'],
    ['unknown', 'DEV003'],
  ],
  says: ['Synthetic Ethernet Port', '45000 and 45001'],
});
