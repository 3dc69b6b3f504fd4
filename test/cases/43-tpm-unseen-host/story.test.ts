import { namesOf } from '../../support/askedNames.js';
import { placed } from '../../support/devices.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { tried } from '../../support/reachCases.js';
import { story } from '../../support/story.js';

const dps = 'global.azure-devices-provisioning.net';
const upstream = { ...healthyFacts['guest.upstream'], provisioning: 'dps', dps };
const neighbour = (address: string, mac: string) => ({ address, device: 'eth0', mac, state: 'REACHABLE' });

story('43-tpm-unseen-host', {
  device: [
    placed({
      kind: 'external',
      address: '10.1.12.149',
      prefixLength: 24,
      gateway: '10.1.12.1',
      host: '10.1.12.20',
      fixed: true,
      dns: ['10.1.0.53'],
    }),
    {
      'host.services': [...healthyFacts['host.services'], { name: 'EFLOWProxy', status: 4, startType: 2 }],
      'guest.upstream': upstream,
      'guest.nameProbe': namesOf(upstream),
      'guest.reach': [
        tried(vm.hub, 5671, 'connected'),
        tried(dps, 443, 'connected'),
        tried('mcr.microsoft.com', 443, 'connected'),
      ],
      // Cameras and the gateway, and not the host.
      'guest.neighbours': [
        neighbour('10.1.12.151', 'ac:cc:8e:29:78:bb'),
        neighbour('10.1.12.1', 'e0:cb:bc:12:bb:33'),
        neighbour('10.1.12.150', 'ac:cc:8e:29:82:8c'),
      ],
    },
  ],
  findings: [['fail', 'HOST014']],
  says: ['00:15:5d:a0:b1:c2', 'TPM'],
  commands: ["Invoke-EflowVmCommand 'ping -c 3 10.1.12.20' -ignoreError"],
});
