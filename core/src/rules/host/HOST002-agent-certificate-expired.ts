import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'HOST002',
  slug: 'agent-certificate-expired',
  title: 'The certificate of the lifecycle agent is valid',
  severity: 'critical',
  stage: 'management',
  guide: ['G01', 'Azure/iotedge-eflow#225'],
  requires: ['host.complaints'],
  messages: {
    expired: {
      text: 'The certificate of the lifecycle agent has expired; it lasts a year from the installation and updates do not renew it. The EFLOW cmdlets fail; the network of the VM may be well. The agent says: {words}',
      remedy: [
        {
          text: 'Renew it with the script updateWssdCert.ps1 of Microsoft (github.com/Azure/iotedge-eflow, folder eflow-util).',
        },
        { text: 'Then try again.', command: 'Get-EflowVmAddr' },
      ],
    },
  },

  check(facts, report) {
    const words = complaintOf('certificateExpired', facts['host.complaints']);
    if (words === null) return undefined;
    report({
      message: 'expired',
      target: 'WSSDAgent',
      data: { words },
      evidence: [
        {
          fact: 'host.complaints',
          path: '',
          observed: words,
          expected: say('no complaint about a certificate'),
        },
      ],
    });
    return undefined;
  },
});
