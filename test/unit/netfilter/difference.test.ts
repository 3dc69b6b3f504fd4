import assert from 'node:assert/strict';
import fc from 'fast-check';
import { differenceOf, entrances, type Change } from '../../../core/src/model/netfilter/difference.js';
import { startFlow } from '../../../core/src/model/netfilter/flow.js';
import { follow } from '../../../core/src/model/netfilter/follow.js';
import { plainGroundOf, type Ground } from '../../../core/src/model/netfilter/ground.js';
import { explore } from '../../../core/src/model/netfilter/oracle.js';
import {
  anyConnection,
  only,
  protocolNumbers,
  type Packet,
  type Span,
} from '../../../core/src/model/netfilter/packet.js';
import type { Region } from '../../../core/src/model/netfilter/region.js';
import { addressType } from '../../../core/src/model/netfilter/routing.js';
import { steady } from '../../../core/src/model/netfilter/steady.js';
import type { World } from '../../../core/src/model/netfilter/world.js';
import { toNumber } from '../../../core/src/ipv4.js';
import type { Chain, Rule, Ruleset } from '../../../core/src/parse/iptables/rule.js';
import { scene } from '../../../scripts/kernel-diff/arbitraries.js';
import { oddSenders, oddTargets, ports, senders, targets } from '../../../scripts/kernel-diff/scene.js';
import { worldOfScene } from '../../../scripts/kernel-diff/worldOfScene.js';
import { device, dockerRules, rulesetOf } from './worlds.js';

/** Changes that cut the packets into more parts than this take long, and are left out here. */
const MOST = 400;

/** One change of a ruleset; the numbers choose where, whatever is there. */
interface Edit {
  readonly what: 'remove' | 'copy' | 'move' | 'policy';
  readonly chain: number;
  readonly from: number;
  readonly to: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('remove', 'copy', 'move', 'policy'),
  chain: fc.nat(1000),
  from: fc.nat(1000),
  to: fc.nat(1000),
});

const numbered = (rules: readonly Rule[]): Rule[] => rules.map((rule, index) => ({ ...rule, number: index + 1 }));

const editChain = (chain: Chain, { what, from, to }: Edit): Chain => {
  if (what === 'policy' && chain.policy !== null)
    return { ...chain, policy: chain.policy === 'DROP' ? 'ACCEPT' : 'DROP' };
  const rule = chain.rules[from % Math.max(1, chain.rules.length)];
  if (rule === undefined) return chain;
  const without = what === 'copy' ? chain.rules : chain.rules.filter((one) => one !== rule);
  const rules = what === 'remove' ? without : without.toSpliced(to % (without.length + 1), 0, rule);
  return { ...chain, rules: numbered(rules) };
};

const editRuleset = (ruleset: Ruleset, one: Edit): Ruleset => {
  // The rules that only trace, and the tables that nothing is in, are not what this is about.
  const chains = ruleset.tables
    .filter(({ name }) => name === 'filter' || name === 'nat' || one.chain % 5 === 0)
    .flatMap((table) => table.chains);
  const chosen = chains[one.chain % chains.length];
  return {
    ...ruleset,
    tables: ruleset.tables.map((table) => ({
      ...table,
      chains: table.chains.map((chain) => (chain === chosen ? editChain(chain, one) : chain)),
    })),
  };
};

const changed = (world: World, edits: readonly Edit[]): World => ({
  ...world,
  backEnds: world.backEnds.map(({ name, ruleset }) => ({ name, ruleset: edits.reduce(editRuleset, ruleset) })),
});

const pick = fc.constantFrom;
const value = (text: string): Span => only(toNumber(text) ?? 0);

const packetFor = (entrance: string | null): fc.Arbitrary<Packet> =>
  fc
    .record({
      source: pick(...targets, ...oddSenders, ...Object.values(senders).flat()),
      destination: pick(...targets, ...targets, ...oddTargets, '127.0.0.1'),
      protocol: pick('tcp', 'tcp', 'udp', 'icmp', 'gre'),
      port: pick(...ports, 1, 2000),
      sourcePort: pick(...ports, 40_000),
      icmpType: pick(8, 8, 0, 13),
    })
    .map(({ source, destination, protocol, port, sourcePort, icmpType }) => {
      const hasPorts = protocol === 'tcp' || protocol === 'udp';
      return {
        ...anyConnection(entrance, only(protocolNumbers[protocol as keyof typeof protocolNumbers])),
        source: value(source),
        destination: value(destination),
        sourcePort: only(hasPorts ? sourcePort : 0),
        destinationPort: only(hasPorts ? port : 0),
        icmpType: only(protocol === 'icmp' ? icmpType : 0),
        icmpCode: only(0),
      };
    });

const levels: Readonly<Record<string, number>> = { accepted: 2, nobodyListening: 2, noWayBack: 1 };

/** What the change does to one packet, by plain walks without any index, in every way that what is not known allows. */
const fateOf = (before: Ground, after: Ground, packet: Packet): Set<string> => {
  const { ways } = explore((ask) => {
    const inBoth = steady(ask);
    const now = levels[follow(after, startFlow(packet), inBoth(), []).kind] ?? 0;
    const then = levels[follow(before, startFlow(packet), inBoth(), []).kind] ?? 0;
    return now > then ? 'opens' : now < then ? 'closes' : 'none';
  }, 4096);
  return new Set(ways.map((way) => way.value));
};

const isIn = (packet: Packet, region: Region): boolean => {
  const [number] = packet.protocol;
  const fields = [
    'protocol',
    'source',
    'destination',
    ...(number === protocolNumbers.tcp || number === protocolNumbers.udp ? ['sourcePort', 'destinationPort'] : []),
    ...(number === protocolNumbers.icmp ? ['icmpType', 'icmpCode'] : []),
  ] as (keyof Omit<Region, 'inInterface'>)[];
  return (
    packet.inInterface === region.inInterface &&
    fields.every((name) => packet[name][0] >= region[name][0] && packet[name][0] <= region[name][1])
  );
};

const wordsFor = (packet: Packet, change: 'opens' | 'closes', { certain, possible }: Change): string[] => {
  if (certain.some((region) => isIn(packet, region))) return [change];
  return possible.some((region) => isIn(packet, region)) ? [`${change}?`] : [];
};

const wordsOf = (fates: ReadonlySet<string>): string[] =>
  ['opens', 'closes'].filter((one) => fates.has(one)).map((one) => (fates.size === 1 ? one : `${one}?`));

const check = (before: World, after: World, packets: readonly Packet[]): void => {
  const { opens, closes, complete } = differenceOf(before, after, MOST);
  if (!complete) return;
  const [then, now] = [plainGroundOf(before), plainGroundOf(after)];
  // The VM itself sends from its own addresses alone.
  const sent = packets.filter(
    ({ inInterface, source: [source] }) => inInterface !== null || addressType(now.fib, source) === 'LOCAL',
  );
  for (const packet of sent)
    assert.deepEqual(
      [...wordsFor(packet, 'opens', opens), ...wordsFor(packet, 'closes', closes)],
      wordsOf(fateOf(then, now, packet)),
      JSON.stringify(packet),
    );
};

const packetsFor = (world: World): fc.Arbitrary<Packet[]> =>
  fc.array(
    fc.oneof(...entrances(world).map((name) => ({ weight: name === 'eth0' ? 3 : 1, arbitrary: packetFor(name) }))),
    {
      minLength: 100,
      maxLength: 100,
    },
  );

const sampled = (nasty: boolean, numRuns: number): void => {
  fc.assert(
    fc.property(
      scene(nasty).chain((played) =>
        fc.tuple(fc.constant(played), fc.array(edit, { minLength: 1, maxLength: 3 }), packetsFor(worldOfScene(played))),
      ),
      ([played, edits, packets]) => {
        const before = worldOfScene(played);
        check(before, changed(before, edits), packets);
      },
    ),
    { numRuns },
  );
};

describe('What opens and closes when rules change', () => {
  it('is what plain walks of single packets say', () => {
    sampled(false, 12);
  });

  it('is certain only where it does not depend on what is not known', () => {
    sampled(true, 6);
  });

  it('is what plain walks say on a device with published ports', () => {
    const world = device(dockerRules());
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), packetsFor(world), (edits, packets) => {
        check(world, changed(world, edits), packets);
      }),
      { numRuns: 8 },
    );
  });

  it('is what a chain that lets no answers in before gives: the port, and answers to a client of the VM that uses it', () => {
    const accept = '-A INPUT -p tcp -m tcp --dport 9000 -j ACCEPT';
    const answers = '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
    const nft = rulesetOf(dockerRules({ input: `-A INPUT -i lo -j ACCEPT\n${answers}\n${accept}` }));
    const legacyWith = (first: string): World =>
      device('', {
        backEnds: [
          { name: 'nft', ruleset: nft },
          {
            name: 'legacy',
            ruleset: rulesetOf(
              `*filter\n:INPUT ACCEPT [0:0]\n${first}\n-A INPUT -p tcp -m tcp --dport 9000 -j DROP\nCOMMIT\n`,
            ),
          },
        ],
      });
    const opened = (first: string): Region[] => {
      const before = legacyWith(first);
      const [nftEnd, legacyEnd] = legacyWith(`${first}\n${accept}`).backEnds;
      assert.ok(nftEnd && legacyEnd);
      const { opens, complete } = differenceOf(before, { ...before, backEnds: [nftEnd, legacyEnd] });
      assert.ok(complete);
      return [...opens.certain];
    };
    const has = ({ destinationPort, sourcePort }: Region): string =>
      [destinationPort, sourcePort].map(([lo, hi]) => (lo === 9000 && hi === 9000 ? '9000' : 'any')).join(' from ');
    const inward = (regions: readonly Region[]): string[] => [
      ...new Set(regions.filter(({ inInterface }) => inInterface === 'eth0').map(has)),
    ];
    const outward = (regions: readonly Region[]): string[] => [
      ...new Set(regions.filter(({ inInterface }) => inInterface === null).map(has)),
    ];
    const without = opened('');
    assert.deepEqual(inward(without), ['9000 from any']);
    assert.deepEqual(outward(without).sort(), ['9000 from 9000', '9000 from any', 'any from 9000']);
    const behind = opened(answers);
    assert.deepEqual(inward(behind), ['9000 from any']);
    assert.deepEqual(outward(behind), ['9000 from any']);
  });

  it('is nothing where nothing changes', () => {
    const world = device(dockerRules());
    const { opens, closes, complete } = differenceOf(world, device(dockerRules()));
    assert.deepEqual([opens, closes, complete], [{ certain: [], possible: [] }, { certain: [], possible: [] }, true]);
  });
});
