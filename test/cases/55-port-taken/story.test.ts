import { healthyFacts } from '../../support/healthyFacts.js';
import { containersWith } from '../../support/portCases.js';
import { story } from '../../support/story.js';

story('55-port-taken', {
  device: [
    {
      'guest.containers': containersWith('edgeHub', { running: false }),
      'guest.listeners': healthyFacts['guest.listeners']
        .map((one) => (one.port === 443 ? { ...one, process: 'nginx' } : one))
        .filter(({ port, process }) => process !== 'docker-proxy' || port === 443),
    },
  ],
  findings: [['fail', 'MOD002']],
  says: ['443/tcp', 'nginx'],
});
