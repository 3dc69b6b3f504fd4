import assert from 'node:assert/strict';
import { DnsPlan } from '../../../core/src/contract/dnsPlan.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import type { FactValues } from '../../../core/src/facts/facts.js';
import { idOf, type DnsPlanning } from '../../../core/src/repairs/dnsGround.js';
import { planDns } from '../../../core/src/repairs/planDns.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

type Query = FactValues['guest.dnsProbe'][number];

const names = [vm.hub, 'mcr.microsoft.com'];
const own = vm.gateway;
const [first, second] = ['192.168.10.2', '192.168.10.3'];

/** A server that took a question for every name so. */
const server = (address: string, state: Query['state'] | 'noAddress', asked = names): Query[] =>
  asked.map((name) => ({
    from: 'vm',
    server: address,
    transport: 'udp',
    name,
    state: state === 'noAddress' ? 'answered' : state,
    rcode: state === 'answered' ? 'NOERROR' : state === 'noAddress' ? 'NXDOMAIN' : null,
    addresses: state === 'answered' ? ['40.83.177.42'] : [],
    tookMs: 4,
  }));

const linkServers = (...servers: string[]): Change => {
  const resolver = healthyFacts['guest.resolver'];
  return { 'guest.resolver': { ...resolver, links: resolver.links.map((link) => ({ ...link, servers })) } };
};

const planned = (
  probe: readonly Query[],
  {
    servers = null,
    asked = null,
    changes = [],
  }: { servers?: string[] | null; asked?: Query[] | null; changes?: Change[] } = {},
): DnsPlanning => planDns(snapshotOf({ 'guest.dnsProbe': [...probe] }, ...changes), { servers, asked });

const planOf = (...wish: Parameters<typeof planned>): DnsPlan => DnsPlan.parse(planned(...wish).plan);

describe('Planning other DNS servers for the VM', () => {
  describe('sets', () => {
    const cases: [string, Query[], string[]][] = [
      [
        'what the host is set to use, where the own one is silent',
        [...server(own, 'silent'), ...server(first, 'answered'), ...server(second, 'answered')],
        [first, second],
      ],
      [
        'only what gave an address for every name',
        [...server(own, 'silent'), ...server(first, 'noAddress'), ...server(second, 'answered')],
        [second],
      ],
      [
        'nothing that refuses questions',
        [...server(own, 'refused'), ...server(first, 'refused'), ...server(second, 'answered')],
        [second],
      ],
      [
        'nothing that lacks one name of two',
        [
          ...server(own, 'silent'),
          ...server(first, 'answered', [vm.hub]),
          ...server(first, 'noAddress', ['mcr.microsoft.com']),
          ...server(second, 'answered'),
        ],
        [second],
      ],
    ];
    for (const [title, probe, expected] of cases)
      it(title, () => {
        const plan = planOf(probe);
        assert.deepEqual([plan.state, plan.servers, plan.before], ['needed', expected, [own]]);
        assert.equal(plan.endpoint, 'EDGE-1-EFLOWInterface');
        assert.match(plan.steps.join(' '), /eth0.*Set-EflowVmDnsServers/);
      });

    it("of the VM's own the one that answers, rather than another's", () => {
      const probe = [...server(own, 'silent'), ...server('10.0.0.9', 'answered'), ...server(first, 'answered')];
      assert.deepEqual(planOf(probe, { changes: [linkServers(own, '10.0.0.9')] }).servers, ['10.0.0.9']);
    });

    it('three at most: a resolver uses no more', () => {
      const many = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'];
      const host: Change = { 'host.dnsServers': [{ interfaceIndex: 5, interfaceAlias: 'Ethernet', servers: many }] };
      const probe = many.flatMap((one) => server(one, 'answered'));
      assert.deepEqual(planOf(probe, { changes: [linkServers(), host] }).servers, many.slice(0, 3));
    });

    it('what it is given, in that order', () => {
      const plan = planOf(
        [...server(own, 'answered'), ...server('10.1.0.1', 'answered'), ...server('10.1.0.2', 'answered')],
        { servers: ['10.1.0.2', '10.1.0.1'] },
      );
      assert.deepEqual([plan.state, plan.servers], ['needed', ['10.1.0.2', '10.1.0.1']]);
    });
  });

  it('has nothing to do where the servers of the VM serve it', () => {
    const plan = planOf(server(own, 'answered'));
    assert.deepEqual([plan.state, plan.servers, plan.steps, plan.names], ['alreadyThere', [], [], names]);
    const two = planOf([...server(own, 'answered'), ...server('10.0.0.9', 'answered')], {
      changes: [linkServers('fe80::53', own, '10.0.0.9')],
    });
    assert.equal(two.state, 'alreadyThere', 'servers of IPv6 beside them are left as they are');
    assert.match(two.reason ?? '', /^The VM has these DNS servers, .*: 172\.27\.112\.1, 10\.0\.0\.9\.$/);
  });

  describe('says which servers it sets, and which there were:', () => {
    const probe = [...server(first, 'answered'), ...server(second, 'answered')];
    const resolver = healthyFacts['guest.resolver'];
    const [link] = resolver.links;
    assert.ok(link);
    const links = (...all: [string, string[]][]): Change => ({
      'guest.resolver': { ...resolver, links: all.map(([name, servers]) => ({ ...link, name, servers })) },
    });
    const cases: [string, Change, string][] = [
      ['those of the link', links(['docker0', ['10.7.7.7']], ['eth0', [own, '10.0.0.9']]), `${own}, 10.0.0.9`],
      ['none on the link', links(['eth0', []]), 'none'],
      ['a link that the resolver does not know', links(['docker0', ['10.7.7.7']]), 'none'],
    ];
    for (const [title, change, before] of cases)
      it(title, () => {
        assert.equal(
          planOf(probe, { changes: [change] }).steps[0],
          `Set the DNS servers of eth0 to ${first}, ${second} with Set-EflowVmDnsServers; they were: ${before}.`,
        );
      });
  });

  it('names the endpoint of the VM where the host tells one', () => {
    const endpoint = (change: Change): string | null => planOf([], { changes: [change] }).endpoint;
    assert.equal(endpoint({ 'host.vmEndpoint': [] }), null);
    assert.equal(endpoint({ 'host.vmEndpoint': { lost: 'Too slow.' } }), null);
  });

  it('is another repair on another day, and with other servers', () => {
    const snapshot = snapshotOf();
    const ids = [
      idOf(snapshot, 'dns', []),
      idOf(snapshot, 'engine', []),
      idOf(snapshot, 'dns', [first, second]),
      idOf(snapshot, 'dns', [`${first}${second}`]),
      idOf({ ...snapshot, device: 'EDGE-2' }, 'dns', []),
      idOf({ ...snapshot, collectedAt: '2026-03-02T08:15:00.000Z' }, 'dns', []),
    ];
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(planOf(server(first, 'answered')).id, idOf(snapshot, 'dns', [first]));
  });

  describe('refuses', () => {
    const cases: [string, () => DnsPlan, RegExp][] = [
      [
        'when no server serves the VM',
        () => planOf([...server(own, 'silent'), ...server(first, 'noAddress'), ...server(second, 'silent')]),
        /172\.27\.112\.1 did not answer.*192\.168\.10\.2 answers, but gives no address for .*mcr\.microsoft\.com/,
      ],
      [
        'servers that nobody asked from the VM',
        () => planOf(server(own, 'silent')),
        /192\.168\.10\.2 was not asked from the VM/,
      ],
      [
        'when one of the given ones does not serve',
        () =>
          planOf([...server('10.1.0.1', 'answered'), ...server('10.1.0.2', 'silent')], {
            servers: ['10.1.0.1', '10.1.0.2'],
          }),
        /10\.1\.0\.2 did not answer/,
      ],
      [
        'when nobody is set to use any server',
        () => planOf([], { changes: [linkServers(), { 'host.dnsServers': [] }] }),
        /-Server/,
      ],
      ...(['guest.upstream', 'guest.resolver', 'guest.interfaces'] as const).map(
        (fact): [string, () => DnsPlan, RegExp] => [
          `without ${fact}`,
          () => planOf([], { changes: [{ [fact]: { lost: 'No such file.' } }] }),
          new RegExp(`${fact} is missing: No such file`),
        ],
      ),
      [
        'a VM without a card',
        () =>
          planOf([], {
            changes: [{ 'guest.interfaces': healthyFacts['guest.interfaces'].filter(({ name }) => name !== 'eth0') }],
          }),
        /no card/,
      ],
    ];
    for (const [title, made, reason] of cases)
      it(title, () => {
        const plan = made();
        assert.equal(plan.state, 'refused');
        assert.match(plan.reason ?? '', reason);
        assert.deepEqual(plan.servers, []);
      });

    for (const address of ['dns.example', '127.0.0.53', '169.254.1.1', '192.0.2.1', '1.2.3', '0.0.0.0'])
      it(`to be given ${address}`, () => {
        assert.throws(
          () => planned([], { servers: [address] }),
          (error) =>
            error instanceof CoreFault &&
            error.id === 'ServerNotUnderstood' &&
            error.message.startsWith(`${address} is no`),
        );
      });

    it('to be given more than a link uses, each counted once', () => {
      const three = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
      assert.doesNotThrow(() => planned([], { servers: [...three, '10.0.0.1'] }));
      assert.throws(() => planned([], { servers: [...three, '10.0.0.4'] }), {
        ...{ id: 'ServersTooMany', message: 'A link uses 3 DNS servers at most.' },
        target: '10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4',
      });
    });

    it('and then plans nothing at all', () => {
      const { plan, ask } = planned([], { changes: [{ 'guest.upstream': { lost: 'No such file.' } }] });
      assert.deepEqual(plan, {
        ...{ ...plan, repair: 'set-dns-servers', device: 'EDGE-1', state: 'refused', link: '', endpoint: null },
        ...{
          before: [],
          servers: [],
          names: [],
          worked: [],
          candidates: [],
          restorable: false,
          restore: '',
          steps: [],
        },
      });
      assert.deepEqual(ask, { servers: [], names: [] });
    });
  });

  describe('has asked from the guest', () => {
    it('what nobody asked yet for every name, once', () => {
      const { ask } = planned([...server(own, 'answered', [vm.hub]), ...server(first, 'answered')]);
      assert.deepEqual(ask, { servers: [own, second], names });
      assert.deepEqual(planned([], { asked: [] }).ask.servers, []);
    });
    it('nobody where all were asked', () => {
      const { ask } = planned([own, first, second].flatMap((one) => server(one, 'answered')));
      assert.deepEqual(ask, { servers: [], names: [] });
    });
    it('eight servers for six names at most', () => {
      const count = (from: number, to: number): number[] =>
        Array.from({ length: to - from }, (_, index) => from + index);
      const upstream = { ...healthyFacts['guest.upstream'], registries: count(0, 8).map((one) => `r${one}.example`) };
      const servers = count(1, 11).map((one) => `10.0.0.${one}`);
      const host: Change = { 'host.dnsServers': [{ interfaceIndex: 5, interfaceAlias: 'Ethernet', servers }] };
      const { ask } = planned([], { changes: [linkServers(), host, { 'guest.upstream': upstream }] });
      assert.deepEqual([ask.servers, ask.names.length], [servers.slice(0, 8), 6]);
    });
    it('what the VM uses, where nothing else is known', () => {
      const unknown = { lost: 'Too slow.' };
      const change: Change = { 'host.dnsServers': unknown, 'guest.dnsProbe': unknown, 'guest.nameProbe': unknown };
      const { plan, ask } = planned([], { changes: [change] });
      assert.deepEqual([ask.servers, plan.worked], [[own], []]);
    });
    it('and believes the answer', () => {
      const plan = planOf(server(own, 'silent'), { asked: [...server(own, 'silent'), ...server(second, 'answered')] });
      assert.deepEqual([plan.state, plan.servers], ['needed', [second]]);
    });
    it('no name that a question cannot carry', () => {
      const upstream = { ...healthyFacts['guest.upstream'], hub: 'hub,evil$(x)', registries: ['mcr.microsoft.com'] };
      assert.deepEqual(planned([], { changes: [{ 'guest.upstream': upstream }] }).ask.names, ['mcr.microsoft.com']);
    });
  });

  describe('says whether the former state can be restored by files:', () => {
    const probe = [...server(own, 'silent'), ...server('9.9.9.9', 'silent'), ...server(first, 'answered')];
    const file = (dns: string): Change => ({
      'guest.networkFiles': [
        {
          path: '/etc/systemd/network/10-static.network',
          sections: [
            { name: 'Match', entries: [{ key: 'Name', value: 'eth0' }] },
            { name: 'Network', entries: [{ key: 'DNS', value: dns }] },
          ],
        },
      ],
    });
    const dropIn = (dns: string): Change => ({
      'guest.networkFiles': [
        ...healthyFacts['guest.networkFiles'],
        {
          path: '/etc/systemd/network/99-dhcp-en.network.d/dns.conf',
          sections: [{ name: 'Network', entries: [{ key: 'DNS', value: dns }] }],
        },
      ],
    });
    const state = healthyFacts['guest.networkState'];
    const leases = healthyFacts['guest.leases'];
    const [managed] = state;
    assert.ok(managed);
    const unmanaged = { ...managed, name: 'docker0', setup: 'unmanaged' };
    const cases: [string, Change[], boolean, RegExp][] = [
      ['from the lease', [], true, /byte for byte/],
      ['from the lease, without a file', [{ 'guest.networkFiles': [] }], true, /byte for byte/],
      ['beside a link that is not managed', [{ 'guest.networkState': [unmanaged, ...state] }], true, /byte for byte/],
      [
        "from a file, with the servers' names",
        [linkServers('9.9.9.9', own), file(`9.9.9.9#dns.example  ${own}%eth0`), { 'guest.leases': [] }],
        true,
        /byte for byte/,
      ],
      ['from the file', [linkServers('9.9.9.9'), file('9.9.9.9'), { 'guest.leases': [] }], true, /byte for byte/],
      ['from a drop-in', [linkServers('9.9.9.9'), dropIn('9.9.9.9'), { 'guest.leases': [] }], true, /byte for byte/],
      ['set at run time', [linkServers('9.9.9.9', '9.9.9.8')], false, /^9\.9\.9\.9, 9\.9\.9\.8 stand in no file/],
      [
        'leased by another card',
        [{ 'guest.leases': leases.map((one) => ({ ...one, interface: 'eth1' })) }],
        false,
        /172\.27\.112\.1 stand in no file/,
      ],
      ['a link that networkd does not know', [{ 'guest.networkState': [unmanaged] }], false, /does not manage eth0/],
      [
        'a link that networkd leaves alone',
        [{ 'guest.networkState': healthyFacts['guest.networkState'].map((one) => ({ ...one, setup: 'unmanaged' })) }],
        false,
        /does not manage eth0/,
      ],
      ...(['guest.networkState', 'guest.networkFiles', 'guest.leases'] as const).map(
        (fact): [string, Change[], boolean, RegExp] => [
          `not known without ${fact}`,
          [{ [fact]: { lost: 'Too slow.' } }],
          false,
          new RegExp(`${fact} is missing`),
        ],
      ),
    ];
    for (const [title, changes, restorable, text] of cases)
      it(title, () => {
        const plan = planOf(probe, { changes });
        assert.deepEqual([plan.state, plan.restorable], ['needed', restorable]);
        assert.match(plan.restore, text);
        assert.ok(plan.steps.includes(plan.restore), 'it is said before anybody is asked');
      });
  });

  it('remembers what resolved before, and where', () => {
    const lookup = { name: vm.hub, addresses: ['40.83.177.42'], state: 'resolved', via: 'getent' } as const;
    const plan = planOf(server(own, 'answered'), {
      changes: [
        {
          'guest.nameProbe': [
            { ...lookup, from: 'vm' },
            { ...lookup, from: 'network:azure-iot-edge' },
            { ...lookup, from: 'network:bridge', state: 'timedOut' },
          ],
        },
      ],
    });
    assert.deepEqual(plan.worked, [
      { from: 'vm', name: vm.hub },
      { from: 'network:azure-iot-edge', name: vm.hub },
    ]);
  });
});
