import { createHash } from 'node:crypto';
import type { FirewallWish, PlanStep, RepairPlan } from '../contract/plan.js';
import { GuestOutput, type Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import type { FactValues } from '../facts/facts.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { bootBackEnd } from '../model/bootBackEnd.js';
import { parsePrefix } from '../model/ipv4.js';
import type { Insertion } from '../model/netfilter/insertion.js';
import { whatOpens } from '../model/netfilter/opening.js';
import { placeForAccept, type Placement } from '../model/netfilter/placement.js';
import { describeStep } from '../model/netfilter/step.js';
import type { Walk } from '../model/netfilter/verdict.js';
import type { BackEndName, World } from '../model/netfilter/world.js';
import { worldFacts, worldOf, type WorldFacts } from '../model/netfilter/worldOf.js';
import { mainAddress, primary } from '../model/vmInterface.js';
import { afterStart } from './afterStart.js';
import { basisOf } from './basis.js';
import { opensText } from './opens.js';
import { say } from '../texts/say.js';

export interface PlanOptions {
  /** Do not persist. */
  readonly liveOnly: boolean;
}

/** What the plan is made of: the facts that it cannot do without are there. */
interface Site {
  readonly snapshot: Snapshot;
  readonly wish: FirewallWish;
  readonly id: string;
  readonly address: string | null;
  readonly world: World;
  readonly saved: FactValues['guest.ip4save'];
  readonly boot: BackEndName;
}

/** The same wish is the same repair: so it is never added twice, and its rules can be found again. */
const idOf = ({ protocol, port, source }: FirewallWish): string =>
  createHash('sha256')
    .update(`${protocol} ${port} ${source ?? ''}`)
    .digest('hex')
    .slice(0, 16);

const tagged = (rule: readonly string[], id: string): string[] => {
  const jump = rule.indexOf('-j');
  return [...rule.slice(0, jump), '-m', 'comment', '--comment', `eflownetdiag:${id}`, ...rule.slice(jump)];
};

const basisFor = ({ snapshot }: Site, backEnd: BackEndName): string => {
  const envelope = snapshot.facts[backEnd === 'nft' ? 'guest.iptablesNft' : 'guest.iptablesLegacy'];
  const output = GuestOutput.safeParse(envelope?.status === 'ok' ? envelope.value : null);
  return basisOf(output.success ? output.data.text : '');
};

const draft = ({ snapshot, wish, id }: Pick<Site, 'snapshot' | 'wish' | 'id'>): RepairPlan => ({
  repair: 'allow-inbound-port',
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
});

const name = ({ protocol, port }: FirewallWish): string => `${protocol.toUpperCase()} ${port}`;

const insertStep = (insertion: Insertion, { wish, id }: Site): PlanStep => ({
  kind: 'insertRule',
  backEnd: insertion.backEnd,
  table: 'filter',
  chain: insertion.chain === 'DOCKER-USER' ? 'DOCKER-USER' : 'INPUT',
  position: insertion.position,
  rule: tagged(insertion.rule, id),
  text: say('Accept {port} in {chain} of {backEnd}, before rule {position}.', {
    port: name(wish),
    chain: insertion.chain,
    backEnd: insertion.backEnd,
    position: insertion.position,
  }),
});

const persistStep = (insertion: Insertion, site: Site, path: string): PlanStep => ({
  ...insertStep(insertion, site),
  kind: 'persistRule',
  text: say('Write that rule, and nothing else, into {path}, before line {position} of {chain}.', {
    path,
    position: insertion.position,
    chain: insertion.chain,
  }),
});

/** What is to be written so that the wish holds after the next start too: a step, nothing, or why it cannot be. */
const persistence = (site: Site): PlanStep | null | string => {
  const { world, saved, boot, wish } = site;
  if (saved === null) return say('This VM has no file of saved rules: the rule will be gone after the next start.');
  const next = afterStart(world, saved, boot);
  if (next === null)
    return say('The saved rules in {path} hold no filter table that is understood, so nothing is written there.', {
      path: saved.path,
    });
  const placement = placeForAccept(next, wish);
  if (placement.state === 'open') return null;
  if (placement.state === 'none')
    return say('After the next start it is stopped all the same: {reason}', { reason: placement.reason });
  const [insertion] = placement.insertions;
  return insertion?.chain === 'INPUT' && placement.insertions.length === 1
    ? persistStep(insertion, site, saved.path)
    : say(
        'A rule in a chain of the container engine cannot be saved: that chain does not exist yet when the saved rules are loaded.',
      );
};

const checksOf = ({ address, wish }: Site): RepairPlan['checks'] =>
  address === null || wish.protocol !== 'tcp'
    ? []
    : [
        {
          kind: 'connect',
          from: 'host',
          address,
          port: wish.port,
          protocol: wish.protocol,
          text: say('A new connection from the Windows host to {destination} is accepted or refused, not silent.', {
            destination: `${address}:${wish.port}`,
          }),
        },
      ];

const arrivesInContainer = ({ verdict }: Walk): boolean =>
  verdict.kind === 'accepted' && verdict.arrival.where === 'container';

const planWhenOpen = (site: Site, before: Walk, { liveOnly }: PlanOptions): RepairPlan => {
  const there = {
    ...draft(site),
    state: 'alreadyThere',
    reason: say('{port} is let in already.', { port: name(site.wish) }),
  } as const;
  // The container engine lays its own rules anew at each start: nothing of ours has to be saved for them.
  if (liveOnly || arrivesInContainer(before)) return there;
  const persist = persistence(site);
  if (persist === null) return there;
  if (typeof persist === 'string') return { ...there, reason: `${there.reason} ${persist}` };
  const reason = say('{port} is let in now, but will not be after the next start.', { port: name(site.wish) });
  return {
    ...draft(site),
    state: 'notPersisted',
    reason,
    basis: basisFor(site, persist.backEnd),
    steps: [persist],
    checks: checksOf(site),
  };
};

const planInsertion = (
  site: Site,
  { insertions, inserted, before }: Extract<Placement, { state: 'place' }>,
  { liveOnly }: PlanOptions,
): RepairPlan => {
  const [insertion] = insertions;
  const [made] = inserted;
  if (insertion === undefined || made === undefined || insertions.length > 1) {
    const steps = insertions.map((one) => insertStep(one, site).text).join(' ');
    return {
      ...draft(site),
      reason: say('One rule is not enough, and several are not changed at once: {steps}', { steps }),
    };
  }
  const persist = liveOnly || insertion.chain !== 'INPUT' ? null : persistence(site);
  const live = insertStep(insertion, site);
  const unsaved =
    insertion.chain === 'INPUT' ? null : say('It holds until the next start: DOCKER-USER cannot be saved.');
  return {
    ...draft(site),
    state: 'needed',
    reason: typeof persist === 'string' ? persist : unsaved,
    basis: basisFor(site, insertion.backEnd),
    // The saved line is the live rule, so that both are known as one by their tag.
    steps: typeof persist === 'string' || persist === null ? [live] : [live, { ...persist, rule: live.rule }],
    stillBlockedBy: [],
    opens: opensText(whatOpens(site.world, made), site.wish.source),
    checks: before.verdict.kind === 'depends' ? [] : checksOf(site),
  };
};

const needed = [
  'guest.interfaces',
  'guest.routes',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
  'guest.ip4save',
  'guest.iptablesVersion',
] as const;

const missingReason = (facts: FactTable): string | null => {
  for (const id of needed) {
    const state = facts[id];
    if (!state.ok)
      return say('{fact} is missing: {reason} Nothing is changed on missing evidence.', {
        fact: id,
        reason: state.reason,
      });
  }
  return null;
};

const presentFacts = (facts: FactTable): WorldFacts =>
  Object.fromEntries(worldFacts.map((id) => [id, facts[id].ok ? facts[id].value : undefined]));

const blockers = ({ before }: Extract<Placement, { state: 'none' }>): string[] =>
  (before?.trail ?? []).flatMap((step) =>
    step.kind === 'rule' && (step.did === 'drop' || step.did === 'reject') ? [describeStep(step)] : [],
  );

const plan = (site: Site, options: PlanOptions): RepairPlan => {
  const placement = placeForAccept(site.world, site.wish);
  switch (placement.state) {
    case 'open':
      return planWhenOpen(site, placement.before, options);
    case 'place':
      return planInsertion(site, placement, options);
    case 'none':
      return { ...draft(site), reason: placement.reason, stillBlockedBy: blockers(placement) };
  }
};

/**
 * Plans to let a port of the VM in: the least rule, in the chain and at the place where it takes effect, tagged, once.
 * The packet walk tries it first; what it would open is in the plan. (Guide rows G21 and G22.)
 * @throws CoreFault SourceNotUnderstood
 */
export const planFirewall = (snapshot: Snapshot, wish: FirewallWish, options: PlanOptions): RepairPlan => {
  if (wish.source !== null && parsePrefix(wish.source.includes('/') ? wish.source : `${wish.source}/32`) === null) {
    throw new CoreFault('SourceNotUnderstood', say('The source is no IPv4 address or prefix.'), wish.source);
  }
  const facts = readFacts(snapshot);
  const id = idOf(wish);
  const missing = missingReason(facts);
  const { 'guest.interfaces': interfaces, 'guest.ip4save': saved, 'guest.iptablesVersion': tool } = facts;
  if (missing !== null || !interfaces.ok || !saved.ok || !tool.ok) {
    return { ...draft({ snapshot, wish, id }), reason: missing };
  }
  const card = primary(interfaces.value);
  const site: Site = {
    snapshot,
    wish,
    id,
    address: card === null ? null : (mainAddress(card)?.address ?? null),
    world: worldOf(presentFacts(facts)),
    saved: saved.value,
    boot: bootBackEnd(tool.value),
  };
  return plan(site, options);
};
