import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { DnsPlan } from '../../../core/src/contract/dnsPlan.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { askEngineCommand, dnsCommands, engineScript, readEngineAsked } from '../../../core/src/repairs/dnsCommands.js';
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
  describe('has something to do where from one network', () => {
    const file = { hash, text: `{"dns":["${own}","10.0.0.9"]}`, unfit: null };
    const probe = [...server(own, 'answered'), ...server('10.0.0.9', 'answered')];
    const [hub, registry] = lookups(network, 'resolved');
    const [, unresolved] = lookups(network, 'unresolved');
    assert.ok(hub && registry && unresolved);
    const cases: [string, Lookup[], DnsPlan['state']][] = [
      ['no name resolves', [hub, registry, ...lookups('network:bridge', 'timedOut')], 'needed'],
      ['one name of two does not resolve', [hub, unresolved], 'needed'],
      ['one name of two was not looked up', [hub], 'needed'],
      ['everything resolves: nothing', [hub, registry, ...lookups('network:bridge', 'resolved')], 'alreadyThere'],
    ];
    for (const [title, seen, state] of cases)
      it(title, () => {
        const plan = planOf({ file, probe, changes: [{ 'guest.nameProbe': [...lookups('vm', 'resolved'), ...seen] }] });
        assert.equal(plan.state, state);
        if (state === 'alreadyThere')
          assert.match(plan.reason ?? '', /has these DNS servers, .*: 172\.27\.112\.1, 10\.0\.0\.9\.$/);
      });
  });

  it('says which servers it sets, which there were, and that they can be given back', () => {
    const many = ['10.0.0.9', '10.0.0.8'];
    const probe = many.flatMap((one) => server(one, 'answered'));
    const file = { hash, text: '{"dns":["10.0.0.1","10.0.0.2"]}', unfit: null };
    const first = (plan: DnsPlan): string | undefined => plan.steps[0];
    const plan = planOf({ servers: many, probe, file });
    assert.equal(
      first(plan),
      'Set "dns" in /etc/docker/daemon.json to 10.0.0.9, 10.0.0.8; it was: 10.0.0.1, 10.0.0.2. Nothing else in the file changes.',
    );
    assert.match(first(planOf({ servers: many, probe })) ?? '', /; it was: none\. /);
    assert.equal(plan.restorable, true);
  });

  it('takes the servers of the card that faces the switch, where there is one', () => {
    const resolver = healthyFacts['guest.resolver'];
    const [link] = resolver.links;
    assert.ok(link);
    const docker = { ...link, name: 'docker0', servers: ['10.7.7.7'] };
    const tried = (...changes: Change[]): string[] => planOf({ changes }).candidates.map((one) => one.server);
    const windows = ['192.168.10.2', '192.168.10.3'];
    assert.deepEqual(tried({ 'guest.resolver': { ...resolver, links: [docker, link] } }), [own, ...windows]);
    assert.deepEqual(tried({ 'guest.resolver': { ...resolver, links: [docker] } }), windows);
    const cards = healthyFacts['guest.interfaces'].filter(({ name }) => name !== 'eth0');
    assert.deepEqual(tried({ 'guest.interfaces': cards }), windows);
  });

  it('weighs eight servers at most', () => {
    const dns = Array.from({ length: 10 }, (_, index) => `10.0.0.${index + 1}`);
    assert.equal(planOf({ file: { hash, text: JSON.stringify({ dns }), unfit: null } }).candidates.length, 8);
  });

  it('has nobody asked again, and nobody where evidence is missing', () => {
    const wish = { servers: null, asked: [], file: null };
    const none = { servers: [], names: [] };
    assert.deepEqual(planEngineDns(snapshotOf(namesIn('timedOut')), wish).ask, none);
    const lost = snapshotOf({ 'guest.daemonJson': { lost: 'Too slow.' } });
    assert.deepEqual(planEngineDns(lost, { ...wish, asked: null }).ask, none);
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
    const { unapply, uncommit } = dnsCommands(plan, 'abcd1234', 600);
    assert.ok(
      unapply.includes(`'abcd1234' 'unapply' '${plan.id}' '600'`) && uncommit.includes(`'uncommit' '${plan.id}'`),
    );
    assert.equal(spawnSync('bash', ['-n'], { input: engineScript }).status, 0);
    const { commit, settle } = dnsCommands(plan, 'abcd1234', 600);
    assert.ok(
      commit.includes(`'abcd1234' 'commit' '${plan.id}'`) && settle.includes(`'abcd1234' 'settle' '${plan.id}'`),
    );
    const { apply: first } = dnsCommands({ ...plan, edit: { ...plan.edit!, hash: null } }, 'abcd1234', 600);
    assert.ok(first.includes(`'apply' '${plan.id}' '-' '1'`), 'where there was no file');
    assert.throws(() => dnsCommands({ ...plan, edit: null }, 'abcd1234', 600), {
      ...{ id: 'PlanHasNoSteps', message: 'There is nothing to be done in this plan.' },
    });
    const ask = askEngineCommand('abcd1234', ['10.0.0.1', '10.0.0.2'], []);
    assert.ok(ask.includes("'abcd1234' 'ask' '-' '10.0.0.1,10.0.0.2' '-'"), ask.slice(-200));
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
    });
    it('is read where there is no file, or an empty one, and no server was left to be asked', () => {
      const file = (row: string): unknown => readEngineAsked('abcd1234', reply('asked', row)).file;
      assert.deepEqual(file('FILE\t-\t'), { hash: null, text: '', unfit: null });
      assert.deepEqual(file(`FILE\t${hash}\t`), { hash, text: '', unfit: null });
    });
    it('is read though nothing of what the servers said can be', () => {
      const { file, asked } = readEngineAsked('abcd1234', reply('asked', 'FILE\t-\t\n10.0.0.1 answered'));
      assert.deepEqual([file.unfit, asked], [null, []]);
    });
    for (const [title, said, why] of [
      ['unfit', reply('unfit', 'it is a link'), /it is a link/],
      ['garbage', reply('asked', 'FILE\tx\ty'), /no answer that could be read/],
      ['another nonce', reply('asked', 'FILE\t-\t').replace('abcd', 'ffff'), /no answer that could be read/],
    ] as const)
      it(`is not edited where it is ${title}`, () => {
        const { file, asked } = readEngineAsked('abcd1234', said);
        assert.match(file.unfit ?? '', why);
        assert.deepEqual([file.hash, file.text, asked], [null, '', []]);
      });
  });

  describe('are kept', () => {
    const verdict = (...changes: Change[]): DnsVerdict => verifyDns(snapshotOf(engineDns(own), ...changes), planOf());
    type Module = FactValues['guest.containers'][number];
    const modules = (more: Partial<Module>): Change => ({
      'guest.containers': healthyFacts['guest.containers'].map((one) => ({ ...one, ...more })),
    });
    const bringing = (dns: string[]): Change => modules({ dns });
    /** The names fail in one network, and resolve in another. */
    const inOne: Change = {
      'guest.nameProbe': [
        ...lookups('vm', 'resolved'),
        ...lookups(network, 'timedOut'),
        ...lookups('network:bridge', 'resolved'),
      ],
    };
    const [hub] = lookups(network, 'resolved');
    const [, registry] = lookups(network, 'timedOut');
    assert.ok(hub && registry);
    const [attached] = healthyFacts['guest.containers'][0]?.networks ?? [];
    assert.ok(attached);

    it('when every name resolves from every network', () => {
      const { passed, reason, names: seen } = verdict(namesIn('resolved'));
      assert.deepEqual([passed, reason], [true, null]);
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
        [namesIn('resolved'), engineDns('9.9.9.9', '9.9.9.8')],
        /other servers than were set: 9\.9\.9\.9, 9\.9\.9\.8\.$/,
      ],
      ['when the file names none', [namesIn('resolved'), engineDns()], /other servers than were set: none\.$/],
      [
        'when one name of two does not',
        [{ 'guest.nameProbe': [...lookups('vm', 'resolved'), hub, registry] }],
        /^In the containers of azure-iot-edge these names do not resolve: mcr\.microsoft\.com\.$/,
      ],
      ['on missing evidence', [{ 'guest.nameProbe': { lost: 'Too slow.' } }], /guest\.nameProbe is missing: Too slow/],
      ['without its file', [{ 'guest.daemonJson': { lost: 'Too slow.' } }], /guest\.daemonJson is missing: Too slow/],
      ['where names fail in one network, and nobody there brings servers', [inOne], /azure-iot-edge/],
      [
        'where who brings servers does not run',
        [inOne, modules({ dns: ['9.9.9.9'], running: false })],
        /azure-iot-edge/,
      ],
      [
        'where who brings servers is on another network',
        [inOne, modules({ dns: ['9.9.9.9'], networks: [{ ...attached, name: 'bridge' }] })],
        /azure-iot-edge/,
      ],
      [
        'where nobody knows who brings servers',
        [inOne, { 'guest.containers': { lost: 'Too slow.' } }],
        /azure-iot-edge/,
      ],
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
      const networks = [attached, { ...attached, name: 'bridge' }];
      const { passed, reason } = verdict(inOne, modules({ dns: ['9.9.9.9'], networks }));
      assert.equal(passed, true);
      assert.match(reason ?? '', /azure-iot-edge/);
    });
    it('not when it fails where it resolved before', () => {
      const plan = { ...planOf(), worked: [hub, registry].map(({ from, name }) => ({ from, name })) };
      const { passed, reason } = verifyDns(snapshotOf(engineDns(own), inOne, bringing(['9.9.9.9'])), plan);
      assert.equal(passed, false);
      assert.match(reason ?? '', /^In the containers of azure-iot-edge these names do not resolve/);
    });
    it('though another name resolved there before, and where one module of many brings servers', () => {
      const plan = { ...planOf(), worked: [{ from: hub.from, name: hub.name }] };
      const [one, ...rest] = healthyFacts['guest.containers'];
      assert.ok(one);
      const change: Change = {
        'guest.nameProbe': [...lookups('vm', 'resolved'), hub, registry],
        'guest.containers': [{ ...one, dns: ['9.9.9.9'] }, ...rest],
      };
      const { passed, reason } = verifyDns(snapshotOf(engineDns(own), change), plan);
      assert.equal(passed, true);
      assert.match(reason ?? '', /mcr\.microsoft\.com/);
    });
    it('whatever the VM itself makes of the names, for it does not ask the engine', () => {
      const change = { 'guest.nameProbe': [...lookups('vm', 'timedOut'), ...lookups(network, 'resolved')] };
      assert.deepEqual(verdict(change).passed, true);
    });
    it('not before a module runs on each of the networks again', () => {
      const plan = { ...planOf(), networks: ['azure-iot-edge', 'bridge', 'lonely'] };
      const { reason, names: seen } = verifyDns(snapshotOf(engineDns(own), namesIn('resolved')), plan);
      assert.equal(reason, 'No module runs on bridge, lonely again.');
      assert.equal(seen.length, 4);
    });
    it('and of a look that is missing no name is told', () => {
      assert.deepEqual(verdict({ 'guest.daemonJson': { lost: 'Too slow.' } }).names, []);
    });
  });
});
