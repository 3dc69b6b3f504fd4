import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

/** Below that the kernel begins to end programs, and looks and connections hang. */
const SHORT_MB = 64;

export default defineRule({
  id: 'DEV003',
  slug: 'memory-short',
  title: 'The VM has memory left',
  severity: 'warning',
  stage: 'application',
  partial: true,
  guide: ['G26'],
  requires: ['guest.memory'],
  messages: {
    short: {
      text: 'The VM has {available} MB of {total} MB memory left: connections hang and modules are ended, which looks like a fault of the network.',
      remedy: [
        {
          text: 'Give the VM more memory. It restarts; modules stop meanwhile.',
          command: 'Stop-EflowVm; Set-EflowVM -memoryInMB {quotedMore}; Start-EflowVm',
        },
      ],
    },
  },

  check(facts, report) {
    const { totalKb, availableKb } = facts['guest.memory'];
    const [total, available] = [Math.round(totalKb / 1024), Math.round(availableKb / 1024)];
    if (available >= SHORT_MB) return undefined;
    report({
      message: 'short',
      target: 'memory',
      data: { total, available, quotedMore: Math.ceil(total / 512) * 512 + 1024 },
      evidence: [
        {
          fact: 'guest.memory',
          path: '/availableKb',
          observed: availableKb,
          expected: say('{number} or more', { number: SHORT_MB * 1024 }),
        },
      ],
    });
    return undefined;
  },
});
