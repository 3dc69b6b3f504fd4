import type { FactValues } from '../../facts/facts.js';
import { isLoopback } from '../../ipv4.js';
import type { World } from '../netfilter/world.js';
import { worldOf, type WorldFacts } from '../netfilter/worldOf.js';
import type { Profile } from '../profile.js';
import { HTTPS, protocolOf } from '../upstream/endpoints.js';
import { protocols } from '../upstream/protocols.js';
import { directBeyond } from '../upstream/reach.js';
import { wayOutOfVm, type Flow, type WayOut } from './outbound.js';

export type FlowFacts = WorldFacts &
  Pick<FactValues, 'guest.interfaces' | 'guest.upstream'> & { readonly profile?: Profile | undefined } & {
    readonly [K in 'guest.reach' | 'guest.dnsProbe']?: FactValues[K] | undefined;
  };

/** Something that the VM has to send, and what becomes of it. */
export interface JudgedFlow {
  readonly flow: Flow;
  readonly what: string;
  readonly way: WayOut;
  /** Whether one of the VM's own tries at it failed; null: it tried none. */
  readonly failed: boolean | null;
}

/** Containers and the host's addresses do not matter for what the VM itself sends. */
export const sendingWorld = (facts: WorldFacts): World =>
  worldOf({
    'guest.interfaces': facts['guest.interfaces'],
    'guest.routes': facts['guest.routes'],
    'guest.policyRules': facts['guest.policyRules'],
    'guest.kernelSettings': facts['guest.kernelSettings'],
    'guest.listeners': facts['guest.listeners'],
    'guest.iptablesNft': facts['guest.iptablesNft'],
    'guest.iptablesLegacy': facts['guest.iptablesLegacy'],
    'guest.nftTables': facts['guest.nftTables'],
    'guest.trafficControl': facts['guest.trafficControl'],
  });

interface Attempt {
  readonly address: string;
  readonly worked: boolean;
}

/** What the VM itself tried of such a connection, past any proxy. */
const attemptsAt = (facts: FlowFacts, { protocol, port }: Flow): readonly Attempt[] => {
  if (protocol === 'udp')
    return (facts['guest.dnsProbe'] ?? [])
      .filter(({ from, transport, server }) => from === 'vm' && transport === 'udp' && !isLoopback(server))
      .map(({ server, state }) => ({ address: server, worked: state === 'answered' }));
  return directBeyond(facts['guest.reach'] ?? [], facts['guest.interfaces'])
    .filter((one) => one.port === port)
    .map(({ address, tcp }) => ({ address, worked: tcp === 'connected' }));
};

const judgedFlow = (world: World, facts: FlowFacts, flow: Flow, what: string): JudgedFlow => {
  const attempts = attemptsAt(facts, flow);
  const addresses = [...new Set(attempts.map(({ address }) => address))];
  return {
    flow,
    what,
    way: wayOutOfVm(world, facts['guest.interfaces'], flow, addresses),
    failed: attempts.length === 0 ? null : attempts.some(({ worked }) => !worked),
  };
};

/** What every device has to send, and what the VM's own rules make of it. */
export const requiredFlows = (facts: FlowFacts): readonly JudgedFlow[] => {
  const { port, says } = protocols[protocolOf(facts['guest.upstream'], facts.profile)];
  const flows: (readonly [Flow, string])[] = [
    [{ protocol: 'udp', port: 53 }, 'DNS'],
    [{ protocol: 'tcp', port: HTTPS }, 'HTTPS'],
  ];
  if (port !== HTTPS) flows.push([{ protocol: 'tcp', port }, says]);
  const world = sendingWorld(facts);
  return flows.map(([flow, what]) => judgedFlow(world, facts, flow, what));
};

/** Without these no name resolves: they are told apart from the ports of the services. */
export const isDns = ({ protocol, port }: Flow): boolean => protocol === 'udp' && port === 53;

/** Led elsewhere, and not on purpose: what is taken to a proxy that works is well. */
export const isAstray = ({ way, failed }: JudgedFlow): boolean =>
  way.kind === 'diverted' && (failed === true || (failed === null && !way.arrives));

/** Where every connection is led astray it is one fault, NF005's: nothing gets out at all. */
export const allAstray = (judged: readonly JudgedFlow[]): boolean =>
  judged.filter(({ flow }) => !isDns(flow)).every(isAstray);

/** Nothing to judge: no address or no route, or all is closed. */
export const nothingSent = (judged: readonly JudgedFlow[]): boolean =>
  judged.every(({ way }) => way.kind === 'none') || judged.every(({ way }) => way.kind === 'closed');
