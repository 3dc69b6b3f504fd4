import assert from 'node:assert/strict';
import { PacketTrace, type TraceWish } from '../../../core/src/contract/trace.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { trace } from '../../../core/src/trace/trace.js';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf, type Publication } from '../../support/firewall.js';
import { container, healthyFacts, withCard } from '../../support/healthyFacts.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';
import { routesWith, twoCards } from '../../support/twoCards.js';

const remapped: Publication = { address: '172.18.0.3', hostPort: 4443, containerPort: 443 };

/** The healthy device with lines of its owner in INPUT and DOCKER-USER, and a remapped port. */
const live = (own: readonly string[], user: readonly string[] = [], edit = (text: string) => text): Change => ({
  'guest.iptablesLegacy': rulesOf(
    edit(liveText({ own: [hostModuleLine, ...own], published: [...edgeHubPorts, remapped], dockerUser: user })),
  ),
});

const nft = (input: readonly string[]): Change => ({
  'guest.iptablesNft': rulesOf(
    `*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${input.join('\n')}\nCOMMIT\n`,
  ),
});

const without = (pattern: RegExp) => (text: string) =>
  text
    .split('\n')
    .filter((line) => !pattern.test(line))
    .join('\n');

const ask = (wish: Partial<TraceWish>, ...changes: readonly Change[]): PacketTrace =>
  PacketTrace.parse(
    trace(snapshotOf(...changes), { from: 'host', to: 'vm', protocol: 'tcp', port: 8883, withRules: [], ...wish }),
  );

const accept = (port: number): string => `-A INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`;

describe('A trace', () => {
  describe('tells what becomes of a packet, and what its sender sees:', () => {
    const cases: [
      string,
      Partial<TraceWish>,
      readonly Change[],
      PacketTrace['verdict'],
      PacketTrace['sender'],
      RegExp,
    ][] = [
      ['a published port', { to: 'edgeHub' }, [], 'accepted', 'answered', /gets to edgeHub at 172\.18\.0\.3:8883/],
      ['a host-network module', { to: 'opcPublisher', port: 9702 }, [], 'accepted', 'answered', /publisher/],
      ['a port without a rule', { port: 1884 }, [], 'dropped', 'timeOut', /policy of INPUT/],
      [
        'a REJECT',
        { port: 1884 },
        [live(['-A INPUT -p tcp -j REJECT --reject-with tcp-reset'])],
        'rejected',
        'refused',
        /tcp-reset/,
      ],
      [
        'an open port without a program',
        { port: 1884 },
        [live([accept(1884)])],
        'nobodyListening',
        'refused',
        /no program/,
      ],
      ['a ping', { protocol: 'icmp', port: null }, [], 'dropped', 'timeOut', /INPUT/],
      ['the hub from the VM', { from: 'vm', to: 'hub', port: 5671 }, [], 'accepted', 'unknown', /leaves by eth0/],
      [
        'the hub from a module',
        { from: 'edgeAgent', to: 'hub', port: 5671 },
        [],
        'accepted',
        'unknown',
        /leaves by eth0/,
      ],
      ['one module from another', { from: 'edgeAgent', to: 'edgeHub' }, [], 'accepted', 'answered', /gets to edgeHub/],
      ['an overlap with a bridge', {}, [overlapping()], 'noWayBack', 'timeOut', /own link/],
    ];
    for (const [name, wish, changes, verdict, sender, message] of cases) {
      it(name, () => {
        const seen = ask(wish, ...changes);
        assert.deepEqual([seen.verdict, seen.sender], [verdict, sender], seen.message);
        assert.match(seen.message, message);
      });
    }
  });

  it('goes hop by hop, with rule, place and counter', () => {
    const { hops } = ask({ to: 'edgeHub' });
    const stages = hops.map(({ stage }) => stage).filter((stage, index, all) => stage !== all[index - 1]);
    assert.deepEqual(stages, ['entry', 'PREROUTING', 'routing', 'FORWARD', 'delivery', 'wayBack']);
    assert.ok(hops.some(({ text }) => text.endsWith('goes on in DOCKER-USER')));
    const dropped = ask({ port: 1884 }).decidedBy;
    assert.deepEqual(dropped, {
      ...{ backEnd: 'legacy', table: 'filter', chain: 'INPUT', number: null },
      ...{ text: '-P INPUT DROP', packets: 12 },
    });
  });

  describe('says of rules that look as if they decided why they did not:', () => {
    const cases: [string, Partial<TraceWish>, readonly Change[], string, RegExp][] = [
      [
        'an ACCEPT behind a DROP',
        { port: 1884 },
        [live(['-A INPUT -j DROP', accept(1884)])],
        'behind',
        /^rule 8 of INPUT .*--dport 1884 .*stands behind rule 7 of INPUT in filter \(legacy\): -A INPUT -j DROP\.$/,
      ],
      [
        'an ACCEPT in INPUT for a packet that is forwarded',
        {},
        [live([accept(8883)], ['-A DOCKER-USER -i eth0 -j DROP'])],
        'otherHook',
        /reached from INPUT alone, and this packet goes by FORWARD/,
      ],
      [
        'a rule in DOCKER-USER on the published port of a remapped one',
        { port: 4443 },
        [live([], ['-A DOCKER-USER -p tcp -m tcp --dport 4443 -j ACCEPT', '-A DOCKER-USER -i eth0 -j DROP'])],
        'differs',
        /looks at port 4443, but after translation the packet carries 443/,
      ],
      [
        'a DROP that was meant to close it',
        { port: 4443 },
        [live([], ['-A DOCKER-USER -p tcp -m tcp --dport 4443 -j DROP'])],
        'differs',
        /looks at port 4443, but after translation the packet carries 443/,
      ],
      [
        'a rule on the port behind the translation, asked for as the original one',
        { port: 4443 },
        [live([], ['-A DOCKER-USER -p tcp -m conntrack --ctorigdstport 443 -j DROP'])],
        'differs',
        /port 443 as the original one, but the sender asked for 4443/,
      ],
      ['an ACCEPT for lo', { port: 1884 }, [], 'differs', /only for -i lo, and this packet comes in by eth0/],
      [
        'an ACCEPT for others',
        { port: 1884 },
        [live(['-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 1884 -j ACCEPT'])],
        'differs',
        /only for -s 10\.0\.0\.0\/8, and this packet comes from 172\.27\.112\.1/,
      ],
      [
        'an ACCEPT for the other protocol',
        { port: 1884 },
        [live(['-A INPUT -p udp -m udp --dport 1884 -j ACCEPT'])],
        'differs',
        /only for -p udp, and this packet is tcp/,
      ],
      [
        'an ACCEPT in the other back end',
        { port: 9702 },
        [nft([accept(9702)]), live(['-A INPUT -p tcp -m tcp --dport 9000:9999 -j DROP'], [], without(/--dport 9702/))],
        'otherBackEnd',
        /other back end; the filter of both applies/,
      ],
      [
        'an ACCEPT in a chain that nothing calls',
        { port: 1884 },
        [
          live([], [], (text) =>
            text
              .replace(':DOCKER-USER', ':MINE - [0:0]\n:DOCKER-USER')
              .replace('-A OUTPUT -j', '-A MINE -p tcp -m tcp --dport 1884 -j ACCEPT\n-A OUTPUT -j'),
          ),
        ],
        'neverCalled',
        /no rule jumps to its chain/,
      ],
      [
        'an ACCEPT in a chain that is called for others',
        { port: 1884 },
        [
          live(['-A INPUT -i eth1 -j MINE'], [], (text) =>
            text
              .replace(':DOCKER-USER', ':MINE - [0:0]\n:DOCKER-USER')
              .replace('-A OUTPUT -j', '-A MINE -p tcp -m tcp --dport 1884 -j ACCEPT\n-A OUTPUT -j'),
          ),
        ],
        'notCalledHere',
        /called by rule 7 of INPUT .* alone, which does not match: it is only for -i eth1/,
      ],
      [
        'the DNAT for a module that calls the address of its own VM',
        { from: 'edgeAgent', to: 'vm' },
        [],
        'differs',
        /DNAT .* it is only for ! -i br-/,
      ],
      [
        'a DNAT that is only called for what the VM sends',
        {},
        [live([], [], without(/^-A PREROUTING .*-j DOCKER$/))],
        'otherHook',
        /DNAT .*reached from OUTPUT alone, and this packet goes by PREROUTING/,
      ],
    ];
    for (const [name, wish, changes, reason, text] of cases) {
      it(name, () => {
        const { nearMisses } = ask(wish, ...changes);
        assert.ok(
          nearMisses.some((one) => one.reason === reason && text.test(one.text)),
          JSON.stringify(nearMisses, null, 1),
        );
      });
    }

    it('none of what is about something else', () => {
      assert.deepEqual(ask({ to: 'edgeHub' }).nearMisses, []);
      assert.deepEqual(
        ask({ port: 1884 }).nearMisses.map(({ rule }) => rule.text),
        ['-A INPUT -i lo -j ACCEPT'],
      );
      assert.deepEqual(ask({ from: 'vm', to: 'hub', port: 5671 }).nearMisses, []);
    });
  });

  it('gives both branches of what the snapshot does not tell', () => {
    const limited = live(['-A INPUT -p tcp -m tcp --dport 1884 -m limit --limit 1/sec -j ACCEPT']);
    const seen = ask({ port: 1884 }, limited);
    assert.deepEqual([seen.verdict, seen.sender, seen.dependsOn], ['depends', 'unknown', ['-m limit --limit 1/sec']]);
    assert.deepEqual(
      seen.branches.map(({ verdict, when }) => [verdict, when.join()]),
      [
        ['nobodyListening', '-m limit --limit 1/sec'],
        ['dropped', 'not: -m limit --limit 1/sec'],
      ],
    );
    assert.equal(ask({ port: 9702 }, { 'guest.iptablesNft': { lost: 'timed out' } }).verdict, 'depends');
  });

  it('says beside what a rule stops that rules which nobody knows might change it before', () => {
    const { verdict, notes } = ask({ port: 1884 }, { 'guest.nftTables': ['ip portforward'] });
    assert.equal(verdict, 'dropped');
    assert.match(notes.join(), /ip portforward .*before that is not known/);
    assert.deepEqual(ask({ port: 1884 }).notes, []);
  });

  it('gives a branch for each hop of a route that has several', () => {
    const device: Change = { 'guest.interfaces': twoCards, 'guest.routes': routesWith(100, 100) };
    const closed = live([], [], (text) => text.replace('-A OUTPUT -j', '-A OUTPUT -o eth1 -j DROP\n-A OUTPUT -j'));
    const wish = { from: 'vm', to: '203.0.113.5', port: 443 };
    const { verdict, dependsOn, branches } = ask(wish, device, closed);
    assert.deepEqual([verdict, dependsOn], ['depends', ['the route takes its hop by eth1']]);
    assert.deepEqual(branches.map((one) => one.verdict).sort(), ['accepted', 'dropped']);
    assert.equal(ask(wish, device).verdict, 'accepted');
  });

  it('knows by the port of a bridge whether a module that calls itself by the VM gets its frames back', () => {
    // As dockerd writes them without docker-proxy: translation for whoever asks, and a source that is not the module's own.
    const withoutProxy = live([], [], (text) =>
      text
        .replaceAll(/^-A DOCKER -i \S+ -j RETURN\n/gm, '')
        .replace(/^(-A DOCKER) ! -i \S+( -p tcp -m tcp --dport 8883)/gm, '$1$2'),
    );
    const port = { name: 'veth1', index: 9, up: true, carrier: true, mtu: 1500, mac: null, kind: 'veth' } as const;
    const withPort = (more: { readonly hairpin?: boolean }): Change => ({
      'guest.interfaces': [
        ...healthyFacts['guest.interfaces'],
        { ...port, master: 'br-6868c9739a37', peerNamespace: true, addresses: [], ...more },
      ],
    });
    const called = (...changes: readonly Change[]): PacketTrace =>
      ask({ from: 'edgeHub', to: 'vm', port: 8883 }, withoutProxy, ...changes);
    assert.deepEqual(called(withPort({})).dependsOn, ['the ports of br-6868c9739a37 send frames back (hairpin mode)']);
    assert.equal(called(withPort({ hairpin: true })).verdict, 'accepted');
    const lost = called(withPort({ hairpin: false }));
    assert.deepEqual([lost.verdict, lost.sender], ['noRoute', 'timeOut']);
    assert.match(lost.message, /sends no frame back to the port it came by/);
  });

  it('gives both branches of where a rule takes it, if nobody knows whether it does', () => {
    const elsewhere =
      '-A PREROUTING -p tcp -m tcp --dport 8883 -m set --match-set plant src -j DNAT --to-destination 172.18.0.3:443';
    const { branches, dependsOn } = ask(
      {},
      live([], [], (text) => text.replace('-A PREROUTING', `${elsewhere}\n-A PREROUTING`)),
    );
    assert.deepEqual(dependsOn, ['-m set --match-set plant src']);
    assert.deepEqual(
      branches.map(({ message, when }) => [message, when.join()]),
      [
        ['Let through: it gets to edgeHub at 172.18.0.3:443.', '-m set --match-set plant src'],
        ['Let through: it gets to edgeHub at 172.18.0.3:8883.', 'not: -m set --match-set plant src'],
      ],
    );
  });

  it('names the missing translation behind which docker-proxy answers', () => {
    const { notes } = ask({}, live([], [], without(/--dport 8883 -j DNAT/)));
    assert.match(notes.join(' '), /edgeHub publishes port 8883, but no DNAT rule .*docker-proxy/);
    assert.deepEqual(ask({}).notes, []);
    assert.deepEqual(ask({ protocol: 'udp' }).notes, []); // published for tcp alone
  });

  describe('takes for an end', () => {
    const cases: [string, Partial<TraceWish>, string, string][] = [
      ['the host', { from: 'host' }, 'host 172.27.112.1', 'vm 172.27.120.111'],
      ['the LAN behind the host', { from: 'lan' }, 'lan 192.168.10.1-192.168.10.254', 'vm 172.27.120.111'],
      ['the cloud', { from: 'cloud' }, 'cloud 192.0.2.1', 'vm 172.27.120.111'],
      ['a container by its name', { from: 'EDGEAGENT', to: 'edgehub' }, 'container 172.18.0.2', 'container 172.18.0.3'],
      ['a container by its address', { from: '172.18.0.2' }, 'container 172.18.0.2', 'vm 172.27.120.111'],
      ["the VM's own address", { from: 'vm', to: '172.27.120.111' }, 'vm 172.27.120.111', 'vm 172.27.120.111'],
      ["the VM's own name", { to: 'EDGE-1-EFLOW.mshome.net' }, 'host 172.27.112.1', 'vm 172.27.120.111'],
      ["the host's name", { from: 'edge-1' }, 'host 172.27.112.1', 'vm 172.27.120.111'],
      ['any address', { from: '10.1.2.3' }, 'address 10.1.2.3', 'vm 172.27.120.111'],
      [
        'a name that the VM had looked up',
        { from: 'vm', to: 'contoso-hub.azure-devices.net' },
        'vm 172.27.120.111',
        'address 40.83.177.42',
      ],
    ];
    for (const [name, wish, from, to] of cases) {
      it(name, () => {
        const seen = ask(wish);
        assert.deepEqual([`${seen.from.kind} ${seen.from.address}`, `${seen.to.kind} ${seen.to.address}`], [from, to]);
      });
    }

    it('who is beyond a gateway by the card whose address is asked', () => {
      const device: Change = { 'guest.interfaces': twoCards, 'guest.routes': routesWith(100, null) };
      const entry = (to: string): string => ask({ from: '203.0.113.5', to, port: 9702 }, device).hops[0]?.text ?? '';
      assert.match(entry('10.200.1.9'), /comes in by eth1$/);
      assert.match(entry('vm'), /comes in by eth0$/);
    });

    it('two modules where they meet, whatever other networks they are on', () => {
      const on = (name: string, address: string) => ({ name, networkId: null, address, gateway: null });
      const both = container({
        name: 'both',
        networks: [on('azure-iot-edge', '172.18.0.2'), on('bridge', '172.17.0.6')],
      });
      const plc = container({ name: 'plc', networks: [on('bridge', '172.17.0.5')] });
      const ends = (from: string, to: string) => {
        const seen = ask({ from, to }, { 'guest.containers': [both, plc] });
        return [seen.from.address, seen.to.address];
      };
      assert.deepEqual(ends('both', 'plc'), ['172.17.0.6', '172.17.0.5']);
      assert.deepEqual(ends('plc', 'both'), ['172.17.0.5', '172.17.0.6']);
    });

    it("the VM's port for a published one of a container, and says so", () => {
      const api = container({
        name: 'api',
        published: [{ containerPort: 443, hostPort: 4443, protocol: 'tcp', hostAddress: null }],
        networks: [{ name: 'azure-iot-edge', networkId: null, address: '172.18.0.3', gateway: null }],
      });
      const seen = ask({ to: 'api', port: 443 }, live([]), { 'guest.containers': [api] });
      assert.deepEqual([seen.port, seen.verdict], [4443, 'accepted']);
      assert.match(seen.notes.join(), /publishes its port 443 as port 4443/);
      assert.match(ask({ to: 'edgeAgent', port: 80 }).notes.join(), /does not publish port 80/);
    });
  });

  describe('refuses, with a permanent id,', () => {
    const cases: [string, string, Partial<TraceWish>, readonly Change[]][] = [
      ['an end that nobody knows', 'TraceEndUnknown', { to: 'nosuch' }, []],
      ['a sender that nobody knows', 'TraceEndUnknown', { from: 'nosuch.example' }, []],
      ['a VM without an address', 'TraceNoAddress', {}, [{ 'guest.interfaces': withCard({ addresses: [] }) }]],
      ['a snapshot without routes', 'TraceFactMissing', {}, [{ 'guest.routes': { lost: 'timed out' } }]],
      ['tcp without a port', 'TracePortMissing', { port: null }, []],
      ['what is no rule', 'RuleNotUnderstood', { withRules: ['ACCEPT 8883'] }, []],
      ['a command for the shell', 'RuleNotUnderstood', { withRules: ['-A INPUT -j ACCEPT; reboot'] }, []],
      ['a rule for a chain that is not there', 'RuleHasNoPlace', { withRules: ['-I NOSUCH 1 -j ACCEPT'] }, []],
      ['a jump to what is not there', 'RuleHasNoPlace', { withRules: ['-A INPUT -j NOSUCH'] }, []],
      ['a place behind the end', 'RuleHasNoPlace', { withRules: ['-D INPUT 99'] }, []],
      ['to take out what is not there', 'RuleHasNoPlace', { withRules: ['-D INPUT -p tcp --dport 1 -j DROP'] }, []],
    ];
    for (const [name, id, wish, changes] of cases) {
      it(name, () => {
        assert.throws(
          () => ask(wish, ...changes),
          (error) => error instanceof CoreFault && error.id === id && error.message.length > 20,
        );
      });
    }
  });

  describe('tries rules in the model:', () => {
    it('the one that is enough, and all that it opens besides', () => {
      const { verdict, change, least } = ask({ port: 1884, withRules: ['-I INPUT 1 -p tcp --dport 1884 -j ACCEPT'] });
      assert.ok(change);
      assert.deepEqual([verdict, change.verdict, least], ['dropped', 'nobodyListening', []]);
      assert.ok(change.opens.every(({ protocol, port }) => `${protocol} ${port}` === 'tcp 1884'));
      assert.deepEqual([...new Set(change.opens.map(({ by }) => by))], ['eth0', 'docker0', 'br-6868c9739a37']);
      assert.deepEqual([change.closes, change.allCompared], [[], true]);
    });

    it('the one that is not, with what still blocks and the least that does not', () => {
      const blocked = live([], ['-A DOCKER-USER -i eth0 -j DROP']);
      const { change, least } = ask({ withRules: ['-A INPUT -p tcp --dport 8883 -j ACCEPT'] }, blocked);
      assert.deepEqual([change?.verdict, change?.decidedBy?.chain], ['dropped', 'DOCKER-USER']);
      assert.deepEqual(
        least.map(({ text }) => text),
        ['iptables-legacy -I DOCKER-USER 1 -p tcp -m conntrack --ctstate DNAT --ctorigdstport 8883 -j ACCEPT'],
      );
      const mended = ask({ withRules: least.map(({ text }) => text) }, blocked);
      assert.equal(mended.change?.verdict, 'accepted');
      const opened = mended.change.opens.map(({ port }) => port);
      assert.deepEqual([...new Set(opened)], ['8883']);
    });

    it('several, one after the other, and those that close', function () {
      // Whole policies open very many sets.
      this.timeout(120_000);
      const { change } = ask({
        port: 9702,
        withRules: ['-N MINE', '-A MINE -j DROP', 'sudo iptables -w -t filter -I INPUT 1 -p tcp --dport 9702 -j MINE'],
      });
      assert.ok(change);
      assert.equal(change.verdict, 'dropped');
      assert.ok(change.closes.length > 0 && change.opens.length === 0);
      // Before the rule for answers, it stops those as well that come back to a client on that port.
      assert.ok(change.closes.every(({ port, text }) => port === '9702' || text.includes('from source port 9702')));
      const taken = ask({ port: 9702, withRules: ['-D INPUT -p tcp --dport 9702 -j ACCEPT'] });
      assert.equal(taken.change?.verdict, 'dropped');
      assert.equal(ask({ port: 1884, withRules: ['-P INPUT ACCEPT'] }).change?.verdict, 'nobodyListening');
      assert.equal(ask({ withRules: ['-F FORWARD'] }).change?.verdict, 'dropped');
      assert.equal(ask({ port: 9702, withRules: ['-R INPUT 6 -j DROP'] }).change?.verdict, 'dropped');
    });
  });
});

/** The bridge of the modules in a subnet that holds the switch's. */
function overlapping(): Change {
  const swap = (text: string): string => text.replaceAll('172.18.', '172.27.');
  return {
    'guest.iptablesLegacy': rulesOf(swap(liveText({ own: [hostModuleLine], published: edgeHubPorts }))),
    'guest.interfaces': healthyFacts['guest.interfaces'].map((one) =>
      one.name.startsWith('br-')
        ? { ...one, addresses: one.addresses.map((each) => ({ ...each, address: '172.27.0.1' })) }
        : one,
    ),
    'guest.routes': healthyFacts['guest.routes'].map((one) =>
      one.device?.startsWith('br-') === true ? { ...one, destination: '172.27.0.0/16', source: '172.27.0.1' } : one,
    ),
    'guest.containers': healthyFacts['guest.containers'].map((one) => ({
      ...one,
      networks: one.networks.map((each) => ({ ...each, address: each.address?.replace('172.18.', '172.27.') ?? null })),
    })),
    'guest.containerNetworks': healthyFacts['guest.containerNetworks'].map((one) => ({
      ...one,
      subnets: one.subnets.map((each) => ({
        subnet: each.subnet.replace('172.18.', '172.27.'),
        gateway: each.gateway?.replace('172.18.', '172.27.') ?? null,
      })),
    })),
  };
}
