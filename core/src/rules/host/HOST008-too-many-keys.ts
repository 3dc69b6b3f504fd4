import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { say } from '../../texts/say.js';

const see = {
  text: 'See who may read the key. Its place is this one, or the one in those words.',
  command: "icacls 'C:\\Program Files\\Azure IoT Edge\\id_rsa'",
} as const;

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
    open: {
      text: 'ssh.exe does not use the key of the VM, because others than SYSTEM, administrators and its owner have access to its file. The network is not the cause. AzureEFLOW says: {words}',
      remedy: [
        see,
        {
          text: 'Take away what the file inherits, and leave it to SYSTEM and the administrators; whom the list names besides, take out by hand.',
          command:
            "icacls 'C:\\Program Files\\Azure IoT Edge\\id_rsa' /inheritance:r /grant '*S-1-5-18:F' '*S-1-5-32-544:F'",
        },
      ],
    },
    refused: {
      text: 'The VM refused the login: ssh.exe may not read the key of the VM, or the VM does not take that key. The network is not the cause. AzureEFLOW says: {words}',
      remedy: [
        { text: 'Call the cmdlets as an administrator: the key is for them alone.' },
        see,
        {
          text: 'Where the administrators may not read it, let them again.',
          command: "icacls 'C:\\Program Files\\Azure IoT Edge\\id_rsa' /grant '*S-1-5-18:F' '*S-1-5-32-544:F'",
        },
      ],
    },
  },

  check(facts, report) {
    const kinds = { many: 'tooManyKeys', open: 'keyOpen', refused: 'keyRefused' } as const;
    for (const message of ['many', 'open', 'refused'] as const) {
      const words = complaintOf(kinds[message], facts['host.complaints']);
      if (words === null) continue;
      report({
        message,
        target: message === 'many' ? 'ssh-agent' : 'id_rsa',
        data: { words },
        evidence: [{ fact: 'host.complaints', path: '', observed: words, expected: say('no complaint') }],
      });
      return undefined;
    }
    return undefined;
  },
});
