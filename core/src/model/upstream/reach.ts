import type { NetworkInterface, Reach } from '../item.js';
import { contains, isLoopback, toNumber } from '../../ipv4.js';
import { cardSubnets } from '../address/vmInterface.js';
import { tell, text } from '../../texts/say.js';

/**
 * An address that no machine can have (TEST-NET-1, RFC 5737). The guest tries it too: when it "answers", something on the
 * path answers for everyone, and no other answer proves anything.
 */
export const CONTROL_ADDRESS = '192.0.2.1';

export const fromVm = (reach: readonly Reach[]): readonly Reach[] => reach.filter(({ from }) => from === 'vm');

const words = {
  connected: text('connected'),
  silent: text('silent'),
  refused: text('refused'),
  unreachable: text('unreachable'),
  unresolved: text('unresolved'),
  notTried: text('notTried'),
} as const satisfies Record<Reach['tcp'], string>;

/** How a connection came out, in a word. */
export const outcomeOf = ({ tcp }: Reach): string => tell(words[tcp]);

/** Whether it was tried and nobody took it. */
export const isClosed = ({ tcp }: Reach): boolean => tcp === 'silent' || tcp === 'refused' || tcp === 'unreachable';

/** The attempts at one port of one host, from the VM itself. */
export const attempts = (reach: readonly Reach[], host: string, port: number): readonly Reach[] =>
  fromVm(reach).filter((one) => one.host.toLowerCase() === host.toLowerCase() && one.port === port);

const controlled = (reach: readonly Reach[], as: Reach['tcp']): readonly Reach[] =>
  fromVm(reach).filter(({ host, tcp }) => host === CONTROL_ADDRESS && tcp === as);

/** The control attempts that somebody took. */
export const answersForEveryone = (reach: readonly Reach[]): readonly Reach[] => controlled(reach, 'connected');

/** Those that somebody refused: a firewall that rejects what it lets not through. What it lets through gets to its end all the same. */
export const refusesForEveryone = (reach: readonly Reach[]): readonly Reach[] => controlled(reach, 'refused');

/** Whether these connections are proof: where something answers for everyone, only those over which TLS was tried are: what came of it, TLS002 tells. */
export const isProven = (reach: readonly Reach[], tried: readonly Reach[]): boolean =>
  answersForEveryone(reach).length === 0 || tried.some(({ tcp, tls }) => tcp === 'connected' && tls !== 'notTried');

/** The attempts of the VM's own, past any proxy, at what lies beyond the subnets it is in. */
export const directBeyond = (
  reach: readonly Reach[],
  interfaces: readonly NetworkInterface[],
): readonly (Reach & { readonly address: string })[] => {
  const near = cardSubnets(interfaces);
  const isBeyond = (one: Reach): one is Reach & { readonly address: string } =>
    one.address !== null && !near.some((subnet) => contains(subnet, one.address ?? ''));
  return fromVm(reach)
    .filter(
      ({ via, host, tcp }) =>
        via === 'direct' && host !== CONTROL_ADDRESS && tcp !== 'notTried' && tcp !== 'unresolved',
    )
    .filter(isBeyond);
};

/** Those that somebody answered, and what a proxy let through: its address is the one that was connected to. */
export const answeredBy = (
  reach: readonly Reach[],
  interfaces: readonly NetworkInterface[],
): readonly (Reach & { readonly address: string })[] => [
  ...directBeyond(reach, interfaces).filter(({ tcp }) => tcp === 'connected' || tcp === 'refused'),
  ...fromVm(reach).flatMap((one) =>
    one.via === 'proxy' && one.tcp === 'connected' && one.address !== null ? [{ ...one, address: one.address }] : [],
  ),
];

/**
 * A connection of the VM's own to something beyond the subnets it is in, the proxy included; null where there was none that
 * proves anything.
 */
export const connectedBeyond = (reach: readonly Reach[], interfaces: readonly NetworkInterface[]): Reach | null => {
  if (answersForEveryone(reach).length > 0) return null;
  const near = cardSubnets(interfaces);
  const isBeyond = (address: string): boolean =>
    toNumber(address) !== null && !isLoopback(address) && !near.some((subnet) => contains(subnet, address));
  return fromVm(reach).find(({ tcp, address }) => tcp === 'connected' && address !== null && isBeyond(address)) ?? null;
};
