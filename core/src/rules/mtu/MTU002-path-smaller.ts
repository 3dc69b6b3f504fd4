import { defineRule } from '../../engine/rule.js';
import { inGuest, shell } from '../../model/quote.js';
import { primary } from '../../model/address/vmInterface.js';

export default defineRule({
  id: 'MTU002',
  slug: 'path-smaller',
  title: 'The path carries packets as large as the card of the VM sends',
  severity: 'critical',
  stage: 'mtu',
  guide: ['Azure/iotedge#7151'],
  requires: ['guest.pathMtu', 'guest.interfaces'],
  messages: {
    smaller: {
      text: 'The path to {host} carries packets of {passed} bytes and none of {lost}, but {card} of the VM sends up to {own}: large ones get lost, and TLS hangs where TCP connects.',
      remedy: [
        { text: 'Send smaller ones; it holds until the next start.', command: '{shrink}' },
        {
          text: 'Make it last: MTUBytes={passed} under [Link] in the file of the card in /etc/systemd/network/, and "mtu": {passed} in /etc/docker/daemon.json for containers.',
        },
        {
          text: 'Or ask the network team to let ICMP "fragmentation needed" pass, by which machines learn the size themselves.',
        },
      ],
    },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    const measured = facts['guest.pathMtu'].filter(({ from }) => from === 'vm');
    if (card === null || measured.length === 0) return 'notApplicable'; // asked only where TLS fails
    for (const { host, port, passed, lost, told } of measured) {
      const limit = told ?? passed;
      if (limit === null || limit >= card.mtu || (told === null && lost === null)) continue;
      const smaller = lost ?? card.mtu;
      report({
        message: 'smaller',
        target: `${host}:${port}`,
        data: {
          host,
          passed: limit,
          lost: smaller,
          card: card.name,
          own: card.mtu,
          shrink: inGuest(`sudo ip link set dev ${shell(card.name)} mtu ${limit}`),
        },
        evidence: [
          {
            fact: 'guest.pathMtu',
            path: `/${host}:${port}`,
            observed: { passed, lost, told },
            expected: String(card.mtu),
          },
        ],
      });
      return undefined; // one path is enough to say it
    }
    return undefined;
  },
});
