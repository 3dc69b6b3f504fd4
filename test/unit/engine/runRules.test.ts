import assert from 'node:assert/strict';
import { defineRule, type AnyRule } from '../../../core/src/engine/rule.js';
import { runRule, runRules } from '../../../core/src/engine/runRules.js';
import { factIds, type FactId } from '../../../core/src/facts/facts.js';
import type { FactTable } from '../../../core/src/facts/readFacts.js';

const context = { now: new Date('2026-03-01T08:15:00Z'), device: 'EDGE-1' };

/** A table in which only the named facts are there. */
const factsWith = (present: Partial<Record<FactId, unknown>>): FactTable =>
  Object.fromEntries(
    factIds.map((id) => [
      id,
      id in present ? { ok: true, value: present[id] } : { ok: false, reason: 'not collected' },
    ]),
  ) as unknown as FactTable;

const named = (overrides: Partial<AnyRule> = {}): AnyRule => ({
  ...defineRule({
    id: 'DEV001',
    slug: 'host-name-in-capitals',
    title: 'The host name is in small letters',
    severity: 'warning',
    stage: 'link',
    guide: [],
    requires: ['guest.hostName'],
    messages: {
      capitals: {
        text: 'The name {name} has capitals.',
        remedy: [{ text: 'Rename {name}.', command: 'hostname {lower}' }],
        repair: 'rename',
      },
      short: { text: 'The name {name} is short.', remedy: [], note: true },
    },
    check(facts, report) {
      const name = facts['guest.hostName'];
      if (name === 'localhost') return 'notApplicable';
      if (name === '?') return { unknown: 'The name is a riddle.' };
      const evidence = [{ fact: 'guest.hostName', path: '', observed: name, expected: 'small letters' }] as const;
      if (name !== name.toLowerCase())
        report({ message: 'capitals', target: name, data: { name, lower: name.toLowerCase() }, evidence });
      if (name.length < 3) report({ message: 'short', target: name, data: { name }, evidence });
      return undefined;
    },
  }),
  ...overrides,
});

const outcomeFor = (name: string) => runRule(named(), factsWith({ 'guest.hostName': name }), context);

describe('Running a rule', () => {
  it('passes when the rule says nothing', () => {
    const [finding, ...others] = outcomeFor('edge-1');
    assert.deepEqual(others, []);
    assert.equal(finding?.outcome, 'pass');
    assert.equal(finding.severity, 'warning');
    assert.equal(finding.message, 'The host name is in small letters.');
  });

  it('fails with the message, the evidence and the remedy filled in', () => {
    const [finding] = outcomeFor('EDGE-1');
    assert.deepEqual(finding, {
      rule: 'DEV001',
      category: 'DEV',
      title: 'The host name is in small letters',
      causedBy: null,
      suppressed: null,
      page: 'rules/DEV001.md',
      device: 'EDGE-1',
      collectedAt: '2026-03-01T08:15:00.000Z',
      outcome: 'fail',
      severity: 'warning',
      message: 'The name EDGE-1 has capitals.',
      target: 'EDGE-1',
      evidence: [{ fact: 'guest.hostName', path: '', observed: 'EDGE-1', expected: 'small letters' }],
      remedy: [{ text: 'Rename EDGE-1.', command: 'hostname edge-1' }],
      repair: 'rename',
    });
  });

  it('says a note as a pass of severity information', () => {
    const [finding] = outcomeFor('e1');
    assert.deepEqual([finding?.outcome, finding?.severity], ['pass', 'information']);
  });

  it('knows rules that do not concern the device', () => {
    assert.equal(outcomeFor('localhost')[0]?.outcome, 'notApplicable');
  });

  it('is unknown, never pass, when the rule cannot decide', () => {
    const [finding] = outcomeFor('?');
    assert.deepEqual([finding?.outcome, finding?.message], ['unknown', 'The name is a riddle.']);
  });

  it('is unknown and names the fact when a fact is missing', () => {
    const [finding] = runRule(named(), factsWith({}), context);
    assert.equal(finding?.outcome, 'unknown');
    assert.equal(finding.target, 'guest.hostName');
    assert.match(finding.message, /guest\.hostName is missing: not collected/);
  });

  it('turns an exception of a rule into the outcome error, and the other rules go on', () => {
    const broken = named({
      id: 'DEV002',
      check: () => {
        throw new Error('off by one');
      },
    });
    const findings = runRules([broken, named()], factsWith({ 'guest.hostName': 'edge-1' }), context);
    assert.deepEqual(
      findings.map(({ rule, outcome }) => [rule, outcome]),
      [
        ['DEV002', 'error'],
        ['DEV001', 'pass'],
      ],
    );
    assert.match(findings[0]?.message ?? '', /DEV002: off by one/);
  });

  it('hands over declared facts only', () => {
    let seen: string[] = [];
    const curious = named({
      check: (facts: object) => {
        seen = Object.keys(facts);
        return undefined;
      },
    });
    runRule(curious, factsWith({ 'guest.hostName': 'edge-1' }), context);
    assert.deepEqual(seen, ['guest.hostName']);
  });

  it('lets no control character of the device through', () => {
    const [finding] = outcomeFor('EDGE\u001b[2J\u202e1\n');
    assert.ok(finding);
    assert.equal(finding.message, 'The name EDGE\\u001b[2J\\u202e1\\u000a has capitals.');
    assert.ok(!/[\u0000-\u001f\u202e]/.test(JSON.stringify(Object.values(finding)).replaceAll('\\\\u', '')));
  });
});

describe('The type of a rule', () => {
  it('refuses what a rule must not do, at compile time', () => {
    const base = {
      id: 'DEV001',
      slug: 'x',
      title: 'x',
      severity: 'warning',
      stage: 'link',
      guide: [],
      requires: ['guest.hostName'],
    } as const;
    const messages = { one: { text: 'About {name}.', remedy: [] } } as const;
    const evidence = [{ fact: 'guest.hostName', path: '', observed: '', expected: '' }] as const;
    const good = { message: 'one', target: '', data: { name: '' }, evidence } as const;
    defineRule({
      ...base,
      messages,
      check(facts, report) {
        report(good);
        // @ts-expect-error a fact that is not declared
        String(facts['guest.unheardOf']);
        // @ts-expect-error a message that is not declared
        report({ ...good, message: 'two' });
        // @ts-expect-error a placeholder without a value
        report({ ...good, data: {} });
        // @ts-expect-error no evidence
        report({ ...good, evidence: [] });
        return undefined;
      },
    });
    // @ts-expect-error an id that is none
    defineRule({ ...base, id: 'DEV1', messages, check: () => undefined });
  });
});
