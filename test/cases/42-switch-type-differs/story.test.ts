import { placed, silentServers } from '../../support/devices.js';
import { story } from '../../support/story.js';

const at = {
  kind: 'internal',
  address: '172.20.0.10',
  prefixLength: 24,
  gateway: '172.20.0.1',
  host: '172.20.0.1',
  fixed: true,
} as const;

story('42-switch-type-differs', {
  device: [
    placed(at),
    silentServers('8.8.8.8', '8.8.4.4'),
    { 'host.vmNetwork': [{ name: 'InternalSw', allocation: 'Static', cidr: null, type: 'External' }] },
  ],
  findings: [
    ['fail', 'SW002'],
    ['fail', 'DNS003', 'SW002'],
    ['fail', 'DNS011', 'DNS003'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['an External switch', 'an Internal switch'],
});
