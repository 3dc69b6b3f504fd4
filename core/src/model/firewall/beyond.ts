import type { FactValues } from '../../facts/facts.js';
import { contains, covers, formatPrefix, isHostAddress, isLinkLocal, isPrivate, type Prefix } from '../../ipv4.js';
import { mainAddress, primary } from '../address/vmInterface.js';
import { isShielded, proxiedBy, type PortMapping } from '../host/portMapping.js';
import { worldOf } from '../netfilter/worldOf.js';
import type { Profile } from '../profile.js';
import { judgePorts, type JudgedPort, type PortFacts } from './judgedPort.js';
import { passageFrom, type OfferedPort, type Passage } from './offeredPort.js';

type Facts = PortFacts &
  Parameters<typeof isShielded>[0] &
  Pick<FactValues, 'guest.interfaces'> & { readonly profile?: Pick<Profile, 'internalNetworks'> | undefined };

/** Addresses of documentation (RFC 5737) and of two private ranges: machines that are nobody in particular. */
const STRANGERS = ['203.0.113.7', '198.51.100.7', '10.254.253.252', '172.31.253.252'];

const isPublic = (address: string): boolean => isHostAddress(address) && !isPrivate(address) && !isLinkLocal(address);

interface Inside {
  /** The VM's own address. */
  readonly own: string;
  /** What is told of it: the networks that the owner calls internal, else the address that anybody can send to. */
  readonly told: string;
  readonly networks: readonly Prefix[];
}

/** What is not beyond the internal network; null: the owner does not say, and a private address lies behind somebody else. */
const insideOf = (facts: Facts): Inside | null => {
  const card = primary(facts['guest.interfaces']);
  const own = card === null ? null : mainAddress(card);
  const internal = facts.profile?.internalNetworks ?? [];
  if (own === null || (!isPublic(own.address) && internal.length === 0)) return null;
  const told = internal.length === 0 ? own.address : internal.map(formatPrefix).join(', ');
  return { own: own.address, told, networks: [...internal, own.subnet] };
};

const widest = (networks: readonly Prefix[]): readonly Prefix[] =>
  networks.filter(
    (one, index) =>
      !networks.some((other, at) => at !== index && covers(other, one) && (at < index || !covers(one, other))),
  );

/** Somebody takes it, or nobody knows. */
const mayArrive = (passage: Passage): boolean =>
  passage.kind === 'unknown' || (passage.kind === 'open' && passage.arrival?.kind === 'accepted');

export interface OpenBeyond {
  readonly stranger: string;
  readonly beyond: string;
  /** The networks that are not beyond, none of them within another. */
  readonly inside: readonly string[];
  /** What of Windows hands it on in its own name: then the VM cannot tell who asks. */
  readonly proxy: PortMapping | null;
  /** How the port fares for that stranger, and for the nearest: either may not be known. */
  readonly judged: readonly JudgedPort[];
}

/** A port that machines beyond the internal network may get to; null: they do not, or nothing tells what is beyond. */
export const openBeyond = (facts: Facts, offered: OfferedPort): OpenBeyond | null => {
  const inside = insideOf(facts);
  const stranger = STRANGERS.find((one) => !inside?.networks.some((network) => contains(network, one)));
  if (inside === null || stranger === undefined || isShielded(facts, inside.own, offered)) return null;
  const passage = passageFrom(worldOf(facts), { address: stranger }, offered);
  const near = judgePorts([offered], facts);
  const isKeptOut = near.some((one) => one.passage.kind === 'closed');
  if (passage === null || isKeptOut || !mayArrive(passage)) return null;
  return {
    ...{ stranger, beyond: inside.told, judged: [{ offered, passage }, ...near] },
    inside: widest(inside.networks).map(formatPrefix),
    proxy: proxiedBy(facts, inside.own, offered),
  };
};
