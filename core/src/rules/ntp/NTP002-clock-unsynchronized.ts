import { defineRule } from '../../engine/rule.js';

const remedy = [
  { text: 'Ask the network team to allow UDP port 123 to the time server, or name one of the company.' },
] as const;

export default defineRule({
  id: 'NTP002',
  slug: 'clock-unsynchronized',
  title: "The VM's clock is kept by a time server",
  severity: 'information',
  stage: 'clock',
  partial: true,
  guide: ['Azure/iotedge-eflow#236', 'Azure/iotedge#5591'],
  requires: ['guest.clock'],
  messages: {
    alone: {
      text: 'No time server has answered the VM: its clock may drift. After the host slept it may be off until the VM is restarted.',
      note: true,
      remedy,
    },
    unanswered: {
      text: 'No time server has answered the VM ({server}): its clock may drift. After the host slept it may be off until the VM is restarted.',
      note: true,
      remedy,
    },
  },

  check(facts, report) {
    const { synchronized, ntpServer } = facts['guest.clock'];
    if (synchronized === null) return 'notApplicable'; // nothing in the VM tells
    if (synchronized) return undefined;
    report({
      message: ntpServer === null ? 'alone' : 'unanswered',
      target: ntpServer ?? 'clock',
      data: { server: ntpServer ?? '' },
      evidence: [{ fact: 'guest.clock', path: '/synchronized', observed: false, expected: 'true' }],
    });
    return undefined;
  },
});
