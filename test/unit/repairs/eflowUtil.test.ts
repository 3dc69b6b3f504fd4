// Every parameter of EFLOW-Util's Set-EflowVmFirewallRules, with every value that it takes: docs/eflow-util.md is this table.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FirewallWish, RepairPlan } from '../../../core/src/contract/plan.js';
import { planFirewall } from '../../../core/src/repairs/planFirewall.js';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf, savedText } from '../../support/firewall.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import { snapshotOf } from '../../support/snapshots.js';

const ours = '-A INPUT -p tcp -m tcp --dport 1885 -m comment --comment eflownetdiag:0123456789abcdef -j ACCEPT';
const own = [hostModuleLine, ours];
const text = savedText(own);

/** 8883 is published and kept out by DOCKER-USER, 9702 is let in, 1885 is let in by a rule of ours, 1884 is closed. */
const device = snapshotOf({
  'guest.iptablesLegacy': rulesOf(
    liveText({ own, published: edgeHubPorts, dockerUser: ['-A DOCKER-USER -i eth0 -j DROP'] }),
  ),
  'guest.ip4save': {
    path: '/etc/systemd/scripts/ip4save',
    changedAt: 1_700_000_000,
    text,
    ruleset: parseIptablesSave(text),
  },
});

const tcp = (port: number, more: Partial<FirewallWish> = {}): FirewallWish => ({
  protocol: 'tcp',
  port,
  source: null,
  ...more,
});

/** What EFLOW-Util's user writes, what ours is asked for. */
const asked: readonly (readonly [string, string, FirewallWish])[] = [
  ['-chain INPUT', '-Port 1884 -Chain INPUT', tcp(1884, { chain: 'INPUT' })],
  ['-chain OUTPUT', '-Port 1884 -Chain OUTPUT', tcp(1884, { chain: 'OUTPUT' })],
  ['-chain FORWARD', '-Port 1884 -Chain FORWARD', tcp(1884, { chain: 'FORWARD' })],
  ['-chain DOCKER', '-Port 8883 -Chain DOCKER', tcp(8883, { chain: 'DOCKER' })],
  ...(['DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2'] as const).map(
    (chain) => [`-chain ${chain}`, `-Port 8883 -Chain ${chain}`, tcp(8883, { chain })] as const,
  ),
  ['-chain DOCKER-USER', '-Port 8883 -Chain DOCKER-USER', tcp(8883, { chain: 'DOCKER-USER' })],
  ['-protocol tcp', '-Port 1884 -Protocol tcp', tcp(1884)],
  ['-protocol udp', '-Port 1884 -Protocol udp', tcp(1884, { protocol: 'udp' })],
  ['-protocol icmp', '-Port 1884 -Protocol icmp', tcp(1884, { protocol: 'icmp' })],
  ['-protocol icmp', '-AllowPing', { protocol: 'icmp', port: null, source: null }],
  ['-protocol all', '-Port 1884 -Protocol all', tcp(1884, { protocol: 'all' })],
  ['-port', '-Port 1884', tcp(1884)],
  ['-port', '-Port 5000-5010', tcp(5000, { lastPort: 5010 })],
  ['-jump ACCEPT', '-Port 1884 -Jump ACCEPT', tcp(1884, { target: 'ACCEPT' })],
  ['-jump DROP', '-Port 9702 -Jump DROP', tcp(9702, { target: 'DROP' })],
  ['-jump REJECT', '-Port 9702 -Jump REJECT', tcp(9702, { target: 'REJECT' })],
  ['-jump DROP', '-Port 22 -Jump DROP', tcp(22, { target: 'DROP' })],
  ['-jump REJECT', '-Port 20-25 -Jump REJECT', tcp(20, { lastPort: 25, target: 'REJECT' })],
  ['-jump DROP', '-Port 22 -Jump DROP -Source 172.27.112.1', tcp(22, { target: 'DROP', source: '172.27.112.1' })],
  ['-jump DROP', '-Port 22 -Jump DROP -Interface eth0', tcp(22, { target: 'DROP', interface: 'eth0' })],
  ['-jump DROP', '-Port 22 -Jump DROP -State NEW', tcp(22, { target: 'DROP', states: ['NEW'] })],
  ['-table filter', '-Port 1884 -Table filter', tcp(1884, { table: 'filter' })],
  ...(['nat', 'mangle', 'raw'] as const).map(
    (table) => [`-table ${table}`, `-Port 1884 -Table ${table}`, tcp(1884, { table })] as const,
  ),
  ['-state NEW', '-Port 1884 -State NEW', tcp(1884, { states: ['NEW'] })],
  ...(['ESTABLISHED', 'RELATED', 'INVALID', 'SNAT', 'DNAT'] as const).map(
    (state) => [`-state ${state}`, `-Port 1884 -State ${state}`, tcp(1884, { states: [state] })] as const,
  ),
  ['-state DNAT', '-Port 8883 -State DNAT', tcp(8883, { states: ['DNAT'] })],
  ['-unset', '-Port 1885 -Unset', tcp(1885, { remove: true })],
  ['-unset', '-Port 9702 -Unset', tcp(9702, { remove: true })],
  ['-unset', '-Port 22 -Unset', tcp(22, { remove: true })],
];

/** Without the mark: it is in every rule of ours. */
const ruleOf = ({ steps }: RepairPlan): string => {
  const [step] = steps;
  if (step === undefined) return '';
  const rule = step.rule.join(' ').replace(/ -m comment --comment eflownetdiag:[0-9a-f]{16}/, '');
  return `\`${step.kind === 'deleteRule' ? '-D' : '-I'} ${step.chain} ${rule}\``;
};

const outcome = (wish: FirewallWish): string => {
  const plan = planFirewall(device, wish, { liveOnly: false });
  return plan.state === 'refused' ? `refused | ${plan.reason ?? ''}` : `works | ${ruleOf(plan)}`;
};

describe('What EFLOW-Util could be asked for', () => {
  const page = readFileSync('docs/eflow-util.md', 'utf8');
  for (const [theirs, ours, wish] of asked) {
    it(`${theirs}, as ${ours}, works or is refused as docs/eflow-util.md says`, () => {
      const row = `| \`${theirs}\` | \`${ours}\` | ${outcome(wish)} |`;
      assert.ok(page.includes(row), `docs/eflow-util.md lacks:\n${row}`);
    });
  }

  it('-customRule is refused in the words of the page', () => {
    const [, reason = ''] =
      /CustomRuleRefused += '(.*)'/.exec(readFileSync('ps-module/en-US/EflowNetDiag.strings.psd1', 'utf8')) ?? [];
    assert.ok(reason !== '' && page.includes(`| refused | ${reason} |`));
  });

  it('takes out only a rule of ours, however it is asked', () => {
    const plan = planFirewall(device, tcp(9702, { remove: true }), { liveOnly: false });
    assert.deepEqual([plan.state, plan.steps], ['refused', []]);
  });
});
