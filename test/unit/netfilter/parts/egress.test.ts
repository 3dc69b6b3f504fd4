import assert from 'node:assert/strict';
import { toDotted, toNumber } from '../../../../core/src/ipv4.js';
import { groundOf } from '../../../../core/src/model/netfilter/ground.js';
import { addressTowards, connectionOfVm } from '../../../../core/src/model/netfilter/ownConnection.js';
import { describePacket } from '../../../../core/src/model/netfilter/packet.js';
import { walk } from '../../../../core/src/model/netfilter/walk.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { policyRule, type PolicyRule } from '../../../../core/src/parse/guest/policyRules.js';
import { device, packetOf, route, rulesOf, told } from '../worlds.js';

const open = device(rulesOf({}));
const byEth0 = route('0.0.0.0/0', 'eth0');
const ruled = (more: Partial<PolicyRule>): Partial<World> => ({
  policyRules: [policyRule(0, { table: 'local' }), policyRule(100, more), policyRule(32766, { table: 'main' })],
});

const outcome = (packet: string, more: Partial<World>): string => {
  const { verdict, ...walked } = walk({ ...open, ...more }, packetOf(packet, null));
  return verdict.kind === 'depends'
    ? verdict.outcomes.map((one) => [told({ ...one, trail: [] }), ...one.when].join(' ')).join(' || ')
    : told({ ...walked, verdict, trail: [] });
};

type Case = readonly [name: string, packet: string, more: Partial<World>, outcome: string];

const OUT = 'tcp 172.30.230.10 > 8.8.8.8:443';

/** ip_route_output_key_hash_rcu and __mkroute_output in net/ipv4/route.c. */
const cases: readonly Case[] = [
  ['by its route', OUT, {}, '(accepted (network eth0 -))'],
  [
    'nowhere, where a route has no device',
    OUT,
    { routes: [route('0.0.0.0/0', 'x', { device: null })] },
    '(noRoute unicast unreachable)',
  ],
  [
    'nowhere by a route that refuses, whatever device it names',
    OUT,
    { routes: [byEth0, route('8.0.0.0/8', 'lo', { type: 'unreachable' })] },
    '(noRoute unreachable unreachable)',
  ],
  [
    'nowhere, where a rule refuses',
    OUT,
    ruled({ action: 'prohibit' }),
    '(noRoute prohibit by the policy rule with priority 100 unreachable)',
  ],
  [
    'as a rule says, of which it is open whether it applies',
    OUT,
    ruled({ action: 'prohibit', other: 'tos 0x10' }),
    '(noRoute prohibit by the policy rule with priority 100 unreachable) the policy rule with priority 100 applies || (noWayBack routing refuses the answer (rpFilter) -) not: the policy rule with priority 100 applies the policy rule with priority 100 applies || (accepted (network eth0 -)) not: the policy rule with priority 100 applies not: the policy rule with priority 100 applies',
  ],
  [
    'as a rule says for its sender',
    'tcp 172.30.230.8/30 > 8.8.8.8:443',
    ruled({ action: 'prohibit', from: '172.30.230.10' }),
    '(accepted (network eth0 -)) source 172.30.230.8 to 172.30.230.9 || (noRoute prohibit by the policy rule with priority 100 unreachable) source 172.30.230.10',
  ],
  [
    'as a rule says for its port',
    OUT.replace('443', '443-444'),
    ruled({ action: 'prohibit', destinationPorts: '443' }),
    '(noRoute prohibit by the policy rule with priority 100 unreachable) port 443 || (accepted (network eth0 -)) port 444',
  ],
  [
    'not from an address of its loopback',
    OUT.replace('172.30.230.10', '127.0.0.1'),
    {},
    '(noRoute unicast unreachable)',
  ],
  [
    'from an address of its loopback, where that is allowed',
    OUT.replace('172.30.230.10', '127.0.0.1'),
    { settings: { 'net.ipv4.conf.eth0.route_localnet': '1' } },
    '(accepted (network eth0 -))',
  ],
  [
    'by one hop of several',
    OUT,
    {
      routes: [
        route('0.0.0.0/0', 'eth0', { gateway: '172.30.224.1' }),
        route('0.0.0.0/0', 'docker0', { gateway: '172.17.0.9' }),
      ],
    },
    '(nobodyListening link unreachable) the route takes its hop by docker0 || (accepted (network eth0 -)) not: the route takes its hop by docker0',
  ],
  [
    'by one of several hops on one card, as if they were one',
    OUT,
    {
      routes: [
        route('0.0.0.0/0', 'eth0', { gateway: '172.30.224.1' }),
        route('0.0.0.0/0', 'eth0', { gateway: '172.30.224.2' }),
      ],
    },
    '(accepted (network eth0 -))',
  ],
  ['to itself', 'tcp 172.30.230.10 > 172.17.0.1:22', {}, '(accepted (listener sshd -))'],
];

describe('What the VM sends goes', () => {
  for (const [name, packet, more, expected] of cases) it(name, () => assert.equal(outcome(packet, more), expected));
});

describe('To a destination, the VM gives itself', () => {
  const towards = (address: string, more: Partial<World> = {}): string | null => {
    const own = addressTowards(groundOf({ ...open, ...more }), toNumber(address) ?? assert.fail(address));
    return own === null ? null : toDotted(own);
  };

  it('the address that the route names, else the first of its card (inet_select_addr)', () => {
    assert.equal(towards('8.8.8.8'), '172.30.230.10');
    assert.equal(towards('172.18.0.3'), '172.18.0.1');
    assert.equal(towards('8.8.8.8', { routes: [{ ...byEth0, source: '172.17.0.1' }] }), '172.17.0.1');
  });

  it('its own address, where that is asked', () => {
    assert.equal(towards('172.17.0.1'), '172.17.0.1');
    assert.equal(towards('127.0.0.2'), '127.0.0.2');
  });

  it('none, where there is no way', () => {
    assert.equal(towards('8.8.8.8', { routes: [] }), null);
    assert.equal(towards('8.8.8.8', { routes: [route('0.0.0.0/0', 'x', { type: 'blackhole', device: null })] }), null);
    assert.equal(towards('8.8.8.8', ruled({ action: 'prohibit' })), null);
  });
});

describe('A connection of the VM', () => {
  const connection = (address: string, more: Partial<World> = {}): string | null => {
    const packet = connectionOfVm(groundOf({ ...open, ...more }), address, 443);
    return packet === null ? null : describePacket(packet);
  };

  it('begins at the address of the card that leads there', () =>
    assert.equal(connection('8.8.8.8'), 'tcp 172.30.230.10 to 8.8.8.8:443 from the VM itself'));

  it('obeys policy rules for its protocol and its port', () => {
    assert.equal(connection('8.8.8.8', ruled({ action: 'prohibit', protocol: 'tcp', destinationPorts: '443' })), null);
    assert.equal(
      connection('8.8.8.8', ruled({ action: 'prohibit', protocol: 'udp' })),
      'tcp 172.30.230.10 to 8.8.8.8:443 from the VM itself',
    );
  });

  it('is none to what is no address, and where no way leads', () => {
    assert.equal(connection('nowhere'), null);
    assert.equal(connection('8.8.8.8', { routes: [] }), null);
  });
});
