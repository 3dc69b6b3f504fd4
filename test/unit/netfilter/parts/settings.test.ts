import assert from 'node:assert/strict';
import {
  bridgeCallsIptables,
  forwards,
  ignoresBroadcastEcho,
  ignoresEcho,
  isOnForEither,
  reversePathMode,
} from '../../../../core/src/model/netfilter/settings.js';
import type { World } from '../../../../core/src/model/netfilter/world.js';
import { device, rulesOf } from '../worlds.js';

const open = device(rulesOf({}));
const set = (settings: World['settings']): World => ({ ...open, settings });
const of = (name: string, value: string, more: Readonly<Record<string, string>> = {}): World =>
  set({ [name]: value, ...more });

/** Documentation/networking/ip-sysctl.rst of the kernel. */
describe('Of its settings the kernel takes', () => {
  const filter = (all: string, own: string): number | null =>
    reversePathMode(set({ 'net.ipv4.conf.all.rp_filter': all, 'net.ipv4.conf.eth0.rp_filter': own }), 'eth0');

  it('for rp_filter the larger of two, and none where one is not known', () => {
    assert.deepEqual([filter('0', '0'), filter('1', '0'), filter('0', '1'), filter('1', '2')], [0, 1, 1, 2]);
    assert.equal(filter('1', 'odd'), null);
    assert.equal(filter('1x', '1'), null);
    assert.equal(filter(' 1\n', '0'), 1);
    assert.equal(reversePathMode(of('net.ipv4.conf.all.rp_filter', '1'), 'eth0'), null);
    assert.equal(reversePathMode(of('net.ipv4.conf.eth0.rp_filter', '1'), 'eth0'), null);
    assert.equal(reversePathMode(set(null), 'eth0'), null);
  });

  it('for accept_local and the like either', () => {
    const on = (world: World): boolean => isOnForEither(world, 'eth0', 'accept_local');
    assert.equal(on(of('net.ipv4.conf.all.accept_local', '1')), true);
    assert.equal(on(of('net.ipv4.conf.eth0.accept_local', '1')), true);
    assert.equal(on(of('net.ipv4.conf.eth1.accept_local', '1')), false);
    assert.equal(on(of('net.ipv4.conf.eth0.accept_local', '0')), false);
    assert.equal(on(set(null)), false);
  });

  it("for forwarding the interface's own before that of all", () => {
    const own = { 'net.ipv4.conf.eth0.forwarding': '0' };
    assert.equal(forwards(of('net.ipv4.ip_forward', '1'), 'eth0'), true);
    assert.equal(forwards(of('net.ipv4.ip_forward', '0'), 'eth0'), false);
    assert.equal(forwards(of('net.ipv4.ip_forward', '1', own), 'eth0'), false);
    assert.equal(forwards(of('net.ipv4.ip_forward', '1', own), 'eth1'), true);
    assert.equal(forwards(set({}), 'eth0'), null);
  });

  it('for bridges: off where there is no such setting, not known where there are none', () => {
    const name = 'net.bridge.bridge-nf-call-iptables';
    assert.equal(bridgeCallsIptables(of(name, '1')), true);
    assert.equal(bridgeCallsIptables(of(name, '0')), false);
    assert.equal(bridgeCallsIptables(set({})), false);
    assert.equal(bridgeCallsIptables(set(null)), null);
  });

  it('for pings: those to one are answered, those to all are not', () => {
    assert.deepEqual([ignoresEcho(set({})), ignoresBroadcastEcho(set({}))], [false, true]);
    assert.equal(ignoresEcho(of('net.ipv4.icmp_echo_ignore_all', '1')), true);
    assert.equal(ignoresBroadcastEcho(of('net.ipv4.icmp_echo_ignore_broadcasts', '0')), false);
    assert.equal(ignoresBroadcastEcho(of('net.ipv4.icmp_echo_ignore_broadcasts', '1')), true);
  });
});
