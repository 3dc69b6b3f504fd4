import type { FactValues, InputValues } from '../../facts/facts.js';
import { configuredAddress } from './configuredAddress.js';
import { primary } from './vmInterface.js';

export const plainMac = (mac: string): string => mac.toLowerCase().replace(/-/g, ':');

/** States in which Windows does not hold an answer. */
const unanswered = ['Unreachable', 'Incomplete'];

export const isNobody = (mac: string): boolean => /^(00:?){6}$/.test(mac);

/** Who answers for an address, and who saw it: the host, or the VM when it asked for its own addresses. */
interface Holder {
  readonly fact: 'host.neighbours' | 'guest.arpProbe';
  readonly address: string;
  readonly mac: string;
}

type Facts = Pick<InputValues, 'host.neighbours'> & {
  readonly 'guest.arpProbe': InputValues['guest.arpProbe'] | undefined;
};

export const holders = (facts: Facts): readonly Holder[] => [
  ...facts['host.neighbours'].flatMap(({ address, mac, state }): Holder[] =>
    mac === null || unanswered.includes(state) ? [] : [{ fact: 'host.neighbours', address, mac: plainMac(mac) }],
  ),
  ...(facts['guest.arpProbe'] ?? []).flatMap(({ address, answeredBy }): Holder[] =>
    answeredBy.map((mac) => ({ fact: 'guest.arpProbe', address, mac: plainMac(mac) })),
  ),
];

/** Addresses that the gateway (IP008) or this Windows (IP015) has as well: who else answers for them is known. */
export const ofOthers = (facts: {
  readonly [K in 'guest.interfaces' | 'guest.networkFiles' | 'host.addresses' | 'host.vmEndpoint']:
    FactValues[K] | undefined;
}): readonly string[] => {
  const configured = configuredAddress(
    facts['host.vmEndpoint'],
    primary(facts['guest.interfaces'] ?? []),
    facts['guest.networkFiles'],
  );
  const gateway = configured?.gateway ?? null;
  return [...(gateway === null ? [] : [gateway]), ...(facts['host.addresses'] ?? []).map(({ address }) => address)];
};
