import { createHash } from 'node:crypto';
import type { FirewallWish, RepairPlan } from '../contract/plan.js';
import { GuestOutput, type Snapshot } from '../contract/snapshot.js';
import type { FactId, FactValues } from '../facts/facts.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { bootBackEnd } from '../model/firewall/bootBackEnd.js';
import type { BackEndName, World } from '../model/netfilter/world.js';
import { worldFacts, worldOf, type WorldFacts } from '../model/netfilter/worldOf.js';
import { mainAddress, primary } from '../model/address/vmInterface.js';
import { say } from '../texts/say.js';
import { basisOf } from './basis.js';
import { missingReason } from './missingReason.js';
import { sessionsPerMinute } from './sessionLimit.js';

/** What a plan is made of: the facts that it cannot do without are there. */
export interface Site {
  readonly snapshot: Snapshot;
  readonly facts: FactTable;
  readonly wish: FirewallWish;
  readonly id: string;
  /** Of the VM, on its primary card. */
  readonly address: string | null;
  readonly world: World;
  readonly saved: FactValues['guest.ip4save'];
  readonly boot: BackEndName;
}

/** The same wish is the same repair: so it is never added twice, and its rules can be found again. */
const idOf = (wish: FirewallWish): string => {
  const { protocol, port, lastPort, source, interface: by, states, target } = wish;
  // What was not asked for adds nothing: the rules of earlier versions keep their mark.
  const more = [lastPort, by, states, target === 'ACCEPT' ? undefined : target].filter((one) => one !== undefined);
  const text = [`${protocol} ${port ?? ''} ${source ?? ''}`, ...more.map(String)].join(' ');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
};

const textOf = ({ facts }: Snapshot, id: FactId): string => {
  const envelope = Object.hasOwn(facts, id) ? facts[id] : undefined;
  const output = GuestOutput.safeParse(envelope?.status === 'ok' ? envelope.value : null);
  return output.success ? output.data.text : '';
};

export const basisFor = ({ snapshot, saved }: Pick<Site, 'snapshot' | 'saved'>): string =>
  basisOf({
    nft: textOf(snapshot, 'guest.iptablesNft'),
    legacy: textOf(snapshot, 'guest.iptablesLegacy'),
    saved: saved?.text ?? '',
  });

const kindOf = ({ remove, target }: FirewallWish): RepairPlan['repair'] => {
  if (remove === true) return 'remove-rule';
  return target === undefined || target === 'ACCEPT' ? 'allow-inbound-port' : 'close-inbound-port';
};

export const draft = ({ snapshot, wish, id, facts }: Pick<Site, 'snapshot' | 'wish' | 'id' | 'facts'>): RepairPlan => ({
  repair: kindOf(wish),
  id,
  device: snapshot.device,
  collectedAt: snapshot.collectedAt,
  state: 'refused',
  reason: null,
  wish,
  basis: '',
  steps: [],
  stillBlockedBy: [],
  opens: [],
  checks: [],
  sessionsPerMinute: sessionsPerMinute(facts),
});

export const refused = (site: Pick<Site, 'snapshot' | 'wish' | 'id' | 'facts'>, reason: string): RepairPlan => ({
  ...draft(site),
  reason,
});

const needed = [
  'guest.interfaces',
  'guest.routes',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
  'guest.ip4save',
  'guest.iptablesVersion',
] as const;

const presentFacts = (facts: FactTable): WorldFacts =>
  Object.fromEntries(worldFacts.map((id) => [id, facts[id].ok ? facts[id].value : undefined]));

/** The site, or the plan that is refused because a fact is missing. */
export const siteOf = (snapshot: Snapshot, wish: FirewallWish): Site | RepairPlan => {
  const facts = readFacts(snapshot);
  const id = idOf(wish);
  const { 'guest.interfaces': interfaces, 'guest.ip4save': saved, 'guest.iptablesVersion': tool } = facts;
  const missing = missingReason(facts, needed);
  if (missing !== null || !interfaces.ok || !saved.ok || !tool.ok)
    return { ...draft({ snapshot, wish, id, facts }), reason: missing };
  const card = primary(interfaces.value);
  const address = card === null ? null : (mainAddress(card)?.address ?? null);
  const world = worldOf(presentFacts(facts));
  return { snapshot, facts, wish, id, address, world, saved: saved.value, boot: bootBackEnd(tool.value) };
};

export const isPlan = (one: Site | RepairPlan): one is RepairPlan => 'steps' in one;

const ports = ({ port, lastPort }: FirewallWish): string =>
  lastPort === undefined || lastPort === port ? String(port ?? '') : `${port ?? ''}-${lastPort}`;

/** `TCP 8883`, `UDP 5000-5010`, `ping` */
export const nameOf = (wish: FirewallWish): string =>
  wish.protocol === 'icmp' ? say('ping') : `${wish.protocol.toUpperCase()} ${ports(wish)}`.trimEnd();
