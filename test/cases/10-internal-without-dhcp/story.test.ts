import { placed, withoutLease } from '../../support/devices.js';
import { story } from '../../support/story.js';

story('10-internal-without-dhcp', {
  device: [
    placed({
      kind: 'internal',
      name: 'Default Switch',
      address: '169.254.12.7',
      prefixLength: 16,
      gateway: '169.254.12.7',
      host: '169.254.12.7',
    }),
    withoutLease,
    {
      'host.nat': [],
      'host.addresses': [
        {
          address: '169.254.12.7',
          prefixLength: 16,
          interfaceIndex: 30,
          interfaceAlias: 'vEthernet (Default Switch)',
          origin: 'WellKnown',
        },
      ],
    },
  ],
  findings: [
    ['fail', 'SW008'],
    ['fail', 'IP002', 'SW008'],
    ['fail', 'DNS001', 'IP002'],
    ['fail', 'DNS011', 'DNS001'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
    ['fail', 'SW011'],
  ],
  says: ['vEthernet (Default Switch)', '169.254.12.7'],
});
