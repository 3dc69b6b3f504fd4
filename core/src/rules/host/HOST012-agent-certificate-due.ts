import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

const DAY = 86_400_000;
const LASTS = 365 * DAY;
const SOON = 30 * DAY;

export default defineRule({
  id: 'HOST012',
  slug: 'agent-certificate-due',
  title: 'The certificate of the lifecycle agent lasts for a while yet',
  severity: 'information',
  stage: 'management',
  partial: true,
  guide: ['Azure/iotedge-eflow#225'],
  requires: ['host.agent'],
  messages: {
    due: {
      text: 'The certificate of the lifecycle agent is from {since} and lasts a year: it ends about {end}. Then every EFLOW cmdlet fails, and updates do not renew it.',
      note: true,
      remedy: [
        {
          text: 'Renew it before with the script updateWssdCert.ps1 of Microsoft (github.com/Azure/iotedge-eflow, folder eflow-util); the VM goes on meanwhile.',
        },
      ],
    },
  },

  check(facts, report, { now }) {
    const { certificateSince } = facts['host.agent'];
    if (certificateSince === null) return 'notApplicable'; // nothing tells
    const end = certificateSince * 1000 + LASTS;
    if (end - now.getTime() > SOON) return undefined;
    const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
    report({
      message: 'due',
      target: 'WSSDAgent',
      data: { since: day(certificateSince * 1000), end: day(end) },
      evidence: [
        {
          fact: 'host.agent',
          path: '/certificateSince',
          observed: day(certificateSince * 1000),
          expected: say('less than 335 days old'),
        },
      ],
    });
    return undefined;
  },
});
