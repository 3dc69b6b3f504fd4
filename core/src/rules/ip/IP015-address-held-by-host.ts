import { defineRule } from '../../engine/rule.js';
import { cards, ipv4Of } from '../../model/address/vmInterface.js';
import { besides, deployAgain, fixedSettings } from './fixed.js';
import { askAgain } from './leaseRemedies.js';
import { say } from '../../texts/say.js';

const see = {
  text: 'See what the host has on its adapters.',
  command: 'Get-NetIPAddress -AddressFamily IPv4 | Format-Table -Property IPAddress, PrefixLength, InterfaceAlias',
} as const;
const text = 'The VM has {address}, which {alias} of this Windows has too: whoever asks for it gets one or the other.';

export default defineRule({
  id: 'IP015',
  slug: 'address-held-by-host',
  title: 'The address of the VM is not one of the host',
  severity: 'critical',
  stage: 'address',
  guide: ['G02', 'G05', 'Azure/iotedge-eflow#221'],
  requires: ['guest.interfaces', 'host.addresses'],
  uses: [...besides, 'host.neighbours'],
  messages: {
    held: { text, remedy: [see, { text: 'Give {alias} another address, or the VM.' }, deployAgain] },
    leased: {
      text,
      remedy: [
        see,
        {
          text: 'Give {alias} another address, or have whoever runs the DHCP server take {address} out of its range.',
        },
        askAgain,
      ],
    },
  },

  check(facts, report) {
    const settings = fixedSettings(facts);
    if (settings !== null && settings.address === settings.gateway) return 'notApplicable'; // IP008
    const own = cards(facts['guest.interfaces']).flatMap(ipv4Of);
    if (own.length === 0) return 'notApplicable';
    for (const { address, interfaceAlias } of facts['host.addresses']) {
      const ours = own.find((one) => one.address === address);
      if (ours === undefined) continue;
      const isLeased = ours.dynamic && settings?.address !== address;
      const data = { address, alias: interfaceAlias, deploy: settings?.deploy ?? '' };
      report({
        message: isLeased ? 'leased' : 'held',
        target: address,
        data,
        evidence: [
          {
            fact: 'host.addresses',
            path: `/${interfaceAlias}`,
            observed: address,
            expected: say('another address than the VM has'),
          },
        ],
      });
    }
    return undefined;
  },
});
