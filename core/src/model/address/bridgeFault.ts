import type { NetworkInterface } from '../item.js';
import { inGuest, shell } from '../quote.js';
import { say } from '../../texts/say.js';
import type { UsedBridge } from './usedBridges.js';

/** What is wrong with the bridge of a container network, and the command that mends it. */
interface Fault {
  readonly message: 'missing' | 'off' | 'bare';
  /** The address that it lacks. */
  readonly address: string;
  readonly mend: string;
}

/** ifconfig has no index, and leaves out what is switched off: what it does not list may be there all the same. */
const isWholeList = (interfaces: readonly NetworkInterface[]): boolean =>
  interfaces.some(({ index }) => index !== null);

/** null: it is up and has its addresses, or nobody can tell. */
export const bridgeFault = (
  { bridge, addresses }: UsedBridge,
  live: NetworkInterface | undefined,
  interfaces: readonly NetworkInterface[],
): Fault | null => {
  const name = shell(bridge);
  if (live === undefined) return isWholeList(interfaces) ? { message: 'missing', address: '', mend: '' } : null;
  if (!live.up) return { message: 'off', address: '', mend: inGuest(`sudo ip link set dev ${name} up`) };
  const lost = addresses.find(({ address }) => !live.addresses.some((one) => one.address === address));
  if (lost === undefined) return null;
  const { address, prefixLength } = lost;
  return { message: 'bare', address, mend: inGuest(`sudo ip address add ${address}/${prefixLength} dev ${name}`) };
};

/** As ip shows it, in a word. */
export const bridgeTold = (live: NetworkInterface | undefined): string => {
  if (live === undefined) return say('none');
  return [live.up ? 'up' : 'down', ...live.addresses.map(({ address }) => address)].join(' ');
};
