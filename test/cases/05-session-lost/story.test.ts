import { placed } from '../../support/devices.js';
import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

story('05-session-lost', {
  device: [
    placed({
      kind: 'internal',
      name: 'EFLOW Switch',
      address: '169.254.61.100',
      prefixLength: 24,
      gateway: '169.254.61.1',
      host: '169.254.61.1',
      fixed: true,
    }),
    guestLost('ssh: connect to host 169.254.61.100 port 22: Connection timed out'),
    {
      'host.eflow': { installed: true, version: '1.1.2202.24210', module: null, vmDeployed: true },
      'host.portProbe': [],
      'host.vmAddress': { mac: '00:15:5d:4e:15:2c', ip: '169.254.61.100', source: 'agent', failures: [] },
    },
  ],
  findings: [
    ['fail', 'HOST010'],
    ['unknown', 'DEV003', 'HOST010'],
    ['fail', 'SW009'],
  ],
  says: ['Nobody answers on TCP port 22'],
  evidence: ['Connection timed out'],
});
