import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'HOST008',
  slug: 'too-many-keys',
  title: 'The login of the VM is tried with its own key',
  severity: 'critical',
  stage: 'management',
  guide: ['G01', 'Azure/iotedge-eflow#252'],
  requires: ['host.complaints'],
  messages: {
    many: {
      text: 'The VM refused the login before its own key was tried: ssh.exe offers the keys of the ssh-agent and of the settings of the user first, and these are too many. The network is not the cause. AzureEFLOW says: {words}',
      remedy: [
        {
          text: 'Take the keys out of the ssh-agent of this user; they can be added again afterwards.',
          command: 'ssh-add -D',
        },
        {
          text: 'Or set IdentitiesOnly yes in the ssh settings of this user for the hosts that the other keys are for.',
        },
      ],
    },
  },

  check(facts, report) {
    const words = complaintOf('tooManyKeys', facts['host.complaints']);
    if (words === null) return undefined;
    report({
      message: 'many',
      target: 'ssh-agent',
      data: { words },
      evidence: [{ fact: 'host.complaints', path: '', observed: words, expected: say('no complaint') }],
    });
    return undefined;
  },
});
