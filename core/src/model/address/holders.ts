import type { FactValues, InputValues } from '../../facts/facts.js';
import { contains } from '../../ipv4.js';
import type { NetworkInterface } from '../item.js';
import { configuredAddress } from './configuredAddress.js';
import { cardSubnets, primary } from './vmInterface.js';

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
  readonly [K in 'guest.arpProbe' | 'host.vmEndpoint']?: InputValues[K] | undefined;
};

/** That of a card as Windows gave it is no other machine's: where the VM sends with another one (IP018), Windows may still know it. */
const isGiven = (mac: string, facts: Facts): boolean =>
  facts['host.vmEndpoint']?.some((one) => one.mac !== null && plainMac(one.mac) === plainMac(mac)) === true;

export const holders = (facts: Facts): readonly Holder[] => [
  ...facts['host.neighbours'].flatMap(({ address, mac, state }): Holder[] =>
    mac === null || unanswered.includes(state) || isGiven(mac, facts)
      ? []
      : [{ fact: 'host.neighbours', address, mac: plainMac(mac) }],
  ),
  ...(facts['guest.arpProbe'] ?? []).flatMap(({ address, answeredBy }): Holder[] =>
    answeredBy.map((mac) => ({ fact: 'guest.arpProbe', address, mac: plainMac(mac) })),
  ),
];

/** Whether somebody asked for one of these addresses: the host, whose table then has it, or the VM itself. */
export const wereAskedFor = (addresses: readonly string[], facts: Facts): boolean =>
  [...facts['host.neighbours'], ...(facts['guest.arpProbe'] ?? []).filter(({ sent }) => sent > 0)].some(({ address }) =>
    addresses.includes(address),
  );

/** Whether this Windows is on no link of the VM: it asks a router for the VM, and knows no neighbour there. */
export const isHostElsewhere = (
  hostAddresses: FactValues['host.addresses'] | undefined,
  interfaces: readonly NetworkInterface[],
): boolean =>
  hostAddresses !== undefined &&
  hostAddresses.length > 0 &&
  !hostAddresses.some(({ address }) => cardSubnets(interfaces).some((subnet) => contains(subnet, address)));

/** What tells whose an address is besides. */
export const whoseFacts = ['host.addresses', 'host.vmEndpoint', 'guest.networkFiles'] as const;

/** Addresses that the gateway (IP008) or this Windows (IP015) has as well: who else answers for them is known. */
export const ofOthers = (facts: {
  readonly [K in 'guest.interfaces' | (typeof whoseFacts)[number]]: FactValues[K] | undefined;
}): readonly string[] => {
  const configured = configuredAddress(
    facts['host.vmEndpoint'],
    primary(facts['guest.interfaces'] ?? []),
    facts['guest.networkFiles'],
  );
  const gateway = configured?.gateway ?? null;
  return [...(gateway === null ? [] : [gateway]), ...(facts['host.addresses'] ?? []).map(({ address }) => address)];
};
