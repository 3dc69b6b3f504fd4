import type { Snapshot } from '../contract/snapshot.js';
import type { PacketTrace, TraceEnd, TraceWish } from '../contract/trace.js';
import { CoreFault } from '../engine/coreFault.js';
import type { FactId, FactValues } from '../facts/facts.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { afterStart } from '../model/firewall/afterStart.js';
import { bootBackEnd } from '../model/firewall/bootBackEnd.js';
import { isIpv6, toBigInt } from '../ipv6.js';
import { walkSix, type SixPacket } from '../model/netfilter/sixWalk.js';
import type { Walk } from '../model/netfilter/verdict.js';
import type { World } from '../model/netfilter/world.js';
import { sixFacts, sixWorldOf, worldFacts } from '../model/netfilter/worldOf.js';
import { savedFileFaults } from '../model/firewall/savedFile.js';
import type { NetworkInterface } from '../model/item.js';
import { primary } from '../model/address/vmInterface.js';
import { laterNotes, told, unloadableNotes } from './verdictTold.js';
import { say } from '../texts/say.js';

/** Whether the question is one of IPv6: an end of it is such an address. */
export const asksSix = ({ from, to }: TraceWish): boolean => [from, to].some((name) => isIpv6(withoutZone(name)));

/** `fe80::1%eth0` names the link as well; the rules see the interface. */
const withoutZone = (name: string): string => name.split('%')[0] ?? name;

const valueOf = <K extends FactId>(facts: FactTable, id: K): FactValues[K] | undefined => {
  const state = facts[id];
  return state.ok ? state.value : undefined;
};

interface End {
  readonly end: TraceEnd;
  /** null: any. */
  readonly address: bigint | null;
  /** The VM itself. */
  readonly own: boolean;
}

interface Site {
  readonly facts: FactTable;
  readonly interfaces: readonly NetworkInterface[];
}

const ANY = '::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

const ownSix = ({ interfaces }: Site): readonly string[] =>
  interfaces.flatMap(({ addresses }) =>
    addresses.filter(({ family }) => family === 'inet6').map(({ address }) => address),
  );

const kinds = ['host', 'lan', 'cloud', 'vm'] as const;

const endOf = (site: Site, which: '-From' | '-To', name: string): End => {
  const text = withoutZone(name);
  const address = isIpv6(text) ? toBigInt(text) : null;
  const kind = kinds.find((one) => one === name.toLowerCase());
  if (address !== null) {
    const own = ownSix(site).some((one) => toBigInt(one) === address);
    return { end: { name, kind: own ? 'vm' : 'address', address: text }, address, own };
  }
  if (kind === undefined)
    throw new CoreFault(
      'TraceEndUnknown',
      say(
        '{parameter} {name}: with an IPv6 address at the other end it can be host, lan, cloud, vm or an IPv6 address.',
        {
          parameter: which,
          name,
        },
      ),
      name,
    );
  return { end: { name: kind, kind, address: ANY }, address: null, own: kind === 'vm' };
};

const packetOf = (site: Site, { protocol, port }: TraceWish, from: End, to: End): SixPacket => {
  const card = primary(site.interfaces)?.name ?? null;
  const toItself = from.own && to.own;
  return {
    protocol,
    port: protocol === 'icmp' ? 0 : (port ?? 0),
    source: from.address,
    destination: to.address,
    inInterface: from.own ? null : card,
    outInterface: toItself ? 'lo' : to.own ? null : card,
    sourceText: from.address === null ? from.end.name : from.end.address,
    destinationText: to.address === null ? to.end.name : to.end.address,
  };
};

/** What the next start makes of the packet. */
const laterNotesOf = ({ facts }: Site, world: World, packet: SixPacket, now: Walk): string[] => {
  const [saved, tool] = [valueOf(facts, 'guest.ip6save'), valueOf(facts, 'guest.iptablesVersion')];
  if (saved == null || tool === undefined) return [];
  const [why] = savedFileFaults(saved, bootBackEnd(tool));
  if (why !== undefined) return unloadableNotes({ path: saved.path, why });
  const later = afterStart(world, saved, bootBackEnd(tool));
  return laterNotes(now, later === null ? null : walkSix(later, packet));
};

const notesOf = (site: Site): string[] => [
  say('Of IPv6 the rules and policies of ip6tables are walked; routes, listeners and containers are not.'),
  ...(ownSix(site).some((address) => address !== '::1') ? [] : [say('The VM has no IPv6 address in this snapshot.')]),
];

/**
 * What the rules of ip6tables make of a packet: they decide what they drop, and what they let pass is not followed further.
 * @throws CoreFault TraceEndUnknown, TraceFactMissing, RuleHasNoPlace
 */
export const traceSix = (snapshot: Snapshot, wish: TraceWish): PacketTrace => {
  const facts = readFacts(snapshot);
  const state = facts['guest.interfaces'];
  if (!state.ok)
    throw new CoreFault(
      'TraceFactMissing',
      say('No packet can be walked without {fact}: {reason}', { fact: 'guest.interfaces', reason: state.reason }),
      'guest.interfaces',
    );
  if (wish.withRules.length > 0)
    throw new CoreFault('RuleHasNoPlace', say('Rules of IPv6 are not tried in the model.'), wish.withRules[0] ?? '');
  const site: Site = { facts, interfaces: state.value };
  const [from, to] = [endOf(site, '-From', wish.from), endOf(site, '-To', wish.to)];
  const packet = packetOf(site, wish, from, to);
  const world = sixWorldOf(Object.fromEntries([...worldFacts, ...sixFacts].map((id) => [id, valueOf(facts, id)])));
  const walked = walkSix(world, packet);
  return {
    from: from.end,
    to: to.end,
    protocol: wish.protocol,
    port: wish.protocol === 'icmp' ? null : wish.port,
    ...told(world, walked, () => []),
    notes: [...notesOf(site), ...laterNotesOf(site, world, packet, walked)],
    change: null,
    least: [],
    leastReason: say('Rules are placed for IPv4 only.'),
    device: snapshot.device,
    collectedAt: snapshot.collectedAt,
  };
};
