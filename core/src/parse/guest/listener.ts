import { cutAt } from '../text/lines.js';
import { portNumber } from '../text/number.js';

/** Where a socket is that waits at all addresses of the machine; at :: it takes IPv4 as well (bindv6only is off). */
export const everyAddress: readonly string[] = ['0.0.0.0', '::'];

/** A socket that waits: TCP listening, or UDP bound without a peer. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** Perhaps one of everyAddress. */
  readonly address: string;
  readonly port: number;
  /** The program that holds it, where the guest could tell. */
  readonly process: string | null;
}

/** `127.0.0.53%lo:53`, `[::]:22`, `:::22` and `*:443`, as ss and netstat print them. */
export const endpointOf = (text: string): Pick<Listener, 'address' | 'port'> | null => {
  const at = text.lastIndexOf(':');
  const port = portNumber(text.slice(at + 1));
  if (at < 1 || port === null) return null;
  const address = cutAt(text.slice(0, at), '%')[0].replace(/^\[/, '').replace(/\]$/, '');
  return { address: address === '*' ? '::' : address, port };
};
