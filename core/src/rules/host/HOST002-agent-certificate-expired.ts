import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { say } from '../../texts/say.js';

const renew = [
  {
    text: 'Renew it with the script updateWssdCert.ps1 of Microsoft (github.com/Azure/iotedge-eflow, folder eflow-util).',
  },
  { text: 'Then try again.', command: 'Get-EflowVmAddr' },
] as const;

/** Go's crypto/x509 says of both that it "has expired or is not yet valid", and then which: the time is after, or before. */
const messageFor = (words: string) => {
  if (words.includes(' is before ')) return 'early';
  return words.includes('expired') ? 'expired' : 'mistrusted';
};

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
      remedy: renew,
    },
    early: {
      text: 'By the clock of this Windows the certificate of the lifecycle agent is not valid yet: the clock is behind. The EFLOW cmdlets fail; the network of the VM may be well. The agent says: {words}',
      remedy: [
        {
          text: 'Set the clock of this Windows; see whether its time service has a source.',
          command: 'Get-Service -Name W32Time',
        },
        { text: 'Then try again.', command: 'Get-EflowVmAddr' },
      ],
    },
    mistrusted: {
      text: 'The EFLOW cmdlets and the lifecycle agent do not trust each other, which is no matter of the age of its certificate. The cmdlets fail; the network of the VM may be well. The agent says: {words}',
      remedy: renew,
    },
  },

  check(facts, report) {
    const words = complaintOf('certificateExpired', facts['host.complaints']);
    if (words === null) return undefined;
    report({
      message: messageFor(words),
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
