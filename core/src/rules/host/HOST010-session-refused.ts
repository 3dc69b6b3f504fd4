import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { say } from '../../texts/say.js';

/** Releases that reach the VM over TCP port 22; later ones use a Hyper-V socket. */
const OVER_TCP = /^1\.[01](\.|$)/;

/** The words of ssh.exe that tell the same, whatever the release is believed to be. */
const SSH_PORT = /\bport 22\b/;

/** The module waits a minute and asks again by itself: a refusal after that is another's. */
const ASKED_AGAIN = /nor after a minute without asking/;

const wait = { text: 'Wait a minute without asking the VM, then look again.' } as const;
const restart = {
  text: 'Stop the VM and start it. Modules stop meanwhile.',
  command: 'Stop-EflowVm; Start-EflowVm',
} as const;

export default defineRule({
  id: 'HOST010',
  slug: 'session-refused',
  title: 'A session with the VM opens',
  severity: 'critical',
  stage: 'session',
  guide: ['G01', 'Azure/iotedge-eflow#279', 'Azure/iotedge-eflow#53'],
  requires: ['host.complaints'],
  uses: ['host.eflow', 'host.vmAddress'],
  messages: {
    limited: {
      text: 'The VM is there, and turned this session away ({seen}). This release takes no more than three connections a minute over TCP port 22 from one address, and blocks it for a minute then: that is no fault of the network. AzureEFLOW says: {words}',
      remedy: [wait],
    },
    silent: {
      text: 'Nobody answers on TCP port 22 of the VM: it hangs, has another address or is not on its switch. Or it blocks this Windows for a minute, as it does after three connections in one: a second look tells. AzureEFLOW says: {words}',
      remedy: [wait, restart],
    },
    refused: {
      text: 'No session with the VM opens: it does not run properly, or its own login service does not answer. AzureEFLOW says: {words}',
      remedy: [restart],
    },
  },

  check(facts, report) {
    const words = complaintOf('sshFailed', facts['host.complaints']);
    if (words === null) return undefined;
    const release = facts['host.eflow']?.version ?? '';
    const overTcp = (OVER_TCP.test(release) || SSH_PORT.test(words)) && !ASKED_AGAIN.test(words);
    const ended = /closed by|reset by/i.test(words);
    const opened = facts['host.vmAddress']?.source === 'vm'; // a session of this same look
    const unheard = overTcp && /timed out/i.test(words);
    const about = {
      target: 'VM',
      evidence: [{ fact: 'host.complaints', path: '', observed: words, expected: 'a session' }],
    } as const;
    if (overTcp && (ended || (unheard && opened)))
      report({
        ...about,
        message: 'limited',
        data: { words, seen: ended ? say('it ended the connection') : say('another session opened in this look') },
      });
    else report({ ...about, message: unheard ? 'silent' : 'refused', data: { words } });
    return undefined;
  },
});
