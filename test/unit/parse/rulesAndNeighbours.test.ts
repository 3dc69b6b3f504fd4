import assert from 'node:assert/strict';
import { parseNeighbours } from '../../../core/src/parse/guest/neighbours.js';
import { parsePolicyRules, policyRule } from '../../../core/src/parse/guest/policyRules.js';
import { reasonOf, sample, valueOf } from './sample.js';

describe('The rules that choose a routing table', () => {
  it('ip rule', () => {
    const rules = valueOf(parsePolicyRules(sample('ip-rule.txt')));
    assert.deepEqual(
      rules[1],
      policyRule(50, { from: '10.1.0.0/16', to: '10.2.0.0/16', fwmark: '0x1/0xff', iif: 'br0', table: '100' }),
    );
    assert.deepEqual(
      rules.map(({ priority, table, inverted }) => [priority, table, inverted]),
      [
        [0, 'local', false],
        [50, '100', false],
        [60, null, true],
        [61, null, false],
        [32766, 'main', false],
        [32767, 'default', false],
      ],
    );
  });

  it('ip -j rule says the same', () => {
    assert.deepEqual(
      valueOf(parsePolicyRules(sample('ip-j-rule.txt'))),
      valueOf(parsePolicyRules(sample('ip-rule.txt'))),
    );
  });

  it('what a rule asks for, leaves out and does', () => {
    assert.deepEqual(valueOf(parsePolicyRules(sample('ip-rule.selectors.txt'))).slice(1, -2), [
      policyRule(100, {
        ...{ from: '10.0.0.0/8', to: '1.2.3.4', fwmark: '0x1/0xff', iif: 'eth0', oif: 'eth9', inverted: true },
        ...{ protocol: 'tcp', sourcePorts: '1000', destinationPorts: '53-60', table: 'main', suppressPrefixLength: 0 },
        other: 'tos 0x10 uidrange 0-99 suppress_ifgroup 5',
      }),
      policyRule(101, { protocol: 'sctp', destinationPorts: '53', action: 'prohibit' }),
      policyRule(102, { action: 'blackhole' }),
      policyRule(103, { action: 'unreachable' }),
      policyRule(104, { action: 'goto', goto: 200 }),
      policyRule(105, { action: 'nop' }),
      policyRule(106, { other: 'l3mdev' }),
      policyRule(107, { action: 'goto', goto: 150 }),
      policyRule(200, { protocol: 'udp', table: '100', suppressPrefixLength: 1 }),
      policyRule(201, { from: '10.0.0.1', other: 'tun_id 5', table: '77' }),
      policyRule(203, { protocol: 'icmp', table: '77' }),
      policyRule(204, { other: 'tos 0x08', table: '7' }),
    ]);
  });

  it('ip -j rule says the same of them', () =>
    assert.deepEqual(
      valueOf(parsePolicyRules(sample('ip-j-rule.selectors.txt'))),
      valueOf(parsePolicyRules(sample('ip-rule.selectors.txt'))),
    ));

  it('what no version printed yet is kept', () => {
    const [rule] = valueOf(parsePolicyRules('7:\tfrom all flowlabel 0x1/0xff lookup main new\n'));
    assert.deepEqual(rule, policyRule(7, { other: 'flowlabel 0x1/0xff new', table: 'main' }));
  });

  for (const text of ['nonsense', '10:\tnot so', 'x:\tfrom all lookup main', '[{"src":"all"}]', '[{'])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parsePolicyRules(text)), /not understood/));
});

describe('The neighbours', () => {
  it('ip neigh and ip -j neigh say the same', () => {
    const expected = [
      { address: '10.9.0.2', device: 'br0', mac: '02:00:00:00:00:01', state: 'PERMANENT' },
      { address: '10.9.0.3', device: 'br0', mac: '02:00:00:00:00:02', state: 'STALE' },
    ];
    assert.deepEqual(valueOf(parseNeighbours(sample('ip-neigh.txt'))), expected);
    assert.deepEqual(valueOf(parseNeighbours(sample('ip-j-neigh.txt'))), expected);
  });

  it('one that does not answer has no MAC', () => {
    const expected = [{ address: '172.27.112.1', device: 'eth0', mac: null, state: 'FAILED' }];
    assert.deepEqual(valueOf(parseNeighbours('172.27.112.1 dev eth0 FAILED \n')), expected);
    assert.deepEqual(valueOf(parseNeighbours('[{"dst":"172.27.112.1","dev":"eth0","state":["FAILED"]}]')), expected);
  });

  it('MACs are in small letters', () => {
    const [mac, written] = ['00:15:5d:4e:15:2c', '00:15:5D:4E:15:2C'];
    assert.equal(valueOf(parseNeighbours(`10.0.0.1 dev eth0 lladdr ${written} STALE`))[0]?.mac, mac);
    const item = { dst: '10.0.0.1', dev: 'eth0', lladdr: written, state: ['STALE'] };
    assert.equal(valueOf(parseNeighbours(JSON.stringify([item])))[0]?.mac, mac);
  });

  it('nobody was seen yet', () => {
    assert.deepEqual(valueOf(parseNeighbours('')), []);
    assert.deepEqual(valueOf(parseNeighbours('[ ]\n')), []);
  });

  it('one without a state, or with words behind it, costs none of the others', () => {
    const none = { mac: null, state: 'NONE' };
    const expected = [
      { address: '10.0.0.9', device: 'eth0', ...none },
      { address: '10.0.0.8', device: 'NOARP', mac: '02:00:00:00:00:08', state: 'NONE' },
      { address: '10.0.0.7', device: 'eth0', ...none, state: 'STALE' },
    ];
    const lines = [
      '10.0.0.9 dev eth0 proxy',
      '10.0.0.8 dev NOARP lladdr 02:00:00:00:00:08 extern_learn',
      '10.0.0.7 dev eth0 router STALE proto zebra',
    ];
    assert.deepEqual(valueOf(parseNeighbours(lines.join('\n'))), expected);
    const items = [
      { dst: '10.0.0.9', dev: 'eth0', proxy: null },
      { dst: '10.0.0.8', dev: 'NOARP', lladdr: '02:00:00:00:00:08', extern_learn: null, state: [] },
      { dst: '10.0.0.7', dev: 'eth0', router: null, state: ['STALE'], protocol: 'zebra' },
    ];
    assert.deepEqual(valueOf(parseNeighbours(JSON.stringify(items))), expected);
  });

  const item = { dst: '10.0.0.1', dev: 'eth0' };
  for (const name of Object.keys(item))
    it(`does not understand one without ${name}`, () =>
      assert.match(reasonOf(parseNeighbours(JSON.stringify([{ ...item, [name]: undefined }]))), /not understood/));

  for (const text of ['10.0.0.1', '10.0.0.1 lladdr 02:00:00:00:00:01 STALE', '[{"dst":"10.0.0.1"}]', '[]]'])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parseNeighbours(text)), /not understood/));
});
