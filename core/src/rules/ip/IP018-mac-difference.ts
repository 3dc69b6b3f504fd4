import { defineRule } from '../../engine/rule.js';
import { cards, primary } from '../../model/address/vmInterface.js';

const ZERO = '00:00:00:00:00:00';

export default defineRule({
  id: 'IP018',
  slug: 'mac-difference',
  title: 'The VM sends with the MAC address that Windows gave its network card',
  severity: 'critical',
  stage: 'link',
  guide: ['G01', 'G07'],
  requires: ['host.vmAddress', 'guest.interfaces'],
  uses: ['host.vmEndpoint'],
  messages: {
    differs: {
      text: 'Windows gave the network card of the VM the MAC address {given}, and {name} of the VM sends with {used}: the virtual switch drops what has another sender, unless MAC spoofing is allowed.',
      remedy: [
        {
          text: 'Find what sets another address (MACAddress= in a .link or .network file, a bridge or bond over the card) and take it out.',
          command: "Invoke-EflowVmCommand 'grep -rl MACAddress= /etc/systemd/network; ip -d link show' -ignoreError",
        },
        {
          text: 'Restart the VM: the card comes up with its own address. Modules stop with it.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
      ],
    },
  },

  check(facts, report) {
    const given = [facts['host.vmAddress'].mac, ...(facts['host.vmEndpoint'] ?? []).map(({ mac }) => mac)].filter(
      (mac) => mac !== null && mac !== ZERO, // IP007
    );
    const card = primary(facts['guest.interfaces']);
    const used = card?.mac ?? null;
    if (given.length === 0 || card === null || used === null || used === ZERO) return 'notApplicable';
    // A VM with several cards may be known by any of them.
    if (cards(facts['guest.interfaces']).some(({ mac }) => given.includes(mac))) return undefined;
    const shown = [...new Set(given)].join(', ');
    report({
      message: 'differs',
      target: card.name,
      data: { given: shown, name: card.name, used },
      evidence: [
        { fact: 'guest.interfaces', path: `/${card.name}/mac`, observed: used, expected: shown },
        { fact: 'host.vmAddress', path: '/mac', observed: facts['host.vmAddress'].mac, expected: used },
      ],
    });
    return undefined;
  },
});
