import assert from 'node:assert/strict';
import { effectOf } from '../../../../core/src/model/netfilter/effects.js';
import { toNumber } from '../../../../core/src/ipv4.js';
import { tableOf } from '../../../../core/src/parse/iptables/rule.js';
import { rulesetOf } from '../worlds.js';

const at = (text: string): number => toNumber(text) ?? assert.fail(text);
const to = (side: 'source' | 'destination', address: unknown, port: unknown = null): object => ({
  kind: 'translate',
  side,
  address,
  port,
});
const CONTAINER = [at('172.18.0.3'), at('172.18.0.3')];
const UNKNOWN = { kind: 'unknown' };
const GOES_ON = { kind: 'continue' };
const mark = (value: number, mask: number, of = 'packet'): object => ({ kind: 'mark', of, value, mask });
const copy = (direction: string, packetMask: number, connectionMask: number): object => ({
  kind: 'copyMark',
  to: direction,
  packetMask,
  connectionMask,
});
const ALL = 0xffffffff;

/** iptables(8) and iptables-extensions(8). */
const cases: readonly (readonly [target: string, effect: object])[] = [
  ['-j ACCEPT', { kind: 'accept' }],
  ['-j DROP', { kind: 'drop' }],
  ['-j RETURN', { kind: 'return' }],
  ['', GOES_ON],
  ['-j OWN', { kind: 'jump', chain: 'OWN' }],
  ['-g OWN', { kind: 'goto', chain: 'OWN' }],
  ['-j OTHER', UNKNOWN],
  ['-g ACCEPT', UNKNOWN],
  ['-g LOG', UNKNOWN],
  ['-j LOG --log-prefix x', GOES_ON],
  ['-j NFLOG', GOES_ON],
  ['-j TRACE', GOES_ON],
  ['-j TCPMSS --clamp-mss-to-pmtu', GOES_ON],
  ['-j NFQUEUE', UNKNOWN],
  ['-p tcp -j REJECT', { kind: 'reject', type: 'icmp-port-unreachable' }],
  ['-j REJECT --reject-with icmp-net-unreachable', { kind: 'reject', type: 'icmp-net-unreachable' }],
  ['-j REJECT --reject-with host-unreach', { kind: 'reject', type: 'icmp-host-unreachable' }],
  ['-j REJECT --reject-with proto-unreach', { kind: 'reject', type: 'icmp-proto-unreachable' }],
  ['-j REJECT --reject-with port-unreach', { kind: 'reject', type: 'icmp-port-unreachable' }],
  ['-j REJECT --reject-with net-prohib', { kind: 'reject', type: 'icmp-net-prohibited' }],
  ['-j REJECT --reject-with host-prohib', { kind: 'reject', type: 'icmp-host-prohibited' }],
  ['-j REJECT --reject-with admin-prohib', { kind: 'reject', type: 'icmp-admin-prohibited' }],
  ['-p tcp -j REJECT --reject-with tcp-rst', { kind: 'reject', type: 'tcp-reset' }],
  ['-p tcp -j REJECT --reject-with tcp-reset', { kind: 'reject', type: 'tcp-reset' }],
  ['-j REJECT --reject-with no-idea', UNKNOWN],
  ['-j DNAT --to-destination 172.18.0.3', to('destination', CONTAINER)],
  ['-p tcp -j DNAT --to-destination 172.18.0.3:8883', to('destination', CONTAINER, [8883, 8883])],
  ['-p tcp -j DNAT --to-destination :9000', to('destination', null, [9000, 9000])],
  ['-p tcp -j DNAT --to-destination :9000-9010', to('destination', null, [9000, 9010])],
  [
    '-p tcp -j DNAT --to-destination 172.18.0.3-172.18.0.9:80-90',
    to('destination', [at('172.18.0.3'), at('172.18.0.9')], [80, 90]),
  ],
  ['-p tcp -j DNAT --to-destination 172.18.0.3:80-90/70', UNKNOWN],
  ['-p tcp -j DNAT --to-destination 172.18.0.3:80:90', UNKNOWN],
  ['-j DNAT --to-destination container', UNKNOWN],
  ['-j DNAT', UNKNOWN],
  ['-j SNAT --to-source 172.18.0.3', to('source', CONTAINER)],
  ['-p udp -j SNAT --to-source 172.18.0.3:1024-2048', to('source', CONTAINER, [1024, 2048])],
  ['-j MASQUERADE', to('source', 'interface')],
  ['-p tcp -j MASQUERADE --to-ports 1024-2048', to('source', 'interface', [1024, 2048])],
  ['-p tcp -j REDIRECT --to-ports 9000', to('destination', 'interface', [9000, 9000])],
  ['-p tcp -j REDIRECT --to-ports many', UNKNOWN],
  ['-j MARK --set-xmark 0x1/0x3', mark(1, 3)],
  ['-j MARK --set-mark 0x4/0x3', mark(4, 7)],
  ['-j MARK --set-mark 0x80000000', mark(0x80000000, ALL)],
  ['-j MARK --and-mark 0x1', mark(0, 0xfffffffe)],
  ['-j MARK --or-mark 0x1', mark(1, 1)],
  ['-j MARK --xor-mark 0x1', mark(1, 0)],
  ['-j MARK --set-mark something', UNKNOWN],
  ['-j MARK', UNKNOWN],
  ['-j CONNMARK --set-xmark 0x1/0x3', mark(1, 3, 'connection')],
  ['-j CONNMARK --save-mark', copy('connection', ALL, ALL)],
  ['-j CONNMARK --restore-mark', copy('packet', ALL, ALL)],
  ['-j CONNMARK --save-mark --nfmask 0x1 --ctmask 0x2', copy('connection', 1, 2)],
  ['-j CONNMARK --restore-mark --mask 0x3', copy('packet', 3, 3)],
  ['-j CONNMARK --restore-mark --mask many', UNKNOWN],
  ['-j CONNMARK --save-mark --nfmask 0x1 --ctmask many', UNKNOWN],
  ['-j NOTRACK', { kind: 'untrack' }],
  ['-j CT --notrack', { kind: 'untrack' }],
  ['-j CT --helper ftp', GOES_ON],
  ['-j CT --zone 1', UNKNOWN],
  ['-j CT --zone-orig 1', UNKNOWN],
  ['-j CT --zone-reply 1', UNKNOWN],
];

describe('A rule does', () => {
  for (const [target, expected] of cases)
    it(`${JSON.stringify(expected)}: ${target}`, () => {
      const rules = rulesetOf(`*filter\n:INPUT ACCEPT [0:0]\n:OWN - [0:0]\n-A INPUT ${target}\nCOMMIT\n`);
      const [rule = assert.fail()] = tableOf(rules, 'filter')?.chains.find(({ name }) => name === 'INPUT')?.rules ?? [];
      assert.deepEqual(effectOf(rule, new Set(['OWN'])), expected);
    });
});
