import { placed } from '../../support/devices.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

const address = '172.18.92.180';

story('16-subnet-overlap', {
  device: [
    placed({ kind: 'default', address, prefixLength: 20, gateway: '172.18.80.1', host: '172.18.80.1' }),
    { 'host.portProbe': healthyFacts['host.portProbe'].map((one) => ({ ...one, address, state: 'silent' as const })) },
  ],
  findings: [
    ['fail', 'IP013'],
    ['fail', 'NF001', 'IP013'],
    ['fail', 'NF001', 'IP013'],
    ['fail', 'NF001', 'IP013'],
  ],
  says: ['172.18.80.0/20', '172.18.0.0/16'],
});
