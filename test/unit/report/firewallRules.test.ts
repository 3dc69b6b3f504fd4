import assert from 'node:assert/strict';
import { FirewallRule, type FirewallRuleFilter } from '../../../core/src/contract/firewallRule.js';
import { readFacts } from '../../../core/src/facts/readFacts.js';
import { parseIptablesSave } from '../../../core/src/parse/iptables/save.js';
import type { Ruleset } from '../../../core/src/parse/iptables/rule.js';
import { firewallRules, type FirewallListing } from '../../../core/src/report/firewallRules.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const device = { device: 'EDGE-1', collectedAt: '2026-03-01T08:15:00.000Z' };

const textOf = (rules: readonly string[]): string =>
  ['*filter', ':INPUT DROP [7:420]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]', ...rules, 'COMMIT', ''].join('\n');

const filter = (...rules: readonly string[]): Ruleset => {
  const read = parseIptablesSave(textOf(rules));
  assert.ok(read.ok);
  return read.value;
};

const saved = (...rules: readonly string[]): Change => ({
  'guest.ip4save': {
    path: '/etc/systemd/scripts/ip4save',
    changedAt: 1,
    text: textOf(rules),
    ruleset: { ok: true, value: filter(...rules) },
  },
});

const list = (where: FirewallRuleFilter, ...changes: readonly Change[]): FirewallListing =>
  firewallRules(readFacts(snapshotOf(...changes)), where, device);

const ssh = '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT';
const mqtt = '-A INPUT -p tcp -m tcp --dport 8883 -j ACCEPT';
const ours = '-A INPUT -p tcp -m tcp --dport 1884 -m comment --comment "eflownetdiag:0123456789abcdef" -j ACCEPT';

const live = (...rules: readonly string[]): Change => ({ 'guest.iptablesLegacy': filter(...rules) });
const texts = ({ rules }: FirewallListing): string[] =>
  rules.filter(({ kind }) => kind === 'rule').map(({ text }) => text);

describe('The list of firewall rules', () => {
  it('gives rows that the contract knows, of a healthy device whole', () => {
    const { rules, missing } = list({});
    assert.deepEqual(missing, []);
    assert.ok(rules.length > 10);
    for (const row of rules) assert.deepEqual(FirewallRule.parse(row), row);
  });

  it('shows a rule with its place, its counter, and what it looks at', () => {
    const [policy, rule] = list({ chains: ['INPUT'] }, live(`[5:300] ${ssh}`), saved(ssh)).rules;
    assert.deepEqual(
      [policy?.kind, policy?.target, policy?.packets, policy?.text],
      ['policy', 'DROP', 7, '-P INPUT DROP'],
    );
    assert.deepEqual(rule, {
      kind: 'rule',
      backEnd: 'legacy',
      table: 'filter',
      chain: 'INPUT',
      number: 1,
      target: 'ACCEPT',
      protocol: 'tcp',
      source: null,
      destination: null,
      ports: '22',
      inInterface: null,
      outInterface: null,
      packets: 5,
      live: true,
      saved: true,
      ours: null,
      text: ssh,
      ...device,
    });
  });

  it('tells what is live, what is saved, and what is both; a rule that is saved once is saved once', () => {
    const { rules } = list({ chains: ['INPUT'] }, live(ssh, mqtt, mqtt), saved(ssh, mqtt, ours));
    assert.deepEqual(
      rules.filter(({ kind }) => kind === 'rule').map((rule) => [rule.text, rule.number, rule.live, rule.saved]),
      [
        [ssh, 1, true, true],
        [mqtt, 2, true, true],
        [mqtt, 3, true, false],
        [ours, null, false, true],
      ],
    );
  });

  it('knows the rules of a repair by their comment', () => {
    const { rules } = list({ ours: true }, live(ssh, ours, mqtt), saved());
    assert.deepEqual(
      rules.map((rule) => rule.ours),
      ['0123456789abcdef'],
    );
  });

  const wishes: readonly {
    wish: string;
    where: FirewallRuleFilter;
    rules: readonly string[];
    found: readonly string[];
  }[] = [
    { wish: 'one port', where: { port: 8883 }, rules: [ssh, mqtt], found: [mqtt] },
    {
      wish: 'a port within a range, of several, or negated',
      where: { port: 8883 },
      rules: [
        '-A INPUT -p tcp -m tcp --dport 8000:9000 -j ACCEPT',
        '-A INPUT -p tcp -m multiport --dports 22,8883 -j ACCEPT',
        '-A INPUT -p tcp -m tcp ! --dport 22 -j DROP',
        '-A INPUT -p tcp -m tcp ! --dport 8883 -j DROP',
      ],
      found: [
        '-A INPUT -p tcp -m tcp --dport 8000:9000 -j ACCEPT',
        '-A INPUT -p tcp -m multiport --dports 22,8883 -j ACCEPT',
        '-A INPUT -p tcp -m tcp ! --dport 22 -j DROP',
      ],
    },
    {
      wish: 'the port before its translation',
      where: { port: 8883 },
      rules: ['-A FORWARD -p tcp -m conntrack --ctorigdstport 8883 -j ACCEPT', '-A FORWARD -j ACCEPT'],
      found: ['-A FORWARD -p tcp -m conntrack --ctorigdstport 8883 -j ACCEPT'],
    },
    {
      wish: 'a protocol, and rules that take any',
      where: { protocol: 'udp' },
      rules: [ssh, '-A INPUT -p udp -m udp --dport 53 -j ACCEPT', '-A INPUT -i lo -j ACCEPT'],
      found: ['-A INPUT -p udp -m udp --dport 53 -j ACCEPT', '-A INPUT -i lo -j ACCEPT'],
    },
    {
      wish: 'chains by wildcard, in any case',
      where: { chains: ['in*'] },
      rules: [ssh, '-A OUTPUT -j ACCEPT'],
      found: [ssh],
    },
    { wish: 'a table', where: { tables: ['nat'] }, rules: [ssh], found: [] },
  ];
  for (const { wish, where, rules, found } of wishes) {
    it(`finds ${wish}`, () => assert.deepEqual(texts(list(where, live(...rules), saved(...rules))), found));
  }

  it('says what it could not list', () => {
    const unread = { 'guest.iptablesNft': { lost: 'cut off' }, 'guest.ip4save': { lost: 'no right' } };
    const { missing, rules } = list({}, unread);
    assert.deepEqual(missing, ['The saved rules: no right', 'The rules of nft: cut off']);
    assert.ok(rules.length > 0);
    assert.ok(rules.every((rule) => rule.saved === null));
  });

  it('does not say saved of rules that the boot does not load there', () => {
    const changes = {
      'guest.iptablesNft': filter(ssh),
      'guest.iptablesVersion': { ...healthyFacts['guest.iptablesVersion'], backEnd: 'legacy' as const },
    };
    const nft = list({ chains: ['INPUT'] }, changes, live(ssh), saved(ssh)).rules.filter(
      ({ backEnd }) => backEnd === 'nft',
    );
    assert.ok(nft.length === 2 && nft.every((rule) => rule.saved === null));
  });

  it('shows no control characters, whatever a rule holds', () => {
    const hostile = '-A INPUT -m comment --comment "a\u001b[31mb" -j ACCEPT';
    for (const text of texts(list({}, live(hostile), saved()))) assert.doesNotMatch(text, /\u001b/);
  });
});
