import { defineRule } from '../../engine/rule.js';
import { primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const restart = [
  { text: 'Stop the VM. Modules stop with it.', command: 'Stop-EflowVm' },
  { text: 'Start it: the host attaches its network card anew.', command: 'Start-EflowVm' },
] as const;

export default defineRule({
  id: 'IP005',
  slug: 'card-missing',
  title: 'The VM has a network card that is on and connected',
  severity: 'critical',
  stage: 'link',
  guide: ['G01', 'Azure/iotedge-eflow#10', 'Azure/iotedge-eflow#228'],
  requires: ['guest.interfaces'],
  messages: {
    missing: { text: 'The VM has no network card: it shows {names} only.', remedy: restart },
    off: {
      text: '{names} of the VM is switched off.',
      remedy: [
        {
          text: 'Switch it on; the files of the VM may switch it off again.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'",
        },
        ...restart,
      ],
    },
    unplugged: {
      text: '{names} of the VM has no carrier: it is not connected to a switch.',
      remedy: [
        { text: 'See which switches there are and which one EFLOW names.', command: 'Get-VMSwitch; Get-EflowNetwork' },
        ...restart,
      ],
    },
  },

  check(facts, report) {
    const interfaces = facts['guest.interfaces'];
    const card = primary(interfaces);
    if (card !== null && card.up && card.carrier !== false) return undefined;

    const names = card?.name ?? (interfaces.map(({ name }) => name).join(', ') || say('nothing'));
    report({
      message: card === null ? 'missing' : card.up ? 'unplugged' : 'off',
      target: card?.name ?? 'eth0',
      data: { names },
      evidence: [
        {
          fact: 'guest.interfaces',
          path: card === null ? '' : `/${card.name}`,
          observed: card === null ? names : { up: card.up, carrier: card.carrier },
          expected: say('a network card, up, with a carrier'),
        },
      ],
    });
    return undefined;
  },
});
