import { placed, silentServers } from '../../support/devices.js';
import { story } from '../../support/story.js';

story('20-outbound-allow-list', {
  device: [
    placed({
      kind: 'external',
      address: '10.47.0.45',
      prefixLength: 24,
      gateway: '10.47.0.1',
      host: '10.47.0.20',
      dns: ['10.20.0.53'],
    }),
    silentServers('10.20.0.53'),
    { 'host.dnsServers': [] },
  ],
  findings: [
    ['fail', 'DNS003'],
    ['fail', 'DNS011', 'DNS003'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['10.20.0.53'],
});
