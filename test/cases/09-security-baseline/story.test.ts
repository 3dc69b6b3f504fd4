import { withoutLease } from '../../support/devices.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

story('09-security-baseline', {
  device: [
    withoutLease,
    {
      'host.firewallProfiles': healthyFacts['host.firewallProfiles'].map((one) =>
        one.name === 'Public' ? { ...one, allowLocalRules: 0 } : one,
      ),
    },
  ],
  findings: [
    ['fail', 'FW001'],
    ['fail', 'IP002', 'FW001'],
    ['fail', 'DNS001', 'IP002'],
    ['fail', 'DNS011', 'DNS001'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['ignores local rules'],
  evidence: ['allowLocalRules'],
});
