import type { Flow } from '../../core/src/model/netfilter/flow.js';
import { startFlow } from '../../core/src/model/netfilter/flow.js';
import { follow } from '../../core/src/model/netfilter/follow.js';
import { groundOf } from '../../core/src/model/netfilter/ground.js';
import { explore } from '../../core/src/model/netfilter/oracle.js';
import { only, protocolNumbers, type Packet } from '../../core/src/model/netfilter/packet.js';
import type { Step } from '../../core/src/model/netfilter/step.js';
import type { Decided, Sender } from '../../core/src/model/netfilter/verdict.js';
import type { World } from '../../core/src/model/netfilter/world.js';
import { toNumber } from '../../core/src/ipv4.js';
import { numbers, type Shot } from './bytes.js';

const RST = 4;
/** Echo, timestamp and address mask requests begin something; every other message answers (nf_conntrack_proto_icmp.c). */
const ICMP_REQUESTS = [8, 13, 17];

const stateOf = ({ protocol, flags, icmpType }: Shot): Packet['state'] => {
  const stray =
    (protocol === 'tcp' && (flags & RST) !== 0) || (protocol === 'icmp' && !ICMP_REQUESTS.includes(icmpType));
  return stray ? 'INVALID' : 'NEW';
};

export const packetOf = (shot: Shot): Packet => {
  const hasPorts = shot.protocol === 'tcp' || shot.protocol === 'udp';
  return {
    inInterface: shot.inInterface,
    protocol: only(numbers[shot.protocol]),
    source: only(toNumber(shot.source) ?? 0),
    destination: only(toNumber(shot.destination) ?? 0),
    sourcePort: only(hasPorts ? shot.sourcePort : 0),
    destinationPort: only(hasPorts ? shot.destinationPort : 0),
    icmpType: only(shot.protocol === 'icmp' ? shot.icmpType : 0),
    icmpCode: only(0),
    tcpFlags: shot.protocol === 'tcp' ? shot.flags : 0,
    mark: 0,
    state: stateOf(shot),
    laterFragment: shot.laterFragment === true,
  };
};

/** Where a packet ended: at a socket of the guest, out by an interface, or nowhere. */
export type Fate = 'in' | 'gone' | `out ${string}`;

/** What the model says becomes of a packet, in words that the kernel's doings can be put in too. */
export interface Expectation {
  readonly verdict: Decided;
  readonly fate: Fate;
  /** Addresses and ports where it ended. */
  readonly header: string;
  readonly answer: Sender | 'any';
  /** `nft filter INPUT 3`, `legacy nat PREROUTING policy` ... */
  readonly rules: readonly string[];
  readonly when: readonly string[];
}

const fateOf = (verdict: Decided, flow: Flow): Fate => {
  const through = verdict.kind === 'accepted' || verdict.kind === 'noWayBack' || verdict.kind === 'nobodyListening';
  if (!through) return 'gone';
  return flow.outInterface === null || flow.outInterface === 'lo' ? 'in' : `out ${flow.outInterface}`;
};

/** Where a translated connection would be taken for another one, the kernel gives it another source port. */
const headerOf = ({ now, protocol, destinationTranslated, sourceTranslated }: Flow): string => {
  const hasPorts = protocol.lo === protocolNumbers.tcp || protocol.lo === protocolNumbers.udp;
  const { source, destination, sourcePort, destinationPort } = now;
  const text = `${source.format(source.lo)} > ${destination.format(destination.lo)}`;
  const from = destinationTranslated || sourceTranslated ? 'any' : sourcePort.lo;
  return hasPorts ? `${text} ${from} > ${destinationPort.lo}` : text;
};

const answerOf = (verdict: Decided): Sender | 'any' => {
  // The kernel sends few of these a second to one sender, by a limit that no namespace has for itself (ip_error in net/ipv4/route.c).
  if (verdict.kind === 'noRoute' && verdict.sender === 'unreachable') return 'any';
  if ('sender' in verdict) return verdict.sender;
  if (verdict.kind === 'accepted') return 'any';
  return 'timeOut';
};

const ruleText = (step: Step): string[] =>
  step.kind === 'rule' ? [`${step.backEnd} ${step.table} ${step.chain} ${step.rule?.number ?? 'policy'}`] : [];

const isBeforeDelivery = (step: Step): boolean => step.kind === 'path' || step.hook !== 'INPUT';

/** The model walks a fragment with the others of its packet; here it comes alone, and the kernel waits for them in silence. */
const waiting = (trail: readonly Step[]): Expectation => ({
  verdict: { kind: 'noRoute', why: 'waits for the other fragments', sender: 'timeOut' },
  fate: 'gone',
  header: '',
  answer: 'timeOut',
  rules: trail.flatMap(ruleText),
  when: [],
});

/**
 * Every way that the model allows; one, where it knows. What the guest itself sends comes from a raw socket with a header of its
 * own: the kernel asks for the way by the socket's address, and it has none (raw_sendmsg in net/ipv4/raw.c).
 */
export const predict = (world: World, shot: Shot): Expectation[] => {
  const ground = groundOf(world);
  const packet = packetOf(shot);
  const { ways } = explore((ask) => {
    const flow = { ...startFlow(packet), unaddressed: shot.inInterface === null };
    const trail: Step[] = [];
    return { verdict: follow(ground, flow, ask, trail), flow, trail };
  }, 256);
  if (packet.laterFragment && ground.tracking) return [waiting([])];
  return ways.map(({ value: { verdict, flow, trail }, when }) => {
    if (packet.laterFragment && flow.delivered) return waiting(trail.filter(isBeforeDelivery));
    return {
      verdict,
      fate: fateOf(verdict, flow),
      header: headerOf(flow),
      answer: answerOf(verdict),
      rules: trail.flatMap(ruleText),
      when: when(),
    };
  });
};
