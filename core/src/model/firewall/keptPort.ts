import type { FactValues } from '../../facts/facts.js';
import { afterStart } from './afterStart.js';
import { bootBackEnd } from './bootBackEnd.js';
import type { World } from '../netfilter/world.js';
import { worldOf, type WorldFacts } from '../netfilter/worldOf.js';
import { remembering } from '../../remembering.js';
import { savedFileFaults } from './savedFile.js';
import {
  hostNetworkPorts,
  passageOf,
  publishedPorts,
  staysAtVm,
  type OfferedPort,
  type Passage,
} from './offeredPort.js';

/** How an offered port fares now, and how it will after the next start. */
export interface KeptPort {
  readonly offered: OfferedPort;
  readonly published: boolean;
  readonly now: Passage;
  readonly later: Passage;
}

export interface KeptPorts {
  /** Where the rules are saved. */
  readonly file: string;
  readonly ports: readonly KeptPort[];
}

type Facts = WorldFacts & Pick<FactValues, 'guest.containers' | 'guest.ip4save' | 'guest.iptablesVersion'>;

const compared = (now: World, facts: Facts): KeptPorts | null => {
  const { 'guest.ip4save': saved, 'guest.containers': containers } = facts;
  const boot = bootBackEnd(facts['guest.iptablesVersion']);
  const later = saved === null || savedFileFaults(saved, boot).length > 0 ? null : afterStart(now, saved, boot);
  const offered = [
    ...hostNetworkPorts(containers).map((port) => [port, false] as const),
    ...publishedPorts(containers, facts['guest.interfaces']).map((port) => [port, true] as const),
  ];
  if (saved === null || later === null || offered.length === 0) return null;
  const ports = offered.map(([port, published]) => ({
    offered: port,
    published,
    now: passageOf(now, port, undefined),
    later: passageOf(later, port, undefined),
  }));
  // Without the engine's translation now, it does not show what the engine will make at its next start.
  return { file: saved.path, ports: ports.filter((one) => !one.published || !staysAtVm(one.now)) };
};

const comparisons = remembering<KeptPorts | null>();

/** Live and saved rules compared by what they do to each offered port; null: no file, none that loads, or no such port. */
export const keptPorts = (facts: Facts): KeptPorts | null => {
  const now = worldOf(facts);
  return comparisons(now, [facts['guest.ip4save'], facts['guest.iptablesVersion']], () => compared(now, facts));
};
