import assert from 'node:assert/strict';
import type { FactValues } from '../../../../core/src/facts/facts.js';
import {
  outsideOf,
  sixWorldOf,
  worldFacts,
  worldOf,
  type WorldFacts,
} from '../../../../core/src/model/netfilter/worldOf.js';
import { emptyRuleset } from '../../../../core/src/parse/iptables/rule.js';
import { healthy, vm } from '../../../support/healthyFacts.js';

const told = healthy(...worldFacts);
const withFacts = (more: WorldFacts): ReturnType<typeof worldOf> => worldOf({ ...told, ...more });
const known: Pick<WorldFacts, 'guest.nftTables' | 'guest.trafficControl'> = {
  'guest.nftTables': [],
  'guest.trafficControl': [],
};

describe('The filters of a world that are not known', () => {
  const gaps = (more: WorldFacts): readonly string[] => withFacts({ ...known, ...more }).gaps;
  const foreign = (...tables: string[]): readonly string[] => gaps({ 'guest.nftTables': tables });
  const text = (table: string): string => `the nft table ${table} was not made by iptables`;

  it('are none, where all is told', () => assert.deepEqual(gaps({}), []));

  it('are those of facts that are missing', () => {
    assert.deepEqual(gaps({ 'guest.iptablesNft': undefined }), ['the rules of iptables-nft are not known']);
    assert.deepEqual(gaps({ 'guest.iptablesLegacy': undefined }), ['the rules of iptables-legacy are not known']);
    assert.deepEqual(gaps({ 'guest.nftTables': undefined }), [
      'the tables of nft that iptables did not make are not known',
    ]);
    assert.deepEqual(gaps({ 'guest.trafficControl': undefined }), [
      'what filters outside netfilter (tc, XDP) is not known',
    ]);
  });

  it('are the tables of nft that iptables did not make', () => {
    assert.deepEqual(foreign('ip filter', 'ip nat', 'ip6 other'), []);
    assert.deepEqual(foreign('ip other'), [text('ip other')]);
    for (const family of ['inet', 'netdev', 'bridge', 'arp'])
      assert.deepEqual(foreign(`${family} filter`), [text(`${family} filter`)]);
  });

  it('are those that iptables itself cannot read, once', () => {
    const nft = { ...emptyRuleset, incompatibleTables: ['filter', 'own'] };
    assert.deepEqual(gaps({ 'guest.iptablesNft': nft, 'guest.nftTables': ['ip own'] }), [
      text('ip own'),
      text('ip filter'),
    ]);
  });

  it('are those of IPv6 for its packets', () => {
    const six = { ...told, ...known, 'guest.ip6tablesNft': emptyRuleset, 'guest.ip6tablesLegacy': emptyRuleset };
    assert.deepEqual(sixWorldOf({ ...six, 'guest.nftTables': ['ip other', 'ip6 other', 'ip6 filter'] }).gaps, [
      text('ip6 other'),
    ]);
  });
});

describe('What handles packets outside netfilter', () => {
  const one = (kind: 'xdp' | 'qdisc' | 'filter', what: string | null) =>
    outsideOf({ kind, device: 'eth0', at: 'root', what });

  it('is a program, a filter, and a queue that loses packets', () => {
    assert.deepEqual(one('xdp', 'native'), [{ device: 'eth0', what: 'an XDP program handles what comes in by eth0' }]);
    assert.deepEqual(one('filter', 'bpf'), [{ device: 'eth0', what: 'a filter of tc (bpf) handles packets of eth0' }]);
    assert.deepEqual(one('filter', null), [{ device: 'eth0', what: 'a filter of tc (?) handles packets of eth0' }]);
    assert.deepEqual(one('qdisc', 'netem'), [{ device: 'eth0', what: 'netem on eth0 loses or delays packets' }]);
    assert.deepEqual(one('qdisc', 'fq_codel'), []);
  });
});

type Networks = FactValues['guest.containerNetworks'];
const network = (more: Partial<Networks[number]>): Networks[number] => ({
  ...{ id: '0123456789abcdef', name: 'own', driver: 'bridge', bridge: null, mtu: null, internal: false },
  subnets: [
    { subnet: '10.9.0.0/24', gateway: null },
    { subnet: '10.8.0.0/24', gateway: null },
  ],
  ...more,
});

describe('The end of a container', () => {
  const end = (
    networks: Networks,
    attached: { name?: string; networkId?: string | null; address?: string | null },
  ): unknown => {
    const [container = assert.fail()] = told['guest.containers'];
    const attachment = { name: 'own', networkId: '0123456789abcdef', address: '10.8.0.3', gateway: null, ...attached };
    return withFacts({
      'guest.containerNetworks': networks,
      'guest.containers': [{ ...container, networks: [attachment] }],
    }).containers?.[0]?.endpoints;
  };
  const at = (bridge: string | null, subnet: string | null = '10.8.0.0/24'): unknown => [
    { address: '10.8.0.3', bridge, subnet },
  ];

  it('is behind the bridge of its network: as told, docker0, or after the first digits of its id', () => {
    assert.deepEqual(end([network({ bridge: 'br9' })], {}), at('br9'));
    assert.deepEqual(end([network({ name: 'bridge' })], {}), at('docker0'));
    assert.deepEqual(end([network({})], {}), at('br-0123456789ab'));
    assert.deepEqual(end([network({ driver: 'macvlan' })], {}), at(null));
  });

  it('is found by the id of its network, else by the name', () => {
    const other = network({ id: 'ffff456789abcdef', name: 'other' });
    assert.deepEqual(end([other, network({})], {}), at('br-0123456789ab'));
    assert.deepEqual(end([other, network({})], { name: 'other' }), at('br-0123456789ab'));
    assert.deepEqual(end([other, network({})], { networkId: null, name: 'other' }), at('br-ffff456789ab'));
    assert.deepEqual(end([other], {}), at(null, null));
    assert.deepEqual(end([], {}), at(null, null));
  });

  it('is on the subnet that holds its address', () => {
    assert.deepEqual(end([network({ subnets: [] })], {}), at('br-0123456789ab', null));
    assert.deepEqual(
      end(
        [
          network({
            subnets: [
              { subnet: 'none', gateway: null },
              { subnet: '10.8.0.0/16', gateway: null },
            ],
          }),
        ],
        {},
      ),
      at('br-0123456789ab', '10.8.0.0/16'),
    );
  });

  it('is none without an address', () => assert.deepEqual(end([network({})], { address: null }), []));
});

describe('A world has', () => {
  it('containers that share the network of the VM as such', () => {
    const [container = assert.fail()] = told['guest.containers'];
    const shares = (networkMode: string): unknown =>
      withFacts({ 'guest.containers': [{ ...container, networkMode }] }).containers?.[0]?.hostNetwork;
    assert.deepEqual([shares('host'), shares('bridge')], [true, false]);
  });

  it('interfaces with their addresses of IPv4, and of bridges that no tool tells of what they are', () => {
    const [, card = assert.fail()] = told['guest.interfaces'];
    const six = { family: 'inet6', address: 'fe80::1', prefixLength: 64, scope: 'link', dynamic: false } as const;
    const seen = withFacts({
      'guest.interfaces': [
        { ...card, addresses: [...card.addresses, six] },
        { ...card, name: 'br9', kind: null, hairpin: true, addresses: [] },
        { ...card, name: 'vlan9', kind: 'macvlan', addresses: [] },
      ],
      'guest.containerNetworks': [network({ bridge: 'br9' }), network({ bridge: 'vlan9', driver: 'macvlan' })],
    }).interfaces;
    assert.deepEqual(seen, [
      {
        name: 'eth0',
        up: true,
        kind: null,
        master: null,
        addresses: [{ address: vm.address, prefixLength: vm.prefixLength }],
      },
      { name: 'br9', up: true, kind: 'bridge', master: null, hairpin: true, addresses: [] },
      { name: 'vlan9', up: true, kind: 'macvlan', master: null, addresses: [] },
    ]);
  });

  it('the address of the host on the switch: of the subnet, and none of its own', () => {
    const address = { address: '', prefixLength: 20 };
    const host = (...addresses: string[]): string | null => {
      const [first = assert.fail()] = told['host.addresses'];
      return withFacts({ 'host.addresses': addresses.map((one) => ({ ...first, ...address, address: one })) })
        .hostAddress;
    };
    assert.equal(host('192.168.1.2', vm.gateway), vm.gateway);
    assert.equal(host(vm.address, vm.gateway), vm.gateway);
    assert.equal(host('192.168.1.2'), null);
    assert.equal(host(), null);
    assert.equal(worldOf({}).hostAddress, null);
  });

  it('what is not told as not known', () => {
    const { routes, policyRules, settings, listeners, containers, interfaces, outside } = worldOf({});
    assert.deepEqual(
      [routes, policyRules, settings, listeners, containers, interfaces, outside],
      [null, null, null, null, null, [], []],
    );
  });

  it('the same form for the same facts', () => {
    assert.equal(worldOf(told), worldOf({ ...told }));
    assert.notEqual(worldOf(told), worldOf({ ...told, 'guest.routes': [] }));
  });
});
