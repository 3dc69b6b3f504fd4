import assert from 'node:assert/strict';
import { toNumber } from '../../../../core/src/ipv4.js';
import { describeField } from '../../../../core/src/model/netfilter/field.js';
import {
  hasConnection,
  rangesOf,
  startAgain,
  startFlow,
  type Flow,
} from '../../../../core/src/model/netfilter/flow.js';
import type { Packet } from '../../../../core/src/model/netfilter/packet.js';
import { EVERYTHING, fieldAt, fitsName, reaches, reachOf } from '../../../../core/src/model/netfilter/reach.js';
import { tableOf, type Rule } from '../../../../core/src/parse/iptables/rule.js';
import { packetOf, rulesetOf, rulesOf } from '../worlds.js';

const at = (text: string): number => toNumber(text) ?? assert.fail(text);
const KNOCK = packetOf('tcp 172.30.224.1 > 172.30.230.10:22', 'eth0', { sourcePort: [50000, 50000] });

const ruleOf = (conditions: string, chain = 'FORWARD'): Rule => {
  const rules = rulesetOf(rulesOf({ filter: [`-A ${chain} ${conditions} -j DROP`] }));
  return tableOf(rules, 'filter')?.chains.flatMap((one) => one.rules)[0] ?? assert.fail(conditions);
};

const tracked = (packet: Packet = KNOCK): Flow => ({ ...startFlow(packet), tracked: true });

describe('A name of an interface fits', () => {
  const cases: readonly (readonly [actual: string | null, wanted: string, fits: boolean])[] = [
    ['eth0', 'eth0', true],
    ['eth0', 'eth', false],
    ['eth0', 'eth+', true],
    ['eth0', 'eth0+', true],
    ['eth0', 'et1+', false],
    ['eth0', '+', true],
    [null, '+', true],
    [null, 'eth+', false],
    [null, 'eth0', false],
  ];
  for (const [actual, wanted, fits] of cases)
    it(`${wanted} ${actual ?? 'none'}: ${fits}`, () => assert.equal(fitsName(actual, wanted), fits));
});

describe('What a packet must have at the least for a rule', () => {
  const bound = (dimension: string, ...ranges: [number, number][]): object => ({ dimension, ranges });
  const cases: readonly (readonly [conditions: string, bounds: readonly object[]])[] = [
    ['-p tcp', [bound('protocol', [6, 6])]],
    ['! -p tcp', []],
    ['-s 10.0.0.0/8', [bound('source', [at('10.0.0.0'), at('10.255.255.255')])]],
    ['! -s 10.0.0.0/8', []],
    ['-s 10.0.0.1/255.0.0.255', []],
    ['-d 10.0.0.1', [bound('destination', [at('10.0.0.1'), at('10.0.0.1')])]],
    ['-p tcp -m tcp --dport 22', [bound('protocol', [6, 6]), bound('destinationPort', [22, 22])]],
    ['-p tcp -m tcp ! --dport 22', [bound('protocol', [6, 6])]],
    ['-p udp -m udp --sport 53', [bound('protocol', [17, 17]), bound('sourcePort', [53, 53])]],
    ['-p tcp -m multiport --dports 22,80', [bound('protocol', [6, 6]), bound('destinationPort', [22, 22], [80, 80])]],
    ['-p tcp -m multiport --sports 22', [bound('protocol', [6, 6]), bound('sourcePort', [22, 22])]],
    ['-p tcp -m multiport --ports 22', [bound('protocol', [6, 6])]],
    ['-m iprange --src-range 10.0.0.1-10.0.0.2', [bound('source', [at('10.0.0.1'), at('10.0.0.2')])]],
    ['-m iprange --dst-range 10.0.0.1-10.0.0.2', [bound('destination', [at('10.0.0.1'), at('10.0.0.2')])]],
    ['-m conntrack --ctorigdst 10.0.0.1', [bound('originalDestination', [at('10.0.0.1'), at('10.0.0.1')])]],
    ['-m conntrack --ctorigdstport 22', [bound('originalPort', [22, 22])]],
    ['-m limit --limit 1/hour', []],
  ];
  for (const [conditions, bounds] of cases)
    it(conditions, () => assert.deepEqual(reachOf(ruleOf(conditions)), { bounds, interfaces: [] }));

  it('-i eth0 ! -o eth1', () =>
    assert.deepEqual(reachOf(ruleOf('-i eth0 ! -o eth1')), {
      bounds: [],
      interfaces: [{ side: 'inInterface', name: 'eth0' }],
    }));

  it('nothing, where it is not understood', () =>
    assert.equal(reachOf({ ...ruleOf('-p tcp'), problem: 'not understood' }), EVERYTHING));
});

describe('A rule may fit', () => {
  const may = (conditions: string, flow: Flow): boolean => reaches(reachOf(ruleOf(conditions)), flow);

  it('where interface and fields are not against it', () => {
    assert.equal(may('-i eth0 -p tcp', tracked()), true);
    assert.equal(may('-i eth1 -p tcp', tracked()), false);
    assert.equal(may('-i eth0 -p udp', tracked()), false);
    assert.equal(may('-o eth0', tracked()), false);
    assert.equal(may('-o eth0', { ...tracked(), outInterface: 'eth0' }), true);
    assert.equal(may('-p tcp -m multiport --dports 20:21', tracked()), false);
    assert.equal(may('-p tcp -m multiport --dports 23:24', tracked()), false);
    assert.equal(may('-p tcp -m multiport --dports 20:22', tracked()), true);
    assert.equal(may('-p tcp -m multiport --dports 22:24', tracked()), true);
  });

  it('where some of a set of packets do', () => {
    const set = tracked(packetOf('tcp 172.30.224.1 > 172.30.230.10:20-30'));
    assert.equal(may('-p tcp -m tcp --dport 30:40', set), true);
    assert.equal(may('-p tcp -m tcp --dport 31:40', set), false);
  });

  it('what has no such field, as far as that tells', () => {
    const other = tracked({ ...KNOCK, protocol: [253, 253] });
    assert.equal(may('-m conntrack --ctorigdstport 80', tracked()), false);
    assert.equal(may('-m conntrack --ctorigdstport 80', other), true);
    assert.equal(may('-m conntrack --ctorigdstport 80', tracked({ ...KNOCK, protocol: [17, 17] })), false);
    assert.equal(may('-m conntrack --ctorigdstport 80', tracked({ ...KNOCK, protocol: [6, 17] })), true);
    assert.equal(may('-m conntrack --ctorigdstport 80', startFlow(KNOCK)), true);
    assert.equal(may('-m conntrack --ctorigdst 10.0.0.1', tracked()), false);
    assert.equal(may('-m conntrack --ctorigdst 10.0.0.1', startFlow(KNOCK)), true);
    assert.equal(fieldAt(startFlow(KNOCK), 'originalDestination'), null);
  });
});

describe('A packet that begins its way', () => {
  it('is told by its fields', () => {
    const { now, protocol, icmpType, icmpCode } = startFlow(packetOf('tcp 10.0.0.0/31 > 10.0.0.9:22'));
    assert.deepEqual(
      [now.source, now.destination, now.sourcePort, now.destinationPort, protocol, icmpType, icmpCode].map(
        describeField,
      ),
      [
        'source 10.0.0.0 to 10.0.0.1',
        'destination 10.0.0.9',
        'source port 32768 to 65535',
        'port 22',
        'protocol 6',
        'icmp type 8',
        'icmp code 0',
      ],
    );
    assert.equal(protocol.apart, true);
    assert.equal(now.source.apart, false);
  });

  it('is new to nat where it begins a connection, and else known to it', () => {
    const state = (packet: Packet): unknown[] => {
      const { destinationSettled, sourceSettled, connectionMark } = startFlow(packet);
      return [destinationSettled, sourceSettled, connectionMark];
    };
    assert.deepEqual(state(KNOCK), [false, false, 0]);
    assert.deepEqual(state({ ...KNOCK, state: 'ESTABLISHED' }), [true, true, null]);
  });

  it("is the VM's own, where it comes by no interface", () => {
    assert.equal(startFlow(KNOCK).local, false);
    assert.equal(startFlow({ ...KNOCK, inInterface: null }).local, true);
  });

  it('begins again with what was found out about it', () => {
    const set = packetOf('tcp 10.0.0.0/24 > 10.0.1.9:20-30');
    const walked = startFlow(set);
    walked.original.source.ranges = [[at('10.0.0.7'), at('10.0.0.8')]];
    const again = startAgain(set, walked);
    assert.equal(describeField(again.now.source), 'source 10.0.0.7 to 10.0.0.8');
    assert.equal(describeField(again.now.destinationPort), 'port 20 to 30');
    assert.deepEqual(rangesOf(again)[3], [[at('10.0.0.7'), at('10.0.0.8')]]);
    assert.equal(rangesOf(again).length, 7);
  });

  it('has a connection once that is tracked, unless it fits none or was kept from it', () => {
    const has = (more: Partial<Flow>): boolean => hasConnection({ ...startFlow(KNOCK), ...more });
    assert.equal(has({ tracked: true }), true);
    assert.equal(has({ tracked: false }), false);
    assert.equal(has({ tracked: true, state: 'INVALID' }), false);
    assert.equal(has({ tracked: true, state: 'UNTRACKED' }), false);
    assert.equal(has({ tracked: true, state: 'ESTABLISHED' }), true);
  });
});
