import type { NetworkInterface } from '../item.js';
import { isLinkLocal, prefixOf, type Prefix } from '../../ipv4.js';

/** An IPv4 address on an interface, with its subnet. */
export interface OwnAddress {
  readonly address: string;
  readonly prefixLength: number;
  readonly dynamic: boolean;
  readonly subnet: Prefix;
}

/** A plain card has no kind; a guest that is itself a container has one end of a veth pair for a card. */
const CARD_KINDS: readonly (string | null)[] = [null, 'veth'];

/** Made by the container engine or the kernel, not attached to a switch. */
const isVirtual = ({ name, kind }: NetworkInterface): boolean =>
  name === 'lo' || !CARD_KINDS.includes(kind) || /^(docker|br-|veth)/.test(name);

/** What carries a card's addresses: the bridge or bond that the owner put the card into, else the card. */
const carrierOf = (card: NetworkInterface, interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] => {
  if (card.master === null) return [card];
  return card.kind === null ? interfaces.filter(({ name, master }) => name === card.master && master === null) : [];
};

/** The interfaces that stand for a network card of the VM, the primary one first: EFLOW calls it eth0, added ones eth1 and on. */
export const cards = (interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] =>
  [...new Set(interfaces.filter((one) => !isVirtual(one)).flatMap((one) => carrierOf(one, interfaces)))].sort(
    (one, other) =>
      Number(other.name === 'eth0') - Number(one.name === 'eth0') || (one.index ?? 0) - (other.index ?? 0),
  );

/** The interface to the switch that carries the VM's management and way out. */
export const primary = (interfaces: readonly NetworkInterface[]): NetworkInterface | null =>
  cards(interfaces)[0] ?? null;

export const ipv4Of = ({ addresses }: NetworkInterface): readonly OwnAddress[] =>
  addresses.flatMap(({ family, address, prefixLength, dynamic }) => {
    const subnet = family === 'inet' ? prefixOf(address, prefixLength) : null;
    return subnet === null ? [] : [{ address, prefixLength, dynamic, subnet }];
  });

/** The address by which an interface is reached: one that somebody gave it, else one that it gave itself. */
export const mainAddress = (one: NetworkInterface): OwnAddress | null => {
  const own = ipv4Of(one);
  return own.find(({ address }) => !isLinkLocal(address)) ?? own[0] ?? null;
};

/** The subnets that the VM's cards are in. */
export const cardSubnets = (interfaces: readonly NetworkInterface[]): readonly Prefix[] =>
  cards(interfaces).flatMap((one) => ipv4Of(one).map(({ subnet }) => subnet));

/** The VM's address for a sentence to the network team. */
export const addressOf = (interfaces: readonly NetworkInterface[]): string => {
  const card = primary(interfaces);
  return (card === null ? null : mainAddress(card)?.address) ?? 'the VM';
};

/** The card by which the VM sends and is reached; EFLOW's own name where none is seen. */
export const cardName = (interfaces: readonly NetworkInterface[]): string => primary(interfaces)?.name ?? 'eth0';
