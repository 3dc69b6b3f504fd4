import { defineRule } from '../../engine/rule.js';
import type { FactValues, InputValues } from '../../facts/facts.js';
import { configuredAddress } from '../../model/address/configuredAddress.js';
import { cards, ipv4Of, primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const plain = (mac: string): string => mac.toLowerCase().replace(/-/g, ':');

/** States in which Windows does not hold an answer. */
const unanswered = ['Unreachable', 'Incomplete'];

const isNobody = (mac: string): boolean => /^(00:?){6}$/.test(mac);

/** Who answers for an address, and who saw it: the host, or the VM when it asked for its own addresses. */
interface Holder {
  readonly fact: 'host.neighbours' | 'guest.arpProbe';
  readonly address: string;
  readonly mac: string;
}

type Facts = Pick<InputValues, 'host.neighbours'> & {
  readonly 'guest.arpProbe': InputValues['guest.arpProbe'] | undefined;
};

const holders = (facts: Facts): readonly Holder[] => [
  ...facts['host.neighbours'].flatMap(({ address, mac, state }): Holder[] =>
    mac === null || unanswered.includes(state) ? [] : [{ fact: 'host.neighbours', address, mac: plain(mac) }],
  ),
  ...(facts['guest.arpProbe'] ?? []).flatMap(({ address, answeredBy }): Holder[] =>
    answeredBy.map((mac) => ({ fact: 'guest.arpProbe', address, mac: plain(mac) })),
  ),
];

/** What tells whose an address is besides. */
const whose = ['host.addresses', 'host.vmEndpoint', 'guest.networkFiles'] as const;

/** Addresses that the gateway (IP008) or this Windows (IP015) has as well: who else answers for them is known. */
const ofOthers = (facts: {
  readonly [K in 'guest.interfaces' | (typeof whose)[number]]: FactValues[K] | undefined;
}): readonly string[] => {
  const configured = configuredAddress(
    facts['host.vmEndpoint'],
    primary(facts['guest.interfaces'] ?? []),
    facts['guest.networkFiles'],
  );
  const gateway = configured?.gateway ?? null;
  return [...(gateway === null ? [] : [gateway]), ...(facts['host.addresses'] ?? []).map(({ address }) => address)];
};

export default defineRule({
  id: 'IP012',
  slug: 'duplicate-address',
  title: 'No other machine has the address of the VM',
  severity: 'critical',
  stage: 'address',
  intermittent: true,
  guide: ['G02', 'G05'],
  requires: ['host.neighbours', 'guest.interfaces'],
  uses: ['guest.arpProbe', ...whose],
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
    const theirs = ofOthers(facts);
    const addresses = own
      .flatMap((card) => ipv4Of(card).map(({ address }) => address))
      .filter((address) => !theirs.includes(address));
    if (addresses.length === 0 || macs.length === 0) return 'notApplicable';

    const told = new Set<string>();
    for (const { fact, address, mac: other } of holders(facts)) {
      if (!addresses.includes(address) || macs.includes(other) || isNobody(other) || told.has(`${address} ${other}`))
        continue;
      told.add(`${address} ${other}`);
      report({
        message: 'duplicate',
        target: address,
        data: { address, other, own: macs.join(', ') },
        evidence: [{ fact, path: `/${address}`, observed: other, expected: macs.join(say(' or ')) }],
      });
    }
    return undefined;
  },
});
