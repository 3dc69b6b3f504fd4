import { defineRule } from '../../engine/rule.js';
import { holders, isHostElsewhere, isNobody, ofOthers, plainMac, wereAskedFor } from '../../model/address/holders.js';
import { cards, ipv4Of } from '../../model/address/vmInterface.js';
import { besides, deployAgain, fixedSettings } from './fixed.js';
import { say } from '../../texts/say.js';

const text =
  'Another machine answers for {address}, the address of the VM: its MAC address is {other}, the one of the VM is {own}. Connections break at random.';

export default defineRule({
  id: 'IP012',
  slug: 'duplicate-address',
  title: 'No other machine has the address of the VM',
  severity: 'critical',
  stage: 'address',
  intermittent: true,
  guide: ['G02', 'G05'],
  requires: ['host.neighbours', 'guest.interfaces'],
  uses: ['guest.arpProbe', 'host.addresses', ...besides],
  messages: {
    duplicate: {
      text,
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
    fixed: {
      text,
      remedy: [
        {
          text: 'Have the network team find the machine with the MAC address {other} and give it another address; if it got {address} by DHCP, have that taken out of the range.',
        },
        deployAgain,
      ],
    },
  },

  check(facts, report) {
    const own = cards(facts['guest.interfaces']);
    const macs = own.flatMap(({ mac }) => (mac === null ? [] : [plainMac(mac)]));
    const theirs = ofOthers(facts);
    const addresses = own
      .flatMap((card) => ipv4Of(card).map(({ address }) => address))
      .filter((address) => !theirs.includes(address));
    if (addresses.length === 0 || macs.length === 0) return 'notApplicable';

    const settings = fixedSettings(facts, addresses);
    const told = new Set<string>();
    for (const { fact, address, mac: other } of holders(facts)) {
      if (!addresses.includes(address) || macs.includes(other) || isNobody(other) || told.has(`${address} ${other}`))
        continue;
      told.add(`${address} ${other}`);
      const data = { address, other, own: macs.join(', '), deploy: settings?.deploy ?? '' };
      report({
        message: settings?.address === address ? 'fixed' : 'duplicate',
        target: address,
        data,
        evidence: [{ fact, path: `/${address}`, observed: other, expected: macs.join(say(' or ')) }],
      });
    }
    if (told.size > 0 || wereAskedFor(addresses, facts)) return undefined;
    if (isHostElsewhere(facts['host.addresses'], facts['guest.interfaces'])) return 'notApplicable';
    return {
      unknown: say('Nobody asked for {addresses} lately, so it is not known who else has it.', {
        addresses: addresses.join(', '),
      }),
    };
  },
});
