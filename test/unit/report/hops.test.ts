// Where on the path a finding belongs, and what a place is said to be.
import assert from 'node:assert/strict';
import type { Finding } from '../../../core/src/contract/finding.js';
import { firstToMend, hopOf, pathOf } from '../../../core/src/report/hops.js';
import { reportsOf } from '../../../core/src/report/deviceReport.js';
import { causesIn, differencesIn } from '../../../core/src/report/fleet.js';
import { treesOf, type Tree } from '../../../core/src/report/render/standing.js';
import { reportFor } from '../../support/reports.js';

const finding = (rule: string, over: Partial<Finding> = {}): Finding => ({
  rule,
  outcome: 'fail',
  severity: 'critical',
  category: rule.replace(/\d+/, '') as Finding['category'],
  title: '',
  message: '',
  target: '',
  evidence: [],
  remedy: [],
  causedBy: null,
  suppressed: null,
  repair: null,
  page: '',
  device: 'A',
  collectedAt: '2026-11-23T10:11:12.345Z',
  ...over,
});
const from = (fact: string): Pick<Finding, 'evidence'> => ({
  evidence: [{ fact, path: '', observed: '', expected: '' }],
});

const stateOf = (findings: readonly Finding[], hop: string) => pathOf(findings).find((one) => one.hop === hop)?.state;

describe('A finding belongs', () => {
  const table: readonly [string, string, Finding][] = [
    ['to the switch by its area', 'switch', finding('SW001', from('guest.interfaces'))],
    ['to the DNS servers by its area', 'dns', finding('DNS002', from('guest.containerResolvConf'))],
    ['to the gateway by its evidence', 'gateway', finding('RT004', from('guest.gatewayProbe'))],
    ['to the hub by its evidence', 'hub', finding('PX001', from('guest.reach'))],
    ['to the host by its evidence', 'host', finding('PX005', from('host.proxy'))],
    ['to the VM where nothing says otherwise', 'vm', finding('IP001', from('host.vmAddress'))],
    ['to the VM without evidence', 'vm', finding('RT001')],
  ];
  for (const [what, hop, one] of table) it(what, () => assert.equal(hopOf(one), hop));
});

describe('A place on the path', () => {
  it('is broken where what to mend first is, and there only', () => {
    const findings = [
      finding('SW001'),
      finding('DNS001', { causedBy: 'SW001' }),
      finding('EP001'),
      finding('MOD001', { outcome: 'pass' }),
    ];
    assert.deepEqual(
      ['switch', 'dns', 'hub', 'containers', 'gateway'].map((hop) => stateOf(findings, hop)),
      ['broken', 'affected', 'fail', 'ok', 'unseen'],
    );
  });

  it('is not known where something could not be judged and nothing is wrong', () => {
    assert.equal(
      stateOf([finding('DNS001', { outcome: 'unknown' }), finding('DNS002', { outcome: 'pass' })], 'dns'),
      'unknown',
    );
  });

  it('is well where a note is all there is', () => {
    assert.equal(stateOf([finding('DNS001', { severity: 'information' })], 'dns'), 'ok');
    assert.equal(firstToMend([finding('DNS001', { severity: 'information' })]), undefined);
  });

  it('has the names and addresses of a healthy device', () => {
    const path = reportFor('en').path;
    assert.ok(
      path.every(({ state }) => state === 'ok' || state === 'unseen'),
      JSON.stringify(path),
    );
    assert.ok(
      path.every(({ name, addresses }) => name !== '' || addresses.length > 0),
      JSON.stringify(path),
    );
  });
});

describe('Findings', () => {
  it('of several looks are a report each', () => {
    const reports = reportsOf([finding('SW001'), finding('SW001', { device: 'B' }), finding('DNS001')]);
    assert.deepEqual(
      reports.map(({ device, findings }) => [device, findings.length]),
      [
        ['A', 2],
        ['B', 1],
      ],
    );
  });

  it('are all told once, also those that explain each other or themselves', () => {
    const ring = [
      finding('SW001', { causedBy: 'DNS001' }),
      finding('DNS001', { causedBy: 'SW001' }),
      finding('EP001', { causedBy: 'EP001' }),
    ];
    const told = (trees: readonly Tree[]): string[] =>
      trees.flatMap(({ finding: one, consequences }) => [one.rule, ...told(consequences)]);
    assert.deepEqual(told(treesOf(ring)).sort(), ['DNS001', 'EP001', 'SW001']);
  });

  it('of a fleet are counted by cause, consequences left out', () => {
    const reports = reportsOf([
      finding('SW001'),
      finding('DNS001', { causedBy: 'SW001' }),
      finding('SW001', { device: 'B' }),
      finding('EP001'),
    ]);
    assert.deepEqual(
      causesIn(reports).map(({ rule, devices }) => [rule, ...devices]),
      [
        ['SW001', 'A', 'B'],
        ['EP001', 'A'],
      ],
    );
  });

  it('say nothing of differences where there is no majority, and nothing is known', () => {
    const one = reportFor('en');
    const about = one.about ?? assert.fail();
    const other = { ...one, about: { ...about, release: '9' } };
    assert.deepEqual(differencesIn([one, other]), [[], []]);
    assert.deepEqual(differencesIn([one, one, { ...one, about: null }]), [[], [], []]);
    assert.deepEqual(differencesIn([one, one, other])[2], [{ what: 'release', own: '9', others: about.release }]);
  });
});
