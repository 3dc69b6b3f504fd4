import assert from 'node:assert/strict';
import { containersStopped, type ContainersStopped } from '../../../../core/src/model/firewall/containersStopped.js';
import { wayOutOfContainer } from '../../../../core/src/model/firewall/outbound.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { BRIDGE, device, dockerRules, rulesetOf } from '../../netfilter/worlds.js';

const container = { network: 'azure-iot-edge', address: '172.18.0.3', bridge: BRIDGE };

const stopped = (world: World): ContainersStopped => {
  const way = wayOutOfContainer(world, container, { protocol: 'tcp', port: 443 });
  assert.ok(way.kind === 'closed', `the way is ${way.kind}`);
  return containersStopped(world, way);
};

const other = rulesetOf('*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n');
const answersAlone = '-A DOCKER-USER -i eth0 -p tcp -m tcp --sport 443 -j DROP';

describe('What keeps containers in', () => {
  const cases: readonly (readonly [string, World, ContainersStopped])[] = [
    ['a policy without the rules of the engine', device(dockerRules({ forward: '' })), 'flushed'],
    [
      'the policy of the back end in which the engine has no rules',
      device('', {
        backEnds: [
          { name: 'nft', ruleset: rulesetOf(dockerRules()) },
          { name: 'legacy', ruleset: other },
        ],
      }),
      'otherBackEnd',
    ],
    ['a rule for what they send', device(dockerRules({ user: `-A DOCKER-USER -i ${BRIDGE} -j DROP` })), 'rule'],
    ['a rule for what comes back', device(dockerRules({ user: answersAlone })), 'answers'],
    [
      "the policy behind the engine's own rules",
      device(dockerRules({ forward: '-A FORWARD -j DOCKER-USER\n-A FORWARD -j DOCKER' })),
      'rule',
    ],
  ];
  for (const [name, world, expected] of cases) it(`${name}: ${expected}`, () => assert.equal(stopped(world), expected));
});
