import { defineRule } from '../../engine/rule.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const plain = (id: string): string => id.toLowerCase().replace(/[{}]/g, '');

export default defineRule({
  id: 'SW018',
  slug: 'switch-extension-filters',
  title: 'Nothing but Windows filters inside the virtual switch',
  severity: 'information',
  stage: 'switch',
  partial: true,
  guide: ['G28'],
  requires: ['host.switches', 'host.vmNetwork', 'host.switchExtensions'],
  messages: {
    foreign: {
      text: 'Inside the switch {name} works {extensions}, which is not of Windows: it may drop frames of the VM, and no rule of a firewall shows that.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null) return 'notApplicable';
    const foreign = facts['host.switchExtensions'].filter(
      ({ switchId, enabled, running, name }) =>
        enabled && running && plain(switchId) === plain(used.id) && !/^microsoft /i.test(name),
    );
    if (foreign.length === 0) return undefined;
    const extensions = foreign.map(({ name }) => name).join(', ');
    report({
      message: 'foreign',
      target: used.name,
      data: { name: used.name, extensions },
      evidence: [
        { fact: 'host.switchExtensions', path: '', observed: extensions, expected: say('those of Microsoft') },
      ],
    });
    return undefined;
  },
});
