import { defineRule } from '../../engine/rule.js';
import { isDefaultSwitch } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';

export default defineRule({
  id: 'SW011',
  slug: 'false-default-switch',
  title: 'A switch named "Default Switch" is the Default Switch',
  severity: 'warning',
  stage: 'switch',
  partial: true,
  guide: ['G04', 'Azure/iotedge-eflow#210', 'Azure/iotedge-eflow#75'],
  requires: ['host.switches', 'host.vmNetwork'],
  messages: {
    false: {
      text: 'The switch {name} was made by hand: it is an {type} switch without the DHCP, DNS and NAT of the real Default Switch.',
      remedy: [
        {
          text: 'Give it another name, and set up address, NAT and DHCP as for every Internal switch; or use an External switch.',
          command: 'Get-VMSwitch | Format-List -Property Name, Id, SwitchType',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used?.name.toLowerCase() !== 'default switch') return 'notApplicable';
    if (isDefaultSwitch(used)) return undefined;
    report({
      message: 'false',
      target: used.name,
      data: { name: used.name, type: used.type },
      evidence: [
        {
          fact: 'host.switches',
          path: `/${used.name}/id`,
          observed: used.id,
          expected: 'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444',
        },
      ],
    });
    return undefined;
  },
});
