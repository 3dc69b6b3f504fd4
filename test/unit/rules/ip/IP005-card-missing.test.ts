import rule from '../../../../core/src/rules/ip/IP005-card-missing.js';
import { healthy, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const restart = ['Stop-EflowVm', 'Start-EflowVm'];

testRule(rule, {
  pass: [
    { name: 'a card that is up', facts },
    { name: 'a card whose carrier the tool does not tell', facts: { 'guest.interfaces': withCard({ carrier: null }) } },
  ],
  fail: [
    {
      name: 'a VM with nothing but loopback and bridges',
      facts: { 'guest.interfaces': facts['guest.interfaces'].filter(({ name }) => name !== 'eth0') },
      messages: ['missing'],
      targets: ['eth0'],
      says: ['docker0'],
      commands: restart,
    },
    { name: 'a VM with nothing', facts: { 'guest.interfaces': [] }, messages: ['missing'] },
    {
      name: 'a card that is switched off',
      facts: { 'guest.interfaces': withCard({ up: false, carrier: null }) },
      messages: ['off'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'", ...restart],
    },
    {
      name: 'a card without a carrier',
      facts: { 'guest.interfaces': withCard({ carrier: false }) },
      messages: ['unplugged'],
      commands: ['Get-VMSwitch; Get-EflowNetwork', ...restart],
    },
  ],
  notApplicable: [],
});
