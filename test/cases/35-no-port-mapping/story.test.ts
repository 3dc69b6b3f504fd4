import { placed } from '../../support/devices.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

story('35-no-port-mapping', {
  device: [
    placed({
      kind: 'internal',
      address: '172.20.0.2',
      prefixLength: 24,
      gateway: '172.20.0.1',
      host: '172.20.0.1',
      fixed: true,
      dns: ['168.63.129.16'],
    }),
    {
      'host.system': {
        ...healthyFacts['host.system'],
        isServer: true,
        azure: true,
        manufacturer: 'Microsoft Corporation',
        model: 'Virtual Machine',
      },
    },
  ],
  findings: [],
  notes: { SW019: 'hands none of these published ports on: 443/tcp, 5671/tcp, 8883/tcp' },
});
