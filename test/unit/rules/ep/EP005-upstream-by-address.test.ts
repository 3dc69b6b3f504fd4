import rule from '../../../../core/src/rules/ep/EP005-upstream-by-address.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const upstream = (change: object) => ({ 'guest.upstream': { ...facts['guest.upstream'], ...change } });

testRule(rule, {
  pass: [{ name: 'a hub by name', facts }],
  fail: [
    {
      name: 'a hub by address',
      facts: upstream({ hub: '40.83.177.42' }),
      messages: ['address'],
      targets: ['40.83.177.42'],
      says: ['hub'],
      shows: ['guest.upstream/hub: 40.83.177.42'],
      commands: ["Invoke-EflowVmCommand 'sudo iotedge config apply'"],
    },
    {
      name: 'a parent by address, and no hub',
      facts: upstream({ hub: null, parent: '10.0.0.7' }),
      messages: ['address'],
      shows: ['guest.upstream/parent: '],
    },
    { name: 'a parent by address', facts: upstream({ parent: '10.0.0.7' }), messages: ['address'], says: ['parent'] },
  ],
  notApplicable: [{ name: 'a device without either', facts: upstream({ hub: null }) }],
});
