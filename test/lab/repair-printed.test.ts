// The rules of plans are written as the tools print them: else a line of ours is not found in a file that iptables-save wrote.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { FirewallWish } from '../../core/src/contract/plan.js';
import { planFirewall } from '../../core/src/repairs/planFirewall.js';
import { hostModuleLine, liveText, rulesOf, edgeHubPorts } from '../support/firewall.js';
import { skip } from '../support/skip.js';
import { snapshotOf } from '../support/snapshots.js';
import { inGuest } from './repair-guest.js';

const tcp: FirewallWish = { protocol: 'tcp', port: 1884, source: null };
const wishes: [string, FirewallWish][] = [
  ['one sender', { ...tcp, source: '172.27.112.9' }],
  ['any sender', { ...tcp, source: '0.0.0.0/0' }],
  ['a prefix with bits of a host, and an interface', { ...tcp, source: '172.27.112.9/24', interface: 'eth0' }],
  ['a range', { ...tcp, lastPort: 1890 }],
  ['states in any order', { ...tcp, states: ['ESTABLISHED', 'NEW', 'RELATED', 'NEW'] }],
  ['UDP', { ...tcp, protocol: 'udp' }],
  ['ping', { protocol: 'icmp', port: null, source: '172.27.112.9' }],
  ['REJECT', { ...tcp, port: 9702, target: 'REJECT' }],
  ['DROP in DOCKER-USER', { ...tcp, port: 8883, target: 'DROP' }],
  ['REJECT in DOCKER-USER', { ...tcp, port: 8883, source: '172.27.112.9', target: 'REJECT' }],
];

describe('The rule of a plan', function () {
  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  const live = { 'guest.iptablesLegacy': rulesOf(liveText({ own: [hostModuleLine], published: edgeHubPorts })) };
  for (const [what, wish] of wishes)
    it(`is as the tools print it: ${what}`, () => {
      const plan = planFirewall(snapshotOf(live), wish, { liveOnly: true });
      const [step] = plan.steps;
      assert.ok(step, plan.reason ?? '');
      const line = `-A ${step.chain} ${step.rule.join(' ')}`;
      for (const backEnd of ['nft', 'legacy']) {
        const { out } = inGuest(
          backEnd,
          `iptables-${backEnd} -N DOCKER-USER; iptables-${backEnd} ${line}; echo '=='; iptables-${backEnd}-save | tr -d '"'`,
        );
        assert.ok(out.split('\n').includes(line), `${line}\n${out}`);
      }
    });
});
