import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DEV004',
  slug: 'not-provisioned',
  title: 'The device is provisioned',
  severity: 'information',
  stage: 'application',
  partial: true,
  guide: ['G15'],
  requires: ['guest.upstream'],
  messages: {
    bare: {
      text: 'The VM has no configuration of IoT Edge: the device is not provisioned, and what it will need of the network is not known yet.',
      note: true,
      remedy: [{ text: 'Provision it.', command: 'Get-Help Provision-EflowVm -Full' }],
    },
  },

  check(facts, report) {
    const { source } = facts['guest.upstream'];
    if (source !== null) return undefined;
    report({
      message: 'bare',
      target: 'IoT Edge',
      data: {},
      evidence: [
        {
          fact: 'guest.upstream',
          path: '/source',
          observed: say('nothing'),
          expected: say('a file of the configuration'),
        },
      ],
    });
    return undefined;
  },
});
