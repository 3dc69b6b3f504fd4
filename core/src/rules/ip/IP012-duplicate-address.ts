import { defineRule } from '../../engine/rule.js';
import { cards, ipv4Of } from '../../model/vmInterface.js';
import { say } from '../../texts/say.js';

const plain = (mac: string): string => mac.toLowerCase().replace(/-/g, ':');

/** States in which Windows does not hold an answer. */
const unanswered = ['Unreachable', 'Incomplete'];

export default defineRule({
  id: 'IP012',
  slug: 'duplicate-address',
  title: 'No other machine has the address of the VM',
  severity: 'critical',
  stage: 'address',
  intermittent: true,
  guide: ['G02', 'G05'],
  requires: ['host.neighbours', 'guest.interfaces'],
  messages: {
    duplicate: {
      text: 'Another machine answers for {address}, the address of the VM: its MAC address is {other}, the one of the VM is {own}. Connections break at random.',
      remedy: [
        {
          text: 'Find the machine with the MAC address {other} and give it another address; with DHCP, look for a second server or a fixed address inside its range.',
        },
        {
          text: 'Or give the VM another address: with DHCP it gets a new one at the next start.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
      ],
    },
  },

  check(facts, report) {
    const own = cards(facts['guest.interfaces']);
    const macs = own.flatMap(({ mac }) => (mac === null ? [] : [plain(mac)]));
    const addresses = own.flatMap((card) => ipv4Of(card).map(({ address }) => address));
    if (addresses.length === 0 || macs.length === 0) return 'notApplicable';

    for (const { address, mac, state } of facts['host.neighbours']) {
      const other = mac === null ? null : plain(mac);
      if (!addresses.includes(address) || other === null || /^(00[:-]?){6}$/.test(other)) continue;
      if (unanswered.includes(state) || macs.includes(other)) continue;
      report({
        message: 'duplicate',
        target: address,
        data: { address, other, own: macs.join(', ') },
        evidence: [{ fact: 'host.neighbours', path: `/${address}`, observed: other, expected: macs.join(say(' or ')) }],
      });
    }
    return undefined;
  },
});
