import rule from '../../../../core/src/rules/ntp/NTP001-clock-off.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const off = (seconds: number) => ({
  'guest.clock': { ...facts['guest.clock'], epochSeconds: facts['guest.clock'].epochSeconds + seconds },
});
const commands = [
  'Stop-EflowVm; Start-EflowVm',
  "Invoke-EflowVmCommand 'systemctl status --no-pager systemd-timesyncd chronyd' -ignoreError",
];

testRule(rule, {
  pass: [
    { name: 'clocks that agree', facts },
    { name: 'the time that looking takes', facts: off(60) },
    { name: 'the usual tolerance', facts: off(-300) },
  ],
  fail: [
    {
      name: 'a clock that stood still while the host slept (Azure/iotedge-eflow#236)',
      facts: off(-1800),
      messages: ['off'],
      says: ['30 minutes behind'],
      commands,
    },
    { name: 'a clock that is ahead', facts: off(7200), messages: ['off'], says: ['120 minutes ahead of'] },
  ],
  notApplicable: [],
});
