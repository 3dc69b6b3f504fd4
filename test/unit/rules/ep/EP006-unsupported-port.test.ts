import rule from '../../../../core/src/rules/ep/EP006-unsupported-port.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const { 'guest.containers': containers } = healthy('guest.containers');
const published = (name: string, hostPort: number, containerPort: number) => ({
  'guest.containers': containers.map((one) =>
    one.name === name ? { ...one, published: [{ containerPort, protocol: 'tcp', hostAddress: null, hostPort }] } : one,
  ),
});

testRule(rule, {
  pass: [
    { name: "edgeHub's three ports", facts: { 'guest.containers': containers } },
    { name: 'another module on 1883, which is its own affair', facts: published('edgeAgent', 1883, 1883) },
  ],
  fail: [
    {
      name: 'edgeHub on 1883',
      facts: published('edgeHub', 1883, 1883),
      messages: ['plain'],
      targets: ['1883/tcp'],
      says: ['8883'],
      shows: ['guest.containers/edgeHub/published: 1883 to 1883'],
    },
    {
      name: 'edgeHub on 80 by another port of the VM',
      facts: published('edgeHub', 8080, 80),
      messages: ['plain'],
      targets: ['8080/tcp'],
      says: ['443'],
    },
  ],
  notApplicable: [
    {
      name: 'a device without edgeHub',
      facts: { 'guest.containers': containers.filter(({ name }) => name !== 'edgeHub') },
    },
  ],
});
