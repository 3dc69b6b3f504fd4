import type { FactValues } from '../../facts/facts.js';
import { toDotted, toNumber } from '../../ipv4.js';
import type { Unreached } from '../address/strayRoute.js';
import { ipv4Of, mainAddress, primary } from '../address/vmInterface.js';
import type { NetworkInterface } from '../item.js';
import { startFlow } from '../netfilter/flow.js';
import { follow } from '../netfilter/follow.js';
import { groundOf } from '../netfilter/ground.js';
import { explore } from '../netfilter/oracle.js';
import { newConnection, only, protocolNumbers } from '../netfilter/packet.js';
import { ruleSteps, type RuleStep, type Step } from '../netfilter/step.js';
import type { Walk } from '../netfilter/verdict.js';
import { decidedBy, WAYS } from '../netfilter/walk.js';
import type { World } from '../netfilter/world.js';
import { answeredBy } from '../upstream/reach.js';
import type { Flow } from './outbound.js';
import { routedOut } from './routedOut.js';

/** A rule by which the VM sends from an address that is none of its own. */
interface Disguise {
  readonly by: RuleStep;
  readonly from: string;
}

/** How one walk ended; null: it left with an address of the VM's, or not at all. */
const disguiseIn = (
  interfaces: readonly NetworkInterface[],
  { trail, end }: Pick<Walk, 'trail' | 'end'>,
): Disguise | null => {
  const by = ruleSteps(trail).find(({ hook, did }) => hook === 'POSTROUTING' && did === 'translate');
  const { lo, hi } = end.now.source;
  const isOwn = interfaces.some((one) => ipv4Of(one).some(({ address }) => address === toDotted(lo)));
  return by === undefined || lo !== hi || isOwn ? null : { by, from: toDotted(lo) };
};

const placeOf = ({ by: { backEnd, table, chain, rule } }: Disguise): string =>
  [backEnd, table, chain, rule?.number ?? 'policy'].join(' ');

/** As `disguiseIn`, of what the VM sends there; what decides, where that is not known. */
const disguise = (
  world: World,
  interfaces: readonly NetworkInterface[],
  { protocol, port }: Flow,
  address: string,
): Disguise | { readonly on: readonly string[] } | null => {
  const card = primary(interfaces);
  const from = toNumber((card === null ? null : mainAddress(card)?.address) ?? '');
  const to = toNumber(address);
  if (from === null || to === null) return null;
  const packet = newConnection({ protocol, from: only(from), to: only(to), port: only(port), inInterface: null });
  const ground = groundOf(routedOut(world));
  const { ways, complete } = explore((ask) => {
    const trail: Step[] = [];
    const end = startFlow(packet);
    follow(ground, end, ask, trail);
    return disguiseIn(interfaces, { trail, end });
  }, WAYS);
  const [first = null, ...others] = ways.map(({ value }) => value);
  const isSure = complete && others.every((one) => (one && placeOf(one)) === (first && placeOf(first)));
  return isSure ? first : { on: decidedBy(ways.map(({ when }) => ({ when: when() }))) };
};

/** What answered, in the form of what did not. */
const answeredFlows = (
  facts: Pick<FactValues, 'guest.reach' | 'guest.dnsProbe' | 'guest.interfaces'>,
): readonly (Flow & { readonly address: string })[] => [
  ...answeredBy(facts['guest.reach'], facts['guest.interfaces']).map(({ address, port }) => ({
    protocol: 'tcp' as const,
    port,
    address,
  })),
  ...facts['guest.dnsProbe']
    .filter(({ from, state, transport }) => from === 'vm' && state === 'answered' && transport === 'udp')
    .map(({ server }) => ({ protocol: 'udp' as const, port: 53, address: server })),
];

type Lost = Disguise & { readonly names: readonly string[] };

/**
 * What was lost to each such rule, and what decides where that is not known. Where anything comes back by a rule, somebody beyond the
 * VM knows that address, and it is well.
 */
export const lostTo = (
  world: World,
  facts: Pick<FactValues, 'guest.reach' | 'guest.dnsProbe' | 'guest.interfaces'>,
  needed: readonly Unreached[],
): { readonly rules: readonly Lost[]; readonly open: readonly string[] } => {
  const interfaces = facts['guest.interfaces'];
  const found = new Map<string, Lost>();
  const open: string[] = [];
  for (const { name, address, asked } of needed) {
    const protocol = asked.protocol === protocolNumbers.udp ? 'udp' : 'tcp';
    const one = disguise(world, interfaces, { protocol, port: asked.destinationPort ?? 0 }, address);
    if (one === null) continue;
    if ('on' in one) for (const why of one.on) open.push(why);
    else found.set(placeOf(one), { ...one, names: [...new Set([...(found.get(placeOf(one))?.names ?? []), name])] });
  }
  for (const { address, ...flow } of found.size === 0 ? [] : answeredFlows(facts)) {
    const well = disguise(world, interfaces, flow, address);
    if (well !== null && 'by' in well) found.delete(placeOf(well));
  }
  return { rules: [...found.values()], open };
};
