import type { NetworkLook } from './controlVm.js';
import { say } from '../texts/say.js';
import { serverState } from './dns/dns.js';
import { contains, formatPrefix, isLinkLocal } from '../ipv4.js';
import { isDead, neighbourOf } from './address/neighbours.js';
import { powershell } from './quote.js';
import { answersForEveryone, CONTROL_ADDRESS, fromVm } from './upstream/reach.js';
import { defaultRoutes } from './address/routes.js';
import { mainAddress, primary } from './address/vmInterface.js';

/** What is compared, by the place of its evidence in EFLOW's VM. */
type Place = 'guest.interfaces' | 'guest.neighbours' | 'guest.dnsProbe' | 'guest.reach';

/** One thing that a VM tried, and whether it worked. */
interface Tried {
  readonly place: Place;
  readonly path: string;
  /** In words, for a sentence. */
  readonly what: string;
  /** The same from the Windows host; empty where the host has nothing to try. */
  readonly fromHost: string;
  readonly works: boolean;
}

/** One thing that both VMs tried. */
export interface Compared extends Omit<Tried, 'works'> {
  readonly vm: boolean;
  readonly control: boolean;
}

const ownAddress = ({ interfaces }: NetworkLook) => {
  const card = primary(interfaces ?? []);
  const own = card === null ? null : mainAddress(card);
  return own === null || isLinkLocal(own.address) ? null : own;
};

const address = (look: NetworkLook): Tried[] =>
  look.interfaces === undefined
    ? []
    : [
        {
          place: 'guest.interfaces',
          path: '',
          what: say('getting an address'),
          fromHost: '',
          works: ownAddress(look) !== null,
        },
      ];

const gateway = ({ routes, neighbours }: NetworkLook): Tried[] => {
  const to = defaultRoutes(routes ?? [])[0]?.gateway ?? null;
  const neighbour = to === null ? null : neighbourOf(neighbours ?? [], to);
  if (to === null || neighbour === null) return [];
  const what = say('reaching the gateway {gateway}', { gateway: to });
  const fromHost = `Test-NetConnection -ComputerName ${powershell(to)}`;
  return [{ place: 'guest.neighbours', path: `/${to}`, what, fromHost, works: !isDead(neighbour) }];
};

const servers = ({ dnsProbe = [] }: NetworkLook): Tried[] => {
  const asked = [...new Set(dnsProbe.filter(({ from }) => from === 'vm').map(({ server }) => server))];
  return asked.flatMap((server): Tried[] => {
    const state = serverState(dnsProbe, 'vm', server);
    if (state === 'notAsked' || server === CONTROL_ADDRESS) return [];
    const what = say('asking the DNS server {server}', { server });
    const name = dnsProbe.find((one) => one.server === server)?.name ?? '.';
    const fromHost = `Resolve-DnsName -Name ${powershell(name)} -Server ${powershell(server)}`;
    return [{ place: 'guest.dnsProbe', path: `/${server}`, what, fromHost, works: state === 'answered' }];
  });
};

/** Whether a name resolves is the matter of the servers; where something answers for everyone, an answer proves nothing. */
const ports = ({ reach = [] }: NetworkLook): Tried[] =>
  answersForEveryone(reach).length > 0
    ? []
    : fromVm(reach)
        .filter(
          ({ tcp, via, host }) =>
            !['unresolved', 'notTried'].includes(tcp) && via === 'direct' && host !== CONTROL_ADDRESS,
        )
        .map(({ host, port, tcp, tls }) => ({
          place: 'guest.reach',
          path: `/${host}:${port}`,
          what: say('connecting to {host}:{port}', { host, port }),
          fromHost: `Test-NetConnection -ComputerName ${powershell(host)} -Port ${port}`,
          works: tcp === 'connected' && tls !== 'failed',
        }));

const triedBy = (look: NetworkLook): Tried[] => [address, gateway, servers, ports].flatMap((tried) => tried(look));

/** What both VMs tried, in the order in which one rests on the other. */
export const compare = (vm: NetworkLook, control: NetworkLook): readonly Compared[] => {
  const others = triedBy(control);
  return triedBy(vm).flatMap(({ works, ...one }) => {
    const other = others.find(({ place, path }) => place === one.place && path === one.path);
    return other === undefined ? [] : [{ ...one, vm: works, control: other.works }];
  });
};

/** The subnets of two VMs that are not in the same one; null where they are, or where one has no address to tell by. */
export const apart = (vm: NetworkLook, control: NetworkLook): { vm: string; control: string } | null => {
  const [own, other] = [ownAddress(vm), ownAddress(control)];
  if (own === null || other === null || contains(own.subnet, other.address)) return null;
  return { vm: formatPrefix(own.subnet), control: formatPrefix(other.subnet) };
};
