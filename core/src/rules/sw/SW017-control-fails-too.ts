import { defineRule } from '../../engine/rule.js';
import type { Compared } from '../../model/comparison.js';
import { say } from '../../texts/say.js';
import { comparedFacts, comparison, listed } from './compared.js';

export default defineRule({
  id: 'SW017',
  slug: 'control-fails-too',
  title: "Nothing that fails in EFLOW's VM fails in another VM on the same switch",
  severity: 'warning',
  stage: 'comparison',
  partial: true,
  guide: ['G08', 'Azure/iotedge-eflow#9'],
  requires: [],
  uses: comparedFacts,
  messages: {
    both: {
      text: "In the VM {control} on the same switch it fails as in EFLOW's VM: {what}. The fault is the switch's, the host's or lies behind them, not EFLOW's.",
      remedy: [
        {
          text: 'Mend the switch, the NAT or the network first. To deploy EFLOW again, or to change its VM, would not help.',
        },
        {
          text: 'See whether the host gets through itself: where it does, the fault is between it and the switch.',
          command: '{fromHost}',
        },
      ],
    },
    controlAlone: {
      text: "In the VM {control} it fails, and in EFLOW's VM it works: {what}. Look at that VM before it is taken as a measure.",
      remedy: [],
      note: true,
    },
  },

  check(facts, report) {
    const compared = comparison(facts);
    if (compared === 'notApplicable' || !('all' in compared)) return compared;
    const { control, all } = compared;
    const both = all.filter((one) => !one.vm && !one.control);
    const controlAlone = all.filter((one) => one.vm && !one.control);
    const evidence = (first: Compared) =>
      [
        { fact: 'control', path: first.path, observed: say('failed'), expected: say('what works') },
        {
          fact: first.place,
          path: first.path,
          observed: first.vm ? say('worked') : say('failed'),
          expected: say('what works'),
        },
      ] as const;
    const [first] = both;
    if (first !== undefined)
      report({
        message: 'both',
        target: control,
        data: { control, what: listed(both), fromHost: first.fromHost },
        evidence: evidence(first),
      });
    const [odd] = controlAlone;
    if (odd !== undefined)
      report({
        message: 'controlAlone',
        target: control,
        data: { control, what: listed(controlAlone) },
        evidence: evidence(odd),
      });
    return undefined;
  },
});
