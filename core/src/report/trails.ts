import type { Snapshot } from '../contract/snapshot.js';
import type { PacketTrace, TraceWish } from '../contract/trace.js';
import { CoreFault } from '../engine/coreFault.js';
import type { FactTable } from '../facts/readFacts.js';
import { publishedPorts } from '../model/firewall/offeredPort.js';
import { protocolOf } from '../model/upstream/endpoints.js';
import { protocols } from '../model/upstream/protocols.js';
import { trace } from '../trace/trace.js';

/** A report tells the ways of what the device offers and needs, and of no more than can be read. */
const MOST = 8;

/** A port that is published on several addresses is asked for once. */
const inbound = (facts: FactTable): TraceWish[] => {
  const containers = facts['guest.containers'];
  const ports = publishedPorts(containers.ok ? containers.value : []);
  const once = new Map(ports.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocol }]));
  return [...once.values()].map((one) => ({ ...one, from: 'lan', to: 'vm', withRules: [] }));
};

const outbound = (facts: FactTable): TraceWish[] => {
  const upstream = facts['guest.upstream'];
  if (!upstream.ok) return [];
  const { port } = protocols[protocolOf(upstream.value)];
  return [{ from: 'vm', to: 'hub', protocol: 'tcp', port, withRules: [] }];
};

/** A way that the snapshot does not show is not told; which facts are missing is said by the findings. */
const told = (snapshot: Snapshot, wish: TraceWish): PacketTrace[] => {
  try {
    return [trace(snapshot, wish)];
  } catch (error) {
    if (error instanceof CoreFault) return [];
    throw error;
  }
};

/** The ways of packets through the VM: to each port that it offers, and to the hub. */
export const trailsOf = (snapshot: Snapshot, facts: FactTable): PacketTrace[] =>
  [...outbound(facts), ...inbound(facts)].slice(0, MOST).flatMap((wish) => told(snapshot, wish));
