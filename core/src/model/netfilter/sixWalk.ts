import { compileTable, type CompiledTable, type TableName } from './chains.js';
import { fieldOf } from './field.js';
import { startFlow, type Flow } from './flow.js';
import type { Ask } from './oracle.js';
import { newConnection, only } from './packet.js';
import { fibOf, type Fib } from './routing.js';
import { testsOfSix, type SixEnds } from './sixTests.js';
import type { Hook, Step } from './step.js';
import { traverse } from './traverse.js';
import type { Decided, Walk } from './verdict.js';
import { walkWays } from './walk.js';
import type { World } from './world.js';
import { say } from '../../texts/say.js';

/** An IPv6 packet, as far as rules look at it. */
export interface SixPacket extends SixEnds {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly port: number;
  readonly inInterface: string | null;
  readonly outInterface: string | null;
  /** How its ends are told. */
  readonly sourceText: string;
  readonly destinationText: string;
}

const ICMPV6 = 58;
const ECHO_REQUEST = 128;

const flowOf = ({ protocol, port, inInterface, outInterface, sourceText, destinationText }: SixPacket): Flow => {
  const packet = newConnection({ protocol, from: only(0), to: only(0), port: only(port), inInterface });
  const isIcmp = protocol === 'icmp';
  const flow = startFlow(isIcmp ? { ...packet, protocol: only(ICMPV6), icmpType: only(ECHO_REQUEST) } : packet);
  // The addresses are no numbers of this model: they are there to be told.
  const source = fieldOf('source', () => sourceText, only(0));
  const destination = fieldOf('destination', () => destinationText, only(0));
  for (const tuple of [flow.original, flow.now]) Object.assign(tuple, { source, destination });
  flow.outInterface = outInterface;
  return flow;
};

const FILTERS: readonly TableName[] = ['filter', 'security'];

/** The tables on the way of a packet, in their order: in to the VM, out of it, or through it. */
const stagesOf = ({ inInterface, outInterface }: SixPacket): readonly (readonly [TableName, Hook])[] => {
  const before = (hook: Hook) => (['raw', 'mangle', 'nat'] as const).map((table) => [table, hook] as const);
  const at = (hook: Hook) => (['mangle', ...FILTERS] as const).map((table) => [table, hook] as const);
  if (inInterface === null) return [...before('OUTPUT'), ...FILTERS.map((table) => [table, 'OUTPUT'] as const)];
  return [...before('PREROUTING'), ...at(outInterface === null ? 'INPUT' : 'FORWARD')];
};

interface Scene {
  readonly world: World;
  readonly packet: SixPacket;
  readonly fib: Fib;
  readonly tables: (name: TableName) => readonly CompiledTable[];
}

const sceneOf = (world: World, packet: SixPacket): Scene => {
  const tests = testsOfSix(packet);
  const known = new Map<TableName, readonly CompiledTable[]>();
  const tables = (name: TableName): readonly CompiledTable[] => {
    const made =
      known.get(name) ??
      world.backEnds.map((backEnd) => compileTable(backEnd, name, false, tests)).filter((table) => table !== null);
    known.set(name, made);
    return made;
  };
  return { world, packet, fib: fibOf(world), tables };
};

const beyond = ({ packet }: Scene): string =>
  packet.inInterface !== null && packet.outInterface === null
    ? say('the IPv6 rules let it in; what of the VM takes IPv6 is not walked')
    : say('the IPv6 rules let it pass; the ways of IPv6 behind them are not walked');

const follow = (scene: Scene, flow: Flow, ask: Ask, trail: Step[]): Decided => {
  const sight = { fib: scene.fib, ask };
  for (const [name, hook] of stagesOf(scene.packet)) {
    if (name === 'mangle') flow.tracked = true;
    for (const table of scene.tables(name)) {
      const verdict = traverse({ table, hook, flow, sight, trail });
      if (verdict?.kind === 'drop') return { kind: 'dropped', by: verdict.step };
      if (verdict?.kind === 'reject') {
        const sender =
          verdict.type === 'tcp-reset' || verdict.type.endsWith('port-unreachable') ? 'refused' : 'unreachable';
        return { kind: 'rejected', by: verdict.step, type: verdict.type, sender };
      }
      if (verdict?.kind === 'translate')
        return { kind: 'unseen', what: say('a rule translates it, and that is not walked for IPv6') };
    }
  }
  const gap = scene.world.gaps.find((one) => ask.holds(one, say('{gap}, and stops the packet', { gap: one })));
  return { kind: 'unseen', what: gap ?? beyond(scene) };
};

/** What the rules of ip6tables make of a packet. Where they let it pass, that is all that is said: IPv6 is walked no further. */
export const walkSix = (world: World, packet: SixPacket): Walk => {
  const scene = sceneOf(world, packet);
  return walkWays((ask) => {
    const trail: Step[] = [];
    const flow = flowOf(packet);
    return { verdict: follow(scene, flow, ask, trail), trail, end: flow };
  });
};
