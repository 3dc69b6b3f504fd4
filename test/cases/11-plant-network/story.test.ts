import { placed } from '../../support/devices.js';
import { guestLost } from '../../support/snapshots.js';
import { story } from '../../support/story.js';

story('11-plant-network', {
  device: [
    placed({ kind: 'external', address: '10.47.0.45', prefixLength: 24, gateway: '10.47.0.1', host: '10.47.0.20' }),
    guestLost('ssh failed to execute [] at line 3101'),
    {
      'host.vmAddress': {
        mac: '00:00:00:00:00:00',
        ip: null,
        source: null,
        failures: ['Failed to acquire IP address for virtual machine'],
      },
      'host.neighbours': [],
      'host.portProbe': [],
    },
  ],
  findings: [
    ['fail', 'IP007'],
    ['fail', 'HOST010', 'IP007'],
    ['unknown', 'DEV003', 'HOST010'],
  ],
  says: ['all zeros', 'DHCP cannot be judged'],
  commands: ['Start-EflowVm'],
});
