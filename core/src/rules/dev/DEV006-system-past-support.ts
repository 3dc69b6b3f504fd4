import { defineRule } from '../../engine/rule.js';
import { systemSupportOf } from '../../model/releases.js';

export default defineRule({
  id: 'DEV006',
  slug: 'system-past-support',
  title: 'Microsoft maintains the system of the VM',
  severity: 'information',
  stage: 'application',
  partial: true,
  guide: ['G30'],
  requires: ['guest.release'],
  messages: {
    past: {
      text: 'Support of {name}, on which the VM runs, ended on {end}. The network works as before; faults are not mended any more.',
      note: true,
      remedy: [
        {
          text: 'Update EFLOW to a release on a later system; Microsoft lists them under https://aka.ms/AzEFLOW-versions.',
        },
      ],
    },
  },

  check(facts, report, { now }) {
    const { id, versionId } = facts['guest.release'];
    const support = systemSupportOf(id, versionId);
    if (support === null) return 'notApplicable'; // not in the table
    if (now.toISOString().slice(0, 10) <= support.end) return undefined;
    report({
      message: 'past',
      target: support.name,
      data: { name: support.name, end: support.end },
      evidence: [{ fact: 'guest.release', path: '/versionId', observed: `${id} ${versionId}`, expected: 'in support' }],
    });
    return undefined;
  },
});
