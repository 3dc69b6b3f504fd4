import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';

/** Releases that reach the VM over TCP port 22; later ones use a Hyper-V socket. */
const OVER_TCP = /^1\.[01](\.|$)/;

/** The module waits a minute and asks again by itself: a refusal after that is another's. */
const ASKED_AGAIN = /nor after a minute without asking/;

export default defineRule({
  id: 'HOST010',
  slug: 'session-refused',
  title: 'A session with the VM opens',
  severity: 'critical',
  stage: 'session',
  guide: ['G01', 'Azure/iotedge-eflow#279', 'Azure/iotedge-eflow#53'],
  requires: ['host.complaints'],
  uses: ['host.eflow'],
  messages: {
    limited: {
      text: 'The VM ended the session. This release takes no more than three connections a minute over TCP port 22 from one address, and blocks it for a minute then: that is no fault of the network. AzureEFLOW says: {words}',
      remedy: [{ text: 'Wait a minute without asking the VM, then look again.' }],
    },
    refused: {
      text: 'No session with the VM opens: it does not run properly, or its own login service does not answer. AzureEFLOW says: {words}',
      remedy: [{ text: 'Stop the VM and start it. Modules stop meanwhile.', command: 'Stop-EflowVm; Start-EflowVm' }],
    },
  },

  check(facts, report) {
    const words = complaintOf('sshFailed', facts['host.complaints']);
    if (words === null) return undefined;
    const release = facts['host.eflow']?.version ?? '';
    const limited = OVER_TCP.test(release) && /closed|reset|timed out/i.test(words) && !ASKED_AGAIN.test(words);
    report({
      message: limited ? 'limited' : 'refused',
      target: 'VM',
      data: { words },
      evidence: [{ fact: 'host.complaints', path: '', observed: words, expected: 'a session' }],
    });
    return undefined;
  },
});
