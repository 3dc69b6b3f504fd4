import rule from '../../../../core/src/rules/host/HOST011-card-not-attached.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
// Azure/iotedge-eflow#228, shortened.
const words = "ErrorCode[32773] ErrorDescription['EDGE-1-EFLOW' failed to add device 'Synthetic Ethernet Port'.]";
const logged = { ...facts, 'host.agent': { ...facts['host.agent'], errors: [words] } };
const withoutGuest = { 'host.agent': logged['host.agent'], 'host.complaints': logged['host.complaints'] };

testRule(rule, {
  pass: [
    { name: 'an agent without errors', facts },
    { name: 'an error of the past: the VM has a card', facts: logged },
    {
      name: 'another error',
      facts: { ...withoutGuest, 'host.agent': { ...facts['host.agent'], errors: ['Virtual Machine not Found'] } },
    },
  ],
  fail: [
    {
      name: 'a VM that cannot be asked',
      facts: withoutGuest,
      messages: ['refused'],
      says: ['Synthetic Ethernet Port'],
    },
    {
      name: 'a VM without a card',
      facts: { ...logged, 'guest.interfaces': facts['guest.interfaces'].filter(({ name }) => name === 'lo') },
      messages: ['refused'],
    },
    {
      name: 'a cmdlet that says so',
      facts: { ...withoutGuest, 'host.agent': { ...facts['host.agent'], errors: [] }, 'host.complaints': [words] },
      messages: ['refused'],
    },
  ],
  notApplicable: [],
});
