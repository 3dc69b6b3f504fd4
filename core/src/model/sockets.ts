import { isLoopback } from '../ipv4.js';
import { everyAddress, type Listener } from '../parse/guest/listener.js';

type Port = Pick<Listener, 'protocol' | 'port'>;

const WRITTEN_FOR_SIX = '::ffff:';

/** Where a socket of IPv6 is that takes IPv4 at one address. */
export const plainAddress = (address: string): string =>
  address.startsWith(WRITTEN_FOR_SIX) ? address.slice(WRITTEN_FOR_SIX.length) : address;

const heldAt = (listeners: readonly Listener[], { protocol, port }: Port): readonly Listener[] =>
  listeners.filter((one) => one.protocol === protocol && one.port === port);

/** Whether those who listen at the port take connections of their own machine alone: no firewall keeps anybody from them. */
export const isForItself = (listeners: readonly Listener[], port: Port): boolean => {
  const held = heldAt(listeners, port);
  return held.length > 0 && held.every(({ address }) => address === '::1' || isLoopback(plainAddress(address)));
};

/** Whether two sockets of one port keep each other out: at different addresses they do not. */
export const shareAddress = (one: string | null, other: string | null): boolean => {
  const addresses = [one ?? '0.0.0.0', other ?? '0.0.0.0'];
  return one === other || addresses.some((address) => everyAddress.includes(address));
};
