import { placed, withoutLease } from '../../support/devices.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

const [wired] = healthyFacts['host.adapters'];

story('14-cable-unplugged', {
  device: [
    placed({
      kind: 'external',
      address: '192.168.10.45',
      prefixLength: 24,
      gateway: '192.168.10.1',
      host: '192.168.10.20',
    }),
    withoutLease,
    {
      'host.adapters': [
        { ...wired!, status: 'Disconnected', operationalStatus: 2, mediaState: 2 },
        {
          name: 'Wi-Fi',
          description: 'Intel(R) Wi-Fi 6 AX201',
          index: 7,
          status: 'Up',
          mac: '3c:52:82:00:00:21',
          linkSpeed: '433 Mbps',
          virtual: false,
        },
      ],
    },
  ],
  findings: [
    ['fail', 'SW003'],
    ['fail', 'IP002', 'SW003'],
    ['fail', 'DNS001', 'IP002'],
    ['fail', 'DNS011', 'DNS001'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['I219-LM', 'Disconnected'],
  commands: ["Set-VMSwitch -Name 'LAN' -NetAdapterName 'Wi-Fi'"],
});
