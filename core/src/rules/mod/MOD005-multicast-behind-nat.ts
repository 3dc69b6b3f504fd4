import { defineRule } from '../../engine/rule.js';
import { kindOf } from '../../model/host/switchKind.js';
import { switchWord } from '../../model/host/supportMatrix.js';
import { usedSwitch } from '../sw/common.js';

export default defineRule({
  id: 'MOD005',
  slug: 'multicast-behind-nat',
  title: 'Modules that discover devices are on the network of the devices',
  severity: 'information',
  stage: 'application',
  partial: true,
  guide: ['G25'],
  requires: ['guest.containers', 'host.switches', 'host.vmNetwork'],
  messages: {
    behind: {
      text: 'The modules {modules} use UDP on the host network, as discovery by multicast does, but the VM is on {switch}: multicast and broadcast of the plant do not get there.',
      note: true,
      remedy: [{ text: 'For discovery deploy the VM on an External switch.' }],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const modules = facts['guest.containers']
      .filter(
        ({ running, networkMode, exposed }) =>
          running && networkMode === 'host' && exposed.some(({ protocol }) => protocol === 'udp'),
      )
      .map(({ name }) => name);
    if (used === null || modules.length === 0) return 'notApplicable';
    const kind = kindOf(used);
    if (kind === 'external') return undefined;
    report({
      message: 'behind',
      target: modules.join(', '),
      data: { modules: modules.join(', '), switch: switchWord(kind) },
      evidence: [{ fact: 'host.switches', path: `/${used.name}`, observed: kind, expected: 'external' }],
    });
    return undefined;
  },
});
