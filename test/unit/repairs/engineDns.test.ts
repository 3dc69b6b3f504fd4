import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { DnsPlan } from '../../../core/src/contract/dnsPlan.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { dnsCommands, engineScript, readEngineAsked } from '../../../core/src/repairs/dnsCommands.js';
import { planEngineDns } from '../../../core/src/repairs/planEngineDns.js';
import { verifyDns, type DnsVerdict } from '../../../core/src/repairs/verifyDns.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

type Query = FactValues['guest.dnsProbe'][number];
type Lookup = FactValues['guest.nameProbe'][number];

const names = [vm.hub, 'mcr.microsoft.com'];
const own = vm.gateway;
const hash = 'a'.repeat(64);
const text = '{"xxxxxxxxxx":"xxxxx"}';

const server = (address: string, state: 'answered' | 'silent', addresses = ['40.83.177.42']): Query[] =>
  names.map((name) => ({
    from: 'vm',
    server: address,
    transport: 'udp',
    name,
    state,
    rcode: state === 'answered' ? 'NOERROR' : null,
    addresses: state === 'answered' ? addresses : [],
    tookMs: 4,
  }));

const network = 'network:azure-iot-edge';
const lookups = (from: Lookup['from'], state: Lookup['state']): Lookup[] =>
  names.map((name) => ({
    from,
    name,
    addresses: state === 'resolved' ? ['40.83.177.42'] : [],
    state,
    via: '127.0.0.11',
  }));
const namesIn = (state: Lookup['state']): Change => ({
  'guest.nameProbe': [...lookups('vm', 'resolved'), ...lookups(network, state)],
});
const engineDns = (...dns: string[]): Change => ({
  'guest.daemonJson': { ...healthyFacts['guest.daemonJson'], present: true, dns },
});

interface Wish {
  readonly servers?: string[] | null;
  readonly probe?: Query[];
  readonly file?: { hash: string | null; text: string; unfit: string | null };
  readonly changes?: Change[];
}
const planOf = ({ servers = null, probe, file = { hash, text, unfit: null }, changes = [] }: Wish = {}): DnsPlan => {
  const asked = probe ?? server(own, 'answered');
  const snapshot = snapshotOf({ 'guest.dnsProbe': [] }, namesIn('timedOut'), ...changes);
  return DnsPlan.parse(planEngineDns(snapshot, { servers, asked, file }).plan);
};

describe('Planning DNS servers for the container engine', () => {
  it('gives it those of the VM, where it has none that answers', () => {
    const plan = planOf();
    assert.deepEqual([plan.repair, plan.state, plan.servers, plan.before], ['set-engine-dns', 'needed', [own], []]);
    assert.deepEqual(plan.edit, { hash, at: 1, remove: 0, insert: `"dns": ["${own}"],` });
    assert.deepEqual(plan.networks, ['azure-iot-edge']);
    assert.match(plan.steps.join(' '), /Nothing else in the file changes.*every module restarts.*byte for byte/);
  });
  it('prefers its own, where one answers', () => {
    const file = { hash, text: '{"dns":["10.0.0.9","10.0.0.8"]}', unfit: null };
    const plan = planOf({
      file,
      probe: [...server('10.0.0.9', 'silent'), ...server('10.0.0.8', 'answered'), ...server(own, 'answered')],
    });
    assert.deepEqual([plan.servers, plan.before], [['10.0.0.8'], ['10.0.0.9', '10.0.0.8']]);
  });
  it('takes no address that leads nowhere for an answer', () => {
    const plan = planOf({ probe: server(own, 'answered', ['0.0.0.0', '127.0.0.1']) });
    assert.deepEqual([plan.state, plan.servers], ['refused', []]);
  });
  it('has nothing to do where every name resolves from every network', () => {
    const file = { hash, text: `{"dns":["${own}"]}`, unfit: null };
    assert.equal(planOf({ file, changes: [namesIn('resolved')] }).state, 'alreadyThere');
    const stale = planOf({ file });
    assert.equal(stale.state, 'needed', 'containers keep the servers that they were started with');
  });
  it('from a snapshot knows no file to edit', () => {
    const snapshot = snapshotOf({ 'guest.dnsProbe': server(own, 'answered') }, namesIn('timedOut'));
    const { plan, ask } = planEngineDns(snapshot, { servers: null, asked: null, file: null });
    assert.deepEqual([plan.state, plan.edit], ['needed', null]);
    assert.ok(ask.servers.length > 0);
  });

  const refusals: [string, Wish, RegExp][] = [
    ['no file of ours', { file: { hash: null, text: '', unfit: 'it is a link' } }, /^it is a link$/],
    ['a file that is no JSON', { file: { hash, text: 'NONE', unfit: null } }, /no JSON/],
    ['servers that do not answer', { probe: server(own, 'silent') }, /did not answer the VM/],
    ['a device without modules', { changes: [{ 'guest.nameProbe': lookups('vm', 'resolved') }] }, /No module runs/],
    [
      'a device whose names are not known',
      { changes: [{ 'guest.upstream': { ...healthyFacts['guest.upstream'], hub: null, registries: [] } }] },
      /No name is known/,
    ],
    ['missing evidence', { changes: [{ 'guest.nameProbe': { lost: 'Too slow.' } }] }, /guest\.nameProbe is missing/],
  ];
  for (const [title, wish, reason] of refusals)
    it(`refuses ${title}`, () => {
      const plan = planOf(wish);
      assert.deepEqual([plan.state, plan.steps], ['refused', []]);
      assert.match(plan.reason ?? '', reason);
    });
});

describe('The servers of the container engine', () => {
  it('reach the guest as arguments of one script that bash can parse', () => {
    const plan = planOf();
    const { apply, revert } = dnsCommands(plan, 'abcd1234', 600);
    const insert = Buffer.from(`"dns": ["${own}"],`).toString('base64');
    assert.ok(apply.includes(`'abcd1234' 'apply' '${plan.id}' '${hash}' '1' '0' '${insert}' '600'`), apply.slice(-200));
    assert.ok(revert.includes(`'abcd1234' 'revert' '${plan.id}'`));
    assert.equal(spawnSync('bash', ['-n'], { input: engineScript }).status, 0);
    assert.throws(() => dnsCommands({ ...plan, edit: null }, 'abcd1234', 600), { id: 'PlanHasNoSteps' });
  });
  it('take nothing else from a plan than servers', () => {
    for (const insert of ['"hosts": ["tcp://0.0.0.0"],', '"dns": ["$(reboot)"],'])
      assert.equal(DnsPlan.safeParse({ ...planOf(), edit: { hash, at: 1, remove: 0, insert } }).success, false, insert);
  });

  describe('and what the guest told of its file', () => {
    const reply = (state: string, message: string): string =>
      `EFLOWNETDIAG abcd1234 ${state} ${Buffer.from(message).toString('base64')}`;
    it('is read, and what the servers said behind it', () => {
      const rows = `FILE\t${hash}\t${Buffer.from(text).toString('base64')}\n10.0.0.1\ta.example\tanswered\tNOERROR\t1.2.3.4`;
      const { file, asked } = readEngineAsked('abcd1234', reply('asked', rows));
      assert.deepEqual(file, { hash, text, unfit: null });
      assert.deepEqual(asked[0]?.addresses, ['1.2.3.4']);
      assert.equal(readEngineAsked('abcd1234', reply('asked', 'FILE\t-\t')).file.hash, null);
    });
    for (const [title, said, why] of [
      ['unfit', reply('unfit', 'it is a link'), /it is a link/],
      ['garbage', reply('asked', 'FILE\tx\ty'), /no answer that could be read/],
      ['another nonce', reply('asked', 'FILE\t-\t').replace('abcd', 'ffff'), /no answer that could be read/],
    ] as const)
      it(`is not edited where it is ${title}`, () => {
        assert.match(readEngineAsked('abcd1234', said).file.unfit ?? '', why);
      });
  });

  describe('are kept', () => {
    const verdict = (...changes: Change[]): DnsVerdict => verifyDns(snapshotOf(engineDns(own), ...changes), planOf());
    const bringing = (dns: string[]): Change => ({
      'guest.containers': healthyFacts['guest.containers'].map((one) => ({ ...one, dns })),
    });

    it('when every name resolves from every network', () => {
      const { passed, names: seen } = verdict(namesIn('resolved'));
      assert.equal(passed, true);
      assert.deepEqual(
        seen.filter(({ from }) => from === network).map(({ state }) => state),
        ['resolved', 'resolved'],
      );
    });
    const not: [string, Change[], RegExp][] = [
      ['when one does not', [namesIn('timedOut')], /containers of azure-iot-edge these names do not resolve/],
      ['before the modules run again', [{ 'guest.nameProbe': lookups('vm', 'resolved') }], /azure-iot-edge again/],
      [
        'when the file names others',
        [namesIn('resolved'), engineDns('9.9.9.9')],
        /other servers than were set: 9\.9\.9\.9/,
      ],
      ['on missing evidence', [{ 'guest.nameProbe': { lost: 'Too slow.' } }], /guest\.nameProbe is missing: Too slow/],
      [
        'where a module of its own servers is all that could be asked',
        [namesIn('timedOut'), bringing(['9.9.9.9'])],
        /do not resolve/,
      ],
    ];
    for (const [title, changes, reason] of not)
      it(`not ${title}`, () => {
        const { passed, reason: why } = verdict(...changes);
        assert.equal(passed, false);
        assert.match(why ?? '', reason);
      });
    it('when a module that brings its own servers fails as before, and the others do not', () => {
      const more: Change = {
        'guest.nameProbe': [
          ...lookups('vm', 'resolved'),
          ...lookups(network, 'timedOut'),
          ...lookups('network:bridge', 'resolved'),
        ],
      };
      const { passed, reason } = verdict(more, bringing(['9.9.9.9']));
      assert.equal(passed, true);
      assert.match(reason ?? '', /azure-iot-edge/);
    });
  });
});
