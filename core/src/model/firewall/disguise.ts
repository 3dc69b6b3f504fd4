import type { FactValues } from '../../facts/facts.js';
import { toDotted, toNumber } from '../../ipv4.js';
import type { Unreached } from '../address/strayRoute.js';
import { ipv4Of, mainAddress, primary } from '../address/vmInterface.js';
import type { NetworkInterface } from '../item.js';
import { newConnection, only, protocolNumbers } from '../netfilter/packet.js';
import { ruleSteps, type RuleStep } from '../netfilter/step.js';
import { walk } from '../netfilter/walk.js';
import type { World } from '../netfilter/world.js';
import { answeredBy } from '../upstream/reach.js';
import type { Flow } from './outbound.js';
import { routedOut } from './routedOut.js';

/** A rule by which the VM sends from an address that is none of its own. */
interface Disguise {
  readonly by: RuleStep;
  readonly from: string;
}

/** null: what is sent there leaves with an address of the VM's, or not at all, or that depends. */
const disguise = (
  world: World,
  interfaces: readonly NetworkInterface[],
  { protocol, port }: Flow,
  address: string,
): Disguise | null => {
  const card = primary(interfaces);
  const from = toNumber((card === null ? null : mainAddress(card)?.address) ?? '');
  const to = toNumber(address);
  if (from === null || to === null) return null;
  const packet = newConnection({ protocol, from: only(from), to: only(to), port: only(port), inInterface: null });
  const { trail, end } = walk(routedOut(world), packet);
  const by = ruleSteps(trail).find(({ hook, did }) => hook === 'POSTROUTING' && did === 'translate');
  const { lo, hi } = end.now.source;
  const isOwn = interfaces.some((one) => ipv4Of(one).some((own) => own.address === toDotted(lo)));
  return by === undefined || lo !== hi || isOwn ? null : { by, from: toDotted(lo) };
};

const placeOf = ({ by: { backEnd, table, chain, rule } }: Disguise): string =>
  [backEnd, table, chain, rule?.number ?? 'policy'].join(' ');

/** What answered, in the form of what did not. */
const answeredFlows = (
  facts: Pick<FactValues, 'guest.reach' | 'guest.dnsProbe' | 'guest.interfaces'>,
): readonly (Flow & { readonly address: string })[] => [
  ...answeredBy(facts['guest.reach'], facts['guest.interfaces']).map(({ address, port }) => ({
    ...{ protocol: 'tcp' as const, port, address },
  })),
  ...facts['guest.dnsProbe']
    .filter(({ from, state, transport }) => from === 'vm' && state === 'answered' && transport === 'udp')
    .map(({ server }) => ({ protocol: 'udp' as const, port: 53, address: server })),
];

/** What was lost to each such rule. Where anything comes back by it, somebody beyond the VM knows that address, and it is well. */
export const lostTo = (
  world: World,
  facts: Pick<FactValues, 'guest.reach' | 'guest.dnsProbe' | 'guest.interfaces'>,
  needed: readonly Unreached[],
): readonly (Disguise & { readonly names: readonly string[] })[] => {
  const interfaces = facts['guest.interfaces'];
  const found = new Map<string, Disguise & { names: string[] }>();
  for (const { name, address, asked } of needed) {
    const protocol = asked.protocol === protocolNumbers.udp ? 'udp' : 'tcp';
    const one = disguise(world, interfaces, { protocol, port: asked.destinationPort ?? 0 }, address);
    if (one === null) continue;
    const { names } = found.get(placeOf(one)) ?? { names: [] };
    found.set(placeOf(one), { ...one, names: [...new Set([...names, name])] });
  }
  if (found.size === 0) return [];
  for (const { address, ...flow } of answeredFlows(facts)) {
    const well = disguise(world, interfaces, flow, address);
    if (well !== null) found.delete(placeOf(well));
  }
  return [...found.values()];
};
