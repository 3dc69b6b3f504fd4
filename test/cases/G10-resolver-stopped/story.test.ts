import { asked } from '../../support/dnsCases.js';
import { healthyFacts, service } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';
import { at, services } from '../../support/variants.js';

story('G10-resolver-stopped', {
  device: [
    at(
      {
        kind: 'external',
        address: '10.47.0.45',
        prefixLength: 24,
        gateway: '10.47.0.1',
        host: '10.47.0.20',
        dns: ['10.20.0.53'],
      },
      { silent: true, to: services(8883) },
    ),
    {
      'guest.upstream': { ...healthyFacts['guest.upstream'], protocol: 'Mqtt' },
      'guest.services': healthyFacts['guest.services'].map((one) =>
        one.name === 'systemd-resolved.service'
          ? service('systemd-resolved', { load: 'masked', active: 'inactive', sub: 'dead', enabled: 'masked' })
          : one,
      ),
      'guest.resolver': { lost: 'sd_bus_open_system: Connection refused' },
      'guest.dnsProbe': asked('10.20.0.53', 'answered'),
    },
  ],
  findings: [
    ['fail', 'DNS005'],
    ['fail', 'DNS011', 'DNS005'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
    ['unknown', 'DNS001', 'DNS005'],
  ],
  says: ['masked'],
});
