import assert from 'node:assert/strict';
import { inboundVerdict, type Inbound } from '../../../../core/src/model/netfilter/inbound.js';
import { describeStep } from '../../../../core/src/model/netfilter/step.js';
import type { Walk } from '../../../../core/src/model/netfilter/verdict.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { worldFacts, worldOf } from '../../../../core/src/model/netfilter/worldOf.js';
import { healthy } from '../../../support/healthyFacts.js';
import { parseTrafficControl } from '../../../../core/src/parse/guest/trafficControl.js';
import { BRIDGE, device, dockerRules } from '../worlds.js';

const ask = (world: World, port: number, more: Partial<Inbound> = {}): Walk => {
  const walk = inboundVerdict(world, { from: 'host', protocol: 'tcp', port, ...more });
  assert.ok(walk);
  return walk;
};

/** The verdict in one line: what happened, and the rule that did it. */
const summary = ({ verdict }: Walk): string => {
  if (verdict.kind === 'accepted') return `accepted by ${verdict.arrival.where}`;
  if (verdict.kind === 'dropped') return `dropped by ${describeStep(verdict.by)}`;
  if (verdict.kind === 'rejected') return `rejected (${verdict.sender}) by ${describeStep(verdict.by)}`;
  return verdict.kind === 'nobodyListening' ? `nobody listening (${verdict.sender})` : verdict.kind;
};

const INPUT = `-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT`;

describe('inbound packets to a device', () => {
  const cases: { name: string; world: World; port: number; more?: Partial<Inbound>; expected: string }[] = [
    { name: 'a published port', world: device(dockerRules()), port: 8883, expected: 'accepted by container' },
    {
      name: 'a published port that is remapped',
      world: device(dockerRules()),
      port: 4443,
      expected: 'accepted by container',
    },
    {
      name: 'a published port with a DROP in DOCKER-USER',
      world: device(
        dockerRules({
          user: '-A DOCKER-USER -i eth0 -j DROP',
          input: `${INPUT}\n-A INPUT -p tcp -m tcp --dport 8883 -j ACCEPT`,
        }),
      ),
      port: 8883,
      expected: 'dropped by rule 1 of DOCKER-USER in filter (nft): -A DOCKER-USER -i eth0 -j DROP',
    },
    {
      name: 'a DOCKER-USER rule on the published port of a remapped one never matches',
      world: device(dockerRules({ user: '-A DOCKER-USER -p tcp -m tcp --dport 4443 -j DROP' })),
      port: 4443,
      expected: 'accepted by container',
    },
    {
      name: 'a DOCKER-USER rule on the original port matches',
      world: device(dockerRules({ user: '-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 4443 -j DROP' })),
      port: 4443,
      expected:
        'dropped by rule 1 of DOCKER-USER in filter (nft): -A DOCKER-USER -p tcp -m conntrack --ctorigdstport 4443 -j DROP',
    },
    {
      name: 'missing DNAT: docker-proxy stands behind INPUT, which drops',
      world: device(dockerRules({ nat: '' })),
      port: 8883,
      expected: 'dropped by policy of INPUT in filter (nft): drop',
    },
    {
      name: 'missing DNAT with an INPUT rule: docker-proxy answers',
      world: device(dockerRules({ nat: '', input: `${INPUT}\n-A INPUT -p tcp -m tcp --dport 8883 -j ACCEPT` })),
      port: 8883,
      expected: 'accepted by listener',
    },
    {
      name: 'a host-network port without a rule',
      world: device(dockerRules()),
      port: 9000,
      expected: 'dropped by policy of INPUT in filter (nft): drop',
    },
    {
      name: 'a host-network port whose ACCEPT stands behind a terminal DROP',
      world: device(
        dockerRules({ input: `${INPUT}\n-A INPUT -j DROP\n-A INPUT -p tcp -m tcp --dport 9000 -j ACCEPT` }),
      ),
      port: 9000,
      expected: 'dropped by rule 4 of INPUT in filter (nft): -A INPUT -j DROP',
    },
    {
      name: 'a host-network port that a REJECT refuses',
      world: device(dockerRules({ input: `${INPUT}\n-A INPUT -j REJECT --reject-with icmp-port-unreachable` })),
      port: 9000,
      expected:
        'rejected (refused) by rule 4 of INPUT in filter (nft): -A INPUT -j REJECT --reject-with icmp-port-unreachable',
    },
    {
      name: 'a port behind rules for protocols that have nothing to do with it',
      world: device(
        dockerRules({
          input: `-A INPUT -p igmp -j DROP\n-A INPUT -p vrrp -j DROP\n${INPUT}\n-A INPUT -p tcp -m tcp --dport 9000 -j ACCEPT`,
        }),
      ),
      port: 9000,
      expected: 'accepted by listener',
    },
    {
      name: 'a port that a translation with a shortened option takes to a container',
      world: device(dockerRules({ nat: '-A PREROUTING -p tcp -m tcp --dport 7000 -j DNAT --to 172.18.0.3:8883' })),
      port: 7000,
      expected: 'accepted by container',
    },
    {
      name: 'a host-network port that a REJECT refuses by a short name',
      world: device(dockerRules({ input: `${INPUT}\n-A INPUT -p tcp -j REJECT --reject-with tcp-rst` })),
      port: 9000,
      expected:
        'rejected (refused) by rule 4 of INPUT in filter (nft): -A INPUT -p tcp -j REJECT --reject-with tcp-rst',
    },
    {
      name: 'an open port without a listener',
      world: device(dockerRules({ input: `${INPUT}\n-A INPUT -p tcp -m tcp --dport 7000 -j ACCEPT` })),
      port: 7000,
      expected: 'nobody listening (refused)',
    },
    {
      name: 'a published port from the LAN',
      world: device(dockerRules()),
      port: 8883,
      more: { from: 'lan' },
      expected: 'accepted by container',
    },
    {
      name: 'ping',
      world: device(dockerRules()),
      port: 0,
      more: { protocol: 'icmp' },
      expected: 'dropped by policy of INPUT in filter (nft): drop',
    },
  ];
  for (const { name, world, port, more, expected } of cases) {
    it(name, () => assert.equal(summary(ask(world, port, more)), expected));
  }

  const seenOutside = (text: string): World['outside'] => {
    const read = parseTrafficControl(text);
    assert.ok(read.ok);
    return worldOf({ 'guest.trafficControl': read.value }).outside;
  };
  const outside: { name: string; text: string; verdict: string; on?: RegExp }[] = [
    {
      name: 'queues that every card has',
      text: 'qdisc\teth0\troot\tfq_codel\nqdisc\tlo\troot\tnoqueue\n',
      verdict: 'accepted',
    },
    { name: 'an XDP program on its way', text: 'xdp\teth0\t\tnative\n', verdict: 'depends', on: /XDP .*eth0/ },
    {
      name: 'a filter of tc on its way',
      text: 'filter\teth0\tingress\tbpf\n',
      verdict: 'depends',
      on: /tc \(bpf\).* eth0/,
    },
    { name: 'netem on its way', text: `qdisc\t${BRIDGE}\troot\tnetem\n`, verdict: 'depends', on: /netem/ },
    { name: 'a filter of tc elsewhere', text: 'filter\tdocker0\tingress\tbpf\n', verdict: 'accepted' },
  ];
  for (const { name, text, verdict, on } of outside) {
    it(`a published port, with ${name}`, () => {
      const { verdict: said } = ask(device(dockerRules(), { outside: seenOutside(text) }), 8883);
      assert.equal(said.kind, verdict);
      if (on === undefined) return;
      assert.ok(said.kind === 'depends');
      assert.match(said.on.join(), on);
      assert.deepEqual(said.outcomes.map((one) => one.verdict.kind).sort(), ['accepted', 'unseen']);
    });
  }

  const told = healthy(...worldFacts);
  for (const fact of ['guest.nftTables', 'guest.trafficControl', 'guest.iptablesNft'] as const) {
    it(`a published port, where ${fact} is not known`, () => {
      assert.equal(ask(worldOf(told), 8883).verdict.kind, 'accepted');
      const { verdict } = ask(worldOf({ ...told, [fact]: undefined }), 8883);
      assert.ok(verdict.kind === 'depends');
      assert.deepEqual(verdict.outcomes.map((one) => one.verdict.kind).sort(), ['accepted', 'unseen']);
      assert.equal(ask(worldOf({ ...told, [fact]: undefined }), 9).verdict.kind, 'dropped');
    });
  }

  it('what is a local address to one interface is not to another', () => {
    const dropped = (side: string, address: string): string =>
      summary(
        ask(device(dockerRules({ input: `-A INPUT -m addrtype ${side} -j DROP\n-A INPUT -j ACCEPT` })), 22, {
          to: address,
        }),
      );
    assert.match(dropped('--dst-type LOCAL --limit-iface-in', '172.30.230.10'), /^dropped/);
    assert.match(dropped('--dst-type LOCAL', '172.17.0.1'), /^dropped/);
    assert.equal(dropped('--dst-type LOCAL --limit-iface-in', '172.17.0.1'), 'accepted by listener');
  });
});
