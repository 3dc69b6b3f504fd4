import assert from 'node:assert/strict';
import { explain } from '../../../core/src/causes/explain.js';
import type { Stage } from '../../../core/src/causes/graph.js';
import type { Finding, Outcome } from '../../../core/src/contract/finding.js';
import { defineRule, type AnyRule, type RuleId } from '../../../core/src/engine/rule.js';
import { factIds, type FactId } from '../../../core/src/facts/facts.js';
import type { FactTable } from '../../../core/src/facts/readFacts.js';
import { healthy } from '../../support/healthyFacts.js';

const tableOf = (facts: Partial<Record<FactId, unknown>>): FactTable =>
  Object.fromEntries(
    factIds.map((id) => [id, id in facts ? { ok: true, value: facts[id] } : { ok: false, reason: 'not collected' }]),
  ) as unknown as FactTable;

const nothing = tableOf({});
const { 'guest.reach': reach, 'guest.interfaces': interfaces } = healthy('guest.reach', 'guest.interfaces');
const hubAnswers = tableOf({ 'guest.reach': reach, 'guest.interfaces': interfaces });

const rule = (id: RuleId, stage: Stage, more: Partial<AnyRule> = {}): AnyRule => ({
  ...defineRule({
    id,
    slug: 'x',
    title: 'x',
    severity: 'critical',
    stage,
    guide: [],
    requires: [],
    messages: {},
    check: () => undefined,
  }),
  ...more,
});

const rules: readonly AnyRule[] = [
  rule('SW001', 'switch'),
  rule('SW005', 'nat'),
  rule('HOST001', 'vm'),
  rule('IP002', 'lease'),
  rule('RT001', 'route'),
  rule('RT004', 'gateway'),
  rule('DNS001', 'dnsConfig'),
  rule('DNS003', 'dnsServers'),
  rule('DNS004', 'dnsServers', { partial: true }),
  rule('EP001', 'tcp'),
  rule('NF001', 'inbound'),
  rule('NTP001', 'clock'),
  rule('SW017', 'comparison'),
  rule('EP004', 'interception', { partial: true, explains: ['tls'] }),
  rule('TLS002', 'tls'),
  rule('SW019', 'application'),
];

const finding = (id: string, outcome: Outcome = 'fail', more: Partial<Finding> = {}): Finding => ({
  rule: id,
  outcome,
  severity: 'critical',
  category: 'DEV',
  title: 'x',
  message: `${id} says so.`,
  target: 'x',
  evidence: [{ fact: 'guest.routes', path: '', observed: 'x', expected: 'y' }],
  remedy: [{ text: 'Mend it.', command: null }],
  causedBy: null,
  suppressed: null,
  repair: null,
  page: 'x',
  device: 'EDGE-1',
  collectedAt: '2026-03-01T08:15:00.000Z',
  ...more,
});

const missing = (id: string, fact: string, reason: string): Finding =>
  finding(id, 'unknown', {
    target: fact,
    message: `${fact} is missing: ${reason}`,
    evidence: [{ fact, path: '', observed: reason, expected: 'the fact' }],
  });

const told = (findings: readonly Finding[], facts = nothing): [string, string | null][] =>
  explain(findings, facts, rules).map(({ rule: id, causedBy }) => [id, causedBy]);

describe('Causes and consequences', () => {
  it('puts the cause first and its consequences right behind it', () => {
    assert.deepEqual(told([finding('EP001'), finding('NF001'), finding('RT001')]), [
      ['RT001', null],
      ['EP001', 'RT001'],
      ['NF001', null],
    ]);
  });

  it('names the nearest cause, so that a chain stays a chain', () => {
    assert.deepEqual(told([finding('EP001'), finding('RT001'), finding('IP002')]), [
      ['IP002', null],
      ['RT001', 'IP002'],
      ['EP001', 'RT001'],
    ]);
  });

  it('puts what another VM shows under what begins the chain, and else under what is nearest', () => {
    assert.deepEqual(told([finding('SW017'), finding('EP001'), finding('RT001')]), [
      ['RT001', null],
      ['EP001', 'RT001'],
      ['SW017', 'RT001'],
    ]);
    assert.deepEqual(told([finding('SW017'), finding('EP001')]), [
      ['EP001', null],
      ['SW017', 'EP001'],
    ]);
    const server = finding('DNS004', 'fail', { target: '192.168.50.1' });
    assert.deepEqual(told([finding('SW017'), finding('EP001', 'fail', { target: '192.168.50.1:8883' }), server]), [
      ['DNS004', null],
      ['EP001', 'DNS004'],
      ['SW017', 'EP001'],
    ]);
  });

  it('keeps settings that are wrong independently apart, each at the head of its own chain', () => {
    assert.deepEqual(told([finding('EP001'), finding('SW005'), finding('DNS001'), finding('RT004')]), [
      ['SW005', null],
      ['RT004', null],
      ['DNS001', null],
      ['EP001', 'DNS001'],
    ]);
  });

  it('explains nothing by a finding that passes, or by one about a part', () => {
    const server = finding('DNS004', 'fail', { target: '192.168.50.1' });
    const hub = finding('EP001', 'fail', { target: 'hub.example:8883' });
    assert.deepEqual(told([hub, finding('RT001', 'pass'), server]).slice(0, 2), [
      ['DNS004', null],
      ['EP001', null],
    ]);
  });

  it('explains by a finding about a part also the stages that the rule names, and no others', () => {
    assert.deepEqual(told([finding('TLS002'), finding('SW019'), finding('EP004')]), [
      ['EP004', null],
      ['TLS002', 'EP004'],
      ['SW019', 'TLS002'],
    ]);
    assert.deepEqual(told([finding('SW019'), finding('EP004')]), [
      ['EP004', null],
      ['SW019', null],
    ]);
  });

  it('explains by a finding about a part what is about that part alone', () => {
    const part = finding('DNS004', 'fail', { target: 'hub.example, registry.example' });
    const findings = ['hub.example:8883', 'parent.example:8883', 'vm'].map((target) =>
      finding('EP001', 'fail', { target }),
    );
    const chains = explain([part, ...findings], nothing, rules).map(({ target, causedBy }) => [target, causedBy]);
    assert.deepEqual(
      new Map(chains as [string, string | null][]),
      new Map<string, string | null>([
        ['hub.example, registry.example', null],
        ['hub.example:8883', 'DNS004'],
        ['parent.example:8883', null],
        ['vm', null],
      ]),
    );
  });

  it('folds what cannot be known under what keeps it from being known', () => {
    const unknown = finding('EP001', 'unknown', { message: 'The name did not resolve.' });
    assert.deepEqual(told([unknown, finding('DNS003')]), [
      ['DNS003', null],
      ['EP001', 'DNS003'],
    ]);
  });

  it('begins with the worst chain, then with what stands further up', () => {
    const findings = [
      finding('NF001'),
      finding('NTP001'),
      finding('RT004'),
      finding('SW001', 'fail', { severity: 'warning' }),
    ];
    // The switch is but a warning, and yet the gateway does not answer because of it.
    assert.deepEqual(told(findings), [
      ['SW001', null],
      ['RT004', 'SW001'],
      ['NTP001', null],
      ['NF001', null],
    ]);
    assert.deepEqual(told([findings[0]!, findings[3]!]), [
      ['NF001', null],
      ['SW001', null],
    ]);
  });

  it('orders by outcome: fail, unknown, error, pass, notApplicable', () => {
    const outcomes = ['notApplicable', 'pass', 'error', 'unknown', 'fail'] as const;
    const ids = ['NTP001', 'SW005', 'RT004', 'IP002', 'NF001'];
    const findings = outcomes.map((outcome, index) => finding(ids[index]!, outcome));
    assert.deepEqual(
      explain(findings, nothing, rules).map(({ outcome }) => outcome),
      [...outcomes].reverse(),
    );
  });

  it('changes no finding that it was given', () => {
    const given = [finding('EP001'), finding('RT001')];
    const before = structuredClone(given);
    explain(given, nothing, rules);
    assert.deepEqual(given, before);
  });

  it('does not know a rule that is not there', () => {
    assert.throws(() => explain([finding('DEV999')], nothing, rules), /DEV999/);
  });
});

describe('A consequence that works', () => {
  it('refutes its supposed cause: the hub answers, so the gateway is no fault', () => {
    const [first] = explain([finding('RT004')], hubAnswers, rules);
    assert.equal(first?.outcome, 'pass');
    assert.equal(first.severity, 'information');
    assert.match(
      first.message,
      /RT004 says so\. It does no harm now: the VM connected to contoso-hub\.azure-devices\.net:5671\./,
    );
    assert.deepEqual([first.remedy, first.repair], [[], null]);
  });

  it('may be the proxy: it is beyond the gateway too', () => {
    const proxied = reach.map((one) => ({ ...one, via: 'proxy' as const, address: '10.9.9.9' }));
    const facts = tableOf({ 'guest.reach': proxied, 'guest.interfaces': interfaces });
    assert.match(
      explain([finding('RT004')], facts, rules)[0]?.message ?? '',
      /the VM connected to its proxy 10\.9\.9\.9\./,
    );
  });

  it('may be all that is needed, led to by a proxy that asks for the names itself', () => {
    const upstream = healthy('guest.upstream')['guest.upstream'];
    const through = (host: string) => ({ ...reach[0]!, host, port: 443, via: 'proxy' as const, address: '10.9.9.9' });
    const led = (...hosts: readonly string[]) =>
      tableOf({ 'guest.reach': hosts.map(through), 'guest.interfaces': interfaces, 'guest.upstream': upstream });
    const names = [upstream.hub ?? '', ...upstream.registries];
    const [first] = explain([finding('DNS001')], led(...names), rules);
    assert.match(first?.message ?? '', /It does no harm now: the VM reaches all that it needs through its proxy\./);
    assert.equal(explain([finding('DNS001')], led(...names.slice(1)), rules)[0]?.outcome, 'fail');
  });

  it('refutes nothing beside its path', () => {
    const findings = explain([finding('NF001'), finding('NTP001'), finding('DNS001')], hubAnswers, rules);
    assert.deepEqual(
      findings.map(({ outcome }) => outcome),
      ['fail', 'fail', 'fail'],
    );
  });

  it('refutes nothing that is about a part', () => {
    assert.equal(explain([finding('DNS004')], hubAnswers, rules)[0]?.outcome, 'fail');
  });

  it('proves nothing when it stayed on the own subnet, came from a container, or nobody knows where to', () => {
    const variants = [
      { address: '172.27.112.1' },

      { from: 'network:azure-iot-edge' },
      { tcp: 'silent' },
      { address: null },
    ];
    for (const variant of variants) {
      const facts = tableOf({
        'guest.reach': reach.map((one) => ({ ...one, ...variant })),
        'guest.interfaces': interfaces,
      });
      assert.equal(explain([finding('RT004')], facts, rules)[0]?.outcome, 'fail', JSON.stringify(variant));
    }
  });
});

describe('What is not known', () => {
  const off = 'The VM is off.';

  it('is told once for one missing fact', () => {
    const [one, ...others] = explain(
      [missing('EP001', 'guest.reach', off), missing('DNS003', 'guest.reach', off)],
      nothing,
      rules,
    );
    assert.deepEqual(others, []);
    assert.equal(one?.message, 'guest.reach is missing: The VM is off. Not judged: DNS003, EP001.');
    assert.equal(one.target, 'guest.reach');
  });

  it('is told once for facts that are missing for one reason', () => {
    const findings = explain(
      [missing('EP001', 'guest.reach', off), missing('RT001', 'guest.routes', off)],
      nothing,
      rules,
    );
    assert.equal(findings.length, 1);
    assert.equal(
      findings[0]?.message,
      'guest.reach, guest.routes are missing: The VM is off. Not judged: EP001, RT001.',
    );
    assert.deepEqual(
      findings[0].evidence.map(({ fact }) => fact),
      ['guest.reach', 'guest.routes'],
    );
  });

  it('stays apart for other reasons, and for host and guest', () => {
    const findings = explain(
      [
        missing('EP001', 'guest.reach', off),
        missing('RT001', 'guest.routes', 'No ip.'),
        missing('SW005', 'host.nat', off),
      ],
      nothing,
      rules,
    );
    assert.equal(findings.length, 3);
  });

  it('stays as it is where one rule misses one fact', () => {
    assert.equal(
      explain([missing('EP001', 'guest.reach', off)], nothing, rules)[0]?.message,
      `guest.reach is missing: ${off}`,
    );
  });

  it('is explained by what keeps commands from the guest, whatever the rule is about', () => {
    assert.deepEqual(told([missing('NF001', 'guest.reach', off), finding('HOST001')]), [
      ['HOST001', null],
      ['NF001', 'HOST001'],
    ]);
  });
});
