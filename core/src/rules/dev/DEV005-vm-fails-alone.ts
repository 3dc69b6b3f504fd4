import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';
import { comparedFacts, comparison, listed } from '../sw/compared.js';

export default defineRule({
  id: 'DEV005',
  slug: 'vm-fails-alone',
  title: "EFLOW's VM gets through where another VM on the same switch does",
  severity: 'warning',
  stage: 'comparison',
  partial: true,
  guide: ['G08', 'G29'],
  requires: [],
  uses: comparedFacts,
  messages: {
    alone: {
      text: "In EFLOW's VM it fails, and in the VM {control} on the same switch it works: {what}. The switch, the host and the network let it through: the fault is in EFLOW's VM.",
      remedy: [
        { text: "Mend first what was found about the VM's own addresses, routes, name servers and firewall." },
        {
          text: 'Where nothing was found, report it, with a snapshot that names nobody.',
          command: 'Save-EflowNetSnapshot -Path eflow.redacted.json -Redact',
        },
      ],
    },
  },

  check(facts, report) {
    const compared = comparison(facts);
    if (compared === 'notApplicable' || !('all' in compared)) return compared;
    const alone = compared.all.filter(({ vm, control }) => !vm && control);
    const [first] = alone;
    if (first === undefined) return undefined;
    report({
      message: 'alone',
      target: compared.control,
      data: { control: compared.control, what: listed(alone) },
      evidence: [
        { fact: first.place, path: first.path, observed: say('failed'), expected: say('what works in the control VM') },
        {
          fact: 'control',
          path: first.path,
          observed: say('worked'),
          expected: say('what works in the control VM'),
        },
      ],
    });
    return undefined;
  },
});
