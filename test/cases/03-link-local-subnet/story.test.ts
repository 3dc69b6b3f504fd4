import { everyAttempt, placed, withoutServers } from '../../support/devices.js';
import { story } from '../../support/story.js';

story('03-link-local-subnet', {
  device: [
    placed({
      kind: 'internal',
      address: '169.254.231.100',
      prefixLength: 24,
      gateway: '169.254.231.1',
      host: '169.254.231.1',
      fixed: true,
    }),
    everyAttempt('silent'),
    withoutServers,
  ],
  findings: [
    ['fail', 'SW009'],
    ['fail', 'DNS001'],
    ['fail', 'DNS011', 'DNS001'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['169.254.231.100', 'RFC 3927'],
});
