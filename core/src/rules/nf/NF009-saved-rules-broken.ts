import { defineRule } from '../../engine/rule.js';
import { savedFileFaults } from '../../model/firewall/savedFile.js';
import { serviceOf } from '../../model/guestService.js';
import { say } from '../../texts/say.js';

const harm =
  'The VM sets all policies to DROP and then loads this file: when that fails, nothing is let in or out after the next start';
const look = {
  text: 'Mend the line, or put the backup back that was made before the last edit, and try the file before the next start.',
  command: "Invoke-EflowVmCommand 'sudo iptables-restore --test /etc/systemd/scripts/ip4save' -ignoreError",
} as const;

export default defineRule({
  id: 'NF009',
  slug: 'saved-rules-broken',
  title: 'The file of the firewall can be loaded at the next start',
  severity: 'critical',
  stage: 'bootRules',
  intermittent: true,
  guide: ['G22', 'Azure/iotedge-eflow#271'],
  requires: ['guest.ip4save', 'guest.services'],
  messages: {
    broken: { text: `{file} does not load: {why}. ${harm}.`, remedy: [look] },
    missing: {
      text: `/etc/systemd/scripts/ip4save is missing. ${harm}.`,
      remedy: [{ text: 'Write the stock file anew, with your own rules in it, before the next start.' }],
    },
  },

  check(facts, report) {
    const service = serviceOf(facts['guest.services'], 'iptables.service');
    if (service === null || service.load === 'not-found') return 'notApplicable'; // nobody loads such a file here
    const saved = facts['guest.ip4save'];
    const [fault] = saved === null ? [] : savedFileFaults(saved);
    if (saved !== null && fault === undefined) return undefined;
    const file = saved?.path ?? '/etc/systemd/scripts/ip4save';
    const data = { file, why: fault ?? '' };
    report({
      message: saved === null ? 'missing' : 'broken',
      target: file,
      data,
      evidence: [
        {
          fact: 'guest.ip4save',
          path: '/text',
          observed: fault ?? say('no file'),
          expected: say('a file that iptables-restore loads'),
        },
      ],
    });
    return undefined;
  },
});
