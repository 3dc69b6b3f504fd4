import type { FactValues } from '../../facts/facts.js';
import type { NameLookup, Reach } from '../item.js';
import type { Profile } from '../profile.js';
import { leadsElsewhere } from '../dns/layers.js';
import { lookupOf } from '../dns/requiredNames.js';
import { HTTPS, protocolOf, upstreamHost } from './endpoints.js';
import { protocols } from './protocols.js';
import { passes } from './proxyWays.js';
import { CONTROL_ADDRESS, fromVm, isClosed, outcomeOf } from './reach.js';

const isConnected = ({ tcp }: Reach): boolean => tcp === 'connected';

const targetOf = ({ host, port }: Reach): string => `${host.toLowerCase()}:${port}`;

const openToVm = (reach: readonly Reach[]): readonly Reach[] =>
  fromVm(reach).filter((one) => isConnected(one) && one.via === 'direct' && one.host !== CONTROL_ADDRESS);

const isLedAstray = (lookups: readonly NameLookup[], reach: readonly Reach[], { from, host }: Reach): boolean => {
  const [vm, here] = [lookupOf(lookups, 'vm', host), lookupOf(lookups, from, host)];
  return vm?.state === 'resolved' && here?.state === 'resolved' && leadsElsewhere(vm, here, reach);
};

/**
 * What container networks do not reach and the VM does, by network, where a network reaches nothing: one that gets through shows
 * that containers are forwarded, and one whose name leads elsewhere there shows nothing of it.
 */
export const closedInside = (
  reach: readonly Reach[],
  lookups: readonly NameLookup[],
): ReadonlyMap<Reach['from'], readonly Reach[]> => {
  const open = new Set(openToVm(reach).map(targetOf));
  const inside = reach.filter((one) => one.from !== 'vm' && open.has(targetOf(one)));
  const networks = [...new Set(inside.map(({ from }) => from))].map((from): [Reach['from'], readonly Reach[]] => {
    const own = inside.filter((one) => one.from === from);
    const closed = own.filter((one) => isClosed(one) && !isLedAstray(lookups, reach, one));
    return [from, own.some(isConnected) ? [] : closed];
  });
  return new Map(networks.filter(([, closed]) => closed.length > 0));
};

/** Where the device reports to, closed to container networks alone. */
interface ClosedHost {
  readonly host: string;
  readonly port: number;
  readonly tried: readonly [Reach, ...Reach[]];
  /** The addresses that the VM and the networks were led to. */
  readonly vm: string;
  readonly here: string;
  readonly how: string;
}

const addressesOf = (tried: readonly Reach[]): string =>
  [...new Set(tried.map(({ address, host }) => address ?? host))].join(', ');

/** By the proxy, or by port 443 where no protocol is set: IoT Edge takes the other way by itself. */
const hasOtherWay = (own: readonly Reach[], reach: readonly Reach[], host: string, isChosen: boolean): boolean =>
  fromVm(reach).some((one) => one.via === 'proxy' && one.host.toLowerCase() === host && passes(one)) ||
  (!isChosen && own.some((one) => one.port === HTTPS && one.host.toLowerCase() === host && isConnected(one)));

/** The hub or the parent on the port of the protocol, where the VM reaches it and some of these attempts of networks do not. */
export const hostClosedInside = (
  reach: readonly Reach[],
  inside: readonly Reach[],
  upstream: FactValues['guest.upstream'] | undefined,
  profile: Profile | undefined,
): ClosedHost | null => {
  const host = upstream === undefined ? null : upstreamHost(upstream)?.toLowerCase();
  if (upstream === undefined || host === null || host === undefined) return null;
  const { port } = protocols[protocolOf(upstream, profile)];
  const isIt = (one: Reach): boolean => targetOf(one) === `${host}:${port}`;
  const open = openToVm(reach).filter(isIt);
  const isChosen = upstream.protocol !== null || profile?.protocol != null;
  const [first, ...rest] = inside.filter(isIt).filter((one) => {
    const own = inside.filter(({ from }) => from === one.from);
    return (
      isClosed(one) && !own.some((two) => isIt(two) && isConnected(two)) && !hasOtherWay(own, reach, host, isChosen)
    );
  });
  if (open.length === 0 || first === undefined) return null;
  const tried = [first, ...rest] as const;
  return { host, port, tried: [...tried], vm: addressesOf(open), here: addressesOf(tried), how: outcomeOf(first) };
};
