import { normalMac } from '../text/mac.js';

export interface InterfaceAddress {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefixLength: number;
  /** host, link, global; null where the tool does not say. */
  readonly scope: string | null;
  /** Has a lifetime: given by DHCP or by a router. False where the tool does not say. */
  readonly dynamic: boolean;
}

/** A network interface of the guest. */
export interface NetworkInterface {
  readonly name: string;
  /** Null where the tool does not say (ifconfig). */
  readonly index: number | null;
  /** Switched on by the administrator. */
  readonly up: boolean;
  /** The link is there; null while the interface is off: then nobody knows. */
  readonly carrier: boolean | null;
  readonly mtu: number;
  readonly mac: string | null;
  /** bridge, veth, ...; null for a plain card, and where the tool does not say. */
  readonly kind: string | null;
  readonly master: string | null;
  /** For a port of a bridge: whether a frame may go back where it came from. Left out where the tool does not say. */
  readonly hairpin?: boolean;
  /** The other end of the pair is in another network namespace. */
  readonly peerNamespace: boolean;
  readonly addresses: readonly InterfaceAddress[];
}

/** What the flags of an interface say, in the words that both `ip` and `ifconfig` use. */
export const linkState = (
  flags: readonly string[],
  carrierFlag: 'LOWER_UP' | 'RUNNING',
): Pick<NetworkInterface, 'up' | 'carrier'> => {
  const up = flags.includes('UP');
  return { up, carrier: up ? flags.includes(carrierFlag) : null };
};

const NO_MAC = '00:00:00:00:00:00';

/** The loopback's zeros are no address; a card's zeros are, and a fault. Tunnels have an IP address in its place. */
export const macOf = (text: string | null, flags: readonly string[]): string | null => {
  const mac = normalMac(text);
  return mac === NO_MAC && flags.includes('LOOPBACK') ? null : mac;
};
