import assert from 'node:assert/strict';
import fc from 'fast-check';
import { startFlow } from '../../../core/src/model/netfilter/flow.js';
import { follow } from '../../../core/src/model/netfilter/follow.js';
import { groundOf, plainGroundOf, type Ground } from '../../../core/src/model/netfilter/ground.js';
import { explore } from '../../../core/src/model/netfilter/oracle.js';
import { ANY_ADDRESS, ANY_PORT, type Packet } from '../../../core/src/model/netfilter/packet.js';
import { rangeTree } from '../../../core/src/model/netfilter/rangeTree.js';
import { describeStep, type Step } from '../../../core/src/model/netfilter/step.js';
import { keyOf } from '../../../core/src/model/netfilter/verdict.js';
import { scene } from '../../../scripts/kernel-diff/arbitraries.js';
import { packetOf } from '../../../scripts/kernel-diff/predict.js';
import { worldOfScene } from '../../../scripts/kernel-diff/worldOfScene.js';

const MOST = 2000;

const waysOf = (ground: Ground, packet: Packet) =>
  explore((ask) => {
    const trail: Step[] = [];
    return { verdict: keyOf(follow(ground, startFlow(packet), ask, trail)), trail: trail.map(describeStep) };
  }, MOST);

describe('The index of rules', () => {
  it('finds what meets a number or a range, and nothing else', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(8)).map(([lo, more]) => [lo, lo + more] as const);
    const entries = fc.array(fc.array(span, { minLength: 1, maxLength: 3 }), { maxLength: 30 });
    fc.assert(
      fc.property(entries, span, (all, [lo, hi]) => {
        const { meeting } = rangeTree(all.map((ranges, item) => ({ item, ranges })));
        const expected = all.flatMap((ranges, item) => (ranges.some(([a, b]) => a <= hi && b >= lo) ? [item] : []));
        assert.deepEqual(
          [...new Set(meeting({ lo, hi }))].sort((one, other) => one - other),
          expected,
        );
      }),
    );
  });

  it('changes no way of any packet', () => {
    fc.assert(
      fc.property(scene(true, 12), (played) => {
        const world = worldOfScene(played);
        for (const shot of played.shots.slice(0, 6)) {
          const packet = packetOf(shot);
          const [indexed, plain] = [waysOf(groundOf(world), packet), waysOf(plainGroundOf(world), packet)];
          assert.deepEqual(
            indexed.ways.map(({ value, when }) => ({ ...value, when: when() })),
            plain.ways.map(({ value, when }) => ({ ...value, when: when() })),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('changes no verdict of a set of packets', () => {
    fc.assert(
      fc.property(scene(false, 8), (played) => {
        const world = worldOfScene(played);
        for (const shot of played.shots.slice(0, 2)) {
          const packet: Packet = { ...packetOf(shot), source: ANY_ADDRESS, destinationPort: ANY_PORT };
          const [indexed, plain] = [waysOf(groundOf(world), packet), waysOf(plainGroundOf(world), packet)];
          if (!indexed.complete || !plain.complete) continue;
          const verdicts = ({ ways }: typeof plain): string[] => [...new Set(ways.map(({ value }) => value.verdict))];
          assert.deepEqual(verdicts(indexed).sort(), verdicts(plain).sort());
        }
      }),
      { numRuns: 25 },
    );
  });
});
