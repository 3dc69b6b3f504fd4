import { defineRule } from '../../engine/rule.js';
import { boundAdapters, isWireless } from '../../model/host/boundAdapter.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW004',
  slug: 'wireless-adapter',
  title: 'The External switch is bound to a wired adapter',
  severity: 'information',
  stage: 'switch',
  partial: true,
  guide: ['G03', 'Azure/iotedge-eflow#20'],
  requires: ['host.switches', 'host.vmNetwork', 'host.adapters'],
  messages: {
    wireless: {
      text: 'The External switch {name} is bound to the wireless adapter {adapter}: some access points refuse a second machine behind one card, and the VM loses its address when the host changes networks.',
      note: true,
      remedy: [
        {
          text: 'Prefer the Default Switch on machines that move, and a wired adapter where an External switch is needed.',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used?.type !== 'External') return 'notApplicable';
    for (const adapter of boundAdapters(used, facts['host.adapters']).filter(isWireless)) {
      report({
        message: 'wireless',
        target: used.name,
        data: { name: used.name, adapter: adapter.description },
        evidence: [
          {
            fact: 'host.adapters',
            path: `/${adapter.name}`,
            observed: adapter.description,
            expected: say('a wired adapter'),
          },
        ],
      });
    }
    return undefined;
  },
});
