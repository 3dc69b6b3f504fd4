import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { RUNNING, serviceNamed } from '../../model/host/service.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'HOST009',
  slug: 'agent-unreachable',
  title: 'The lifecycle agent answers the EFLOW cmdlets',
  severity: 'critical',
  stage: 'management',
  guide: ['G01', 'Azure/iotedge-eflow#228'],
  requires: ['host.complaints'],
  uses: ['host.services'],
  messages: {
    unreachable: {
      text: 'The EFLOW cmdlets do not reach the lifecycle agent, which listens on the TCP ports 45000 and 45001 of this Windows itself. They say: {words}',
      remedy: [
        {
          text: 'Start the agent anew. The VM goes on; cmdlets fail meanwhile.',
          command: 'Restart-Service -Name WSSDAgent',
        },
        {
          text: 'See whether the agent listens; if it does, have virus scanner and firewall leave these two ports of the machine itself alone.',
          command: 'Get-NetTCPConnection -State Listen -LocalPort 45000, 45001',
        },
      ],
    },
  },

  check(facts, report) {
    const words = complaintOf('agentUnreachable', facts['host.complaints']);
    if (words === null) return undefined;
    const service = serviceNamed(facts['host.services'] ?? [], 'WSSDAgent');
    if (facts['host.services'] !== undefined && service?.status !== RUNNING) return 'notApplicable'; // HOST001
    report({
      message: 'unreachable',
      target: 'WSSDAgent',
      data: { words },
      evidence: [{ fact: 'host.complaints', path: '', observed: words, expected: say('an answer') }],
    });
    return undefined;
  },
});
