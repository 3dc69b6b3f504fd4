import { defineRule } from '../../engine/rule.js';
import { bootBackEnd } from '../../model/firewall/bootBackEnd.js';
import { homelessLines, savedFileFaults } from '../../model/firewall/savedFile.js';
import { SAVED_RULES, savedFileMend, stockCommand } from '../../model/firewall/savedFileMend.js';
import { serviceOf } from '../../model/guestService.js';
import { say } from '../../texts/say.js';

const harm =
  'The VM sets all policies to DROP and then loads this file: when that fails, nothing is let in or out after the next start';
const look = {
  text: 'Try the file before the next start.',
  command: "Invoke-EflowVmCommand 'sudo iptables-restore --test /etc/systemd/scripts/ip4save' -ignoreError",
} as const;
const mend = [
  {
    text: 'See the file with its line numbers, and the copies of it that there are.',
    command:
      "Invoke-EflowVmCommand 'cat -n /etc/systemd/scripts/ip4save; sudo find /etc/systemd/scripts /var/lib/eflownetdiag -name ''ip4save*'' -ls' -ignoreError",
  },
  { text: 'End its last line.', command: '{end}' },
  { text: 'End its last table.', command: '{commit}' },
  {
    text: 'Take out the lines that cannot load, {lines}; the file as it was stays beside it, as {file}.broken.',
    command: '{drop}',
  },
  { text: 'What else does not load, mend by hand, or put a copy back that was made before the last edit.' },
  look,
] as const;

export default defineRule({
  id: 'NF009',
  slug: 'saved-rules-broken',
  title: 'The file of the firewall can be loaded at the next start',
  severity: 'critical',
  stage: 'bootRules',
  intermittent: true,
  guide: ['G22', 'Azure/iotedge-eflow#271'],
  requires: ['guest.ip4save', 'guest.services'],
  uses: ['guest.iptablesVersion'],
  messages: {
    broken: { text: `{file} does not load: {why}. ${harm}.`, remedy: mend },
    missing: {
      text: `/etc/systemd/scripts/ip4save is missing. ${harm}.`,
      remedy: [
        { text: 'Write the stock file anew before the next start.', command: '{stock}' },
        look,
        { text: 'Look again: what is open now and not in this file is named with the command that adds it (NF007).' },
      ],
    },
  },

  check(facts, report) {
    const service = serviceOf(facts['guest.services'], 'iptables.service');
    if (service === null || service.load === 'not-found') return 'notApplicable'; // nobody loads such a file here
    const saved = facts['guest.ip4save'];
    // Where it is not known what loads the file, it is not held to the ways of one program.
    const tool = facts['guest.iptablesVersion'];
    const boot = tool === undefined ? 'nft' : bootBackEnd(tool);
    const [fault] = saved === null ? [] : savedFileFaults(saved, boot);
    if (saved !== null && fault === undefined) return undefined;
    const file = saved?.path ?? SAVED_RULES;
    const mends = saved === null ? { end: '', commit: '', drop: '' } : savedFileMend(saved, boot);
    const lines = saved === null ? '' : homelessLines(saved).join(', ');
    const data = { file, why: fault ?? '', ...mends, lines, stock: stockCommand() };
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
