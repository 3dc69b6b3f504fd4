import { defineRule } from '../../engine/rule.js';
import { switchWord } from '../../model/host/supportMatrix.js';
import { believedKind, kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';

export default defineRule({
  id: 'SW002',
  slug: 'switch-type-difference',
  title: 'The virtual switch is of the type that EFLOW was told',
  severity: 'critical',
  stage: 'switch',
  guide: ['G02', 'G05', 'Azure/iotedge-eflow#188'],
  requires: ['host.switches', 'host.vmNetwork'],
  messages: {
    differs: {
      text: 'EFLOW was told that {name} is {told}, but it is {real}.',
      remedy: [
        { text: 'See what there is.', command: 'Get-VMSwitch; Get-EflowNetwork' },
        {
          text: 'Deploy again with the -vSwitchType that the switch has, or make the switch anew with the type that EFLOW was told.',
        },
      ],
    },
  },

  check(facts, report) {
    const [network] = facts['host.vmNetwork'];
    const used = usedSwitch(facts);
    const told = network === undefined ? null : believedKind(network);
    if (used === null || told === null) return 'notApplicable'; // SW001; a word that is not known
    const real = kindOf(used);
    if (told === real) return undefined;

    report({
      message: 'differs',
      target: used.name,
      data: { name: used.name, told: switchWord(told), real: switchWord(real) },
      evidence: [{ fact: 'host.switches', path: `/${used.name}/type`, observed: real, expected: told }],
    });
    return undefined;
  },
});
