import type { Finding } from '../contract/finding.js';
import type { FactTable } from '../facts/readFacts.js';
import type { Reach } from '../model/item.js';
import { requiredNames } from '../model/dns/requiredNames.js';
import { passes } from '../model/upstream/proxyWays.js';
import { connectedBeyond, fromVm } from '../model/upstream/reach.js';
import { say } from '../texts/say.js';
import { restsOn, type Stage } from './graph.js';
import type { Placed } from './placed.js';

/** What was seen to work, and the stage that it proves. */
interface Proof {
  readonly stage: Stage;
  readonly seen: string;
}

/** Through a proxy it is the proxy that was reached. */
const destinationOf = ({ host, port, address, via }: Reach): string =>
  via === 'proxy' ? say('its proxy {address}', { address: address ?? '' }) : `${host}:${port}`;

/** A proxy asks its own servers for the names: where it leads to all that is needed, the VM needs none. */
const namesByProxy = (facts: FactTable): readonly Proof[] => {
  const reach = facts['guest.reach'];
  const upstream = facts['guest.upstream'];
  if (!reach.ok || !upstream.ok) return [];
  const led = fromVm(reach.value)
    .filter((one) => one.via === 'proxy' && passes(one))
    .map(({ host }) => host.toLowerCase());
  const names = requiredNames(upstream.value);
  if (names.length === 0 || !names.every((name) => led.includes(name))) return [];
  return [{ stage: 'names', seen: say('the VM reaches all that it needs through its proxy') }];
};

/** A connection that left the VM's own subnet and came back went through everything that egress rests on. */
const egress = (facts: FactTable): readonly Proof[] => {
  const reach = facts['guest.reach'];
  const interfaces = facts['guest.interfaces'];
  if (!reach.ok || !interfaces.ok) return [];
  const connected = connectedBeyond(reach.value, interfaces.value);
  if (connected === null) return [];
  return [
    { stage: 'egress', seen: say('the VM connected to {destination}', { destination: destinationOf(connected) }) },
  ];
};

const withdrawn = (finding: Finding, { seen }: Proof): Finding => ({
  ...finding,
  outcome: 'pass',
  severity: 'information',
  message: say('{message} It does no harm now: {seen}.', { message: finding.message, seen }),
  remedy: [],
  repair: null,
});

const proofs = (facts: FactTable): readonly Proof[] => [...egress(facts), ...namesByProxy(facts)];

/**
 * A cause whose consequence is seen to be well is none: the hub answers, so a gateway that ignores us is no fault.
 * Findings about a part (one of two servers), and those that come and go, stand: what works now proves nothing about them.
 */
export const refute = (placed: readonly Placed[], facts: FactTable): Placed[] => {
  const seen = proofs(facts);
  return placed.map((item) => {
    if (item.finding.outcome !== 'fail' || !item.refutable) return item;
    const proof = seen.find(({ stage }) => stage === item.stage || restsOn(stage).has(item.stage));
    return proof === undefined ? item : { ...item, finding: withdrawn(item.finding, proof) };
  });
};
