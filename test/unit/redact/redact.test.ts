// The whole of it: what is left out, what is told about it, and when it is refused.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerLine } from '../../../core/src/answer.js';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { factIds } from '../../../core/src/facts/facts.js';
import { languages } from '../../../core/src/redact/languages.js';
import { redact } from '../../../core/src/redact/redact.js';
import type { Surroundings } from '../../../core/src/surroundings.js';
import { english } from '../../../core/src/texts/say.js';
import { sections } from '../../../core/src/guest/sections.js';
import { container, healthyFacts } from '../../support/healthyFacts.js';
import { snapshotOf } from '../../support/snapshots.js';
import { key, printed, redactedText, redactedWith, snapshotWith } from './support.js';

/** Values of the healthy device that name it, its network or its owner. */
const values = [
  ...['EDGE-1', 'contoso', 'opcPublisher', 'Box PC', '172.27.120.111', '172.27.112.1', '192.168.10', '40.83.177.42'],
  ...['172.17.0', '172.18.0', '00:15:5d:4e:15:2c', '3c:52:82:00:00:20', '6868c9739a37', 'fe80::215', '4e:152c', 'I219'],
];

const textOf = (snapshot: Snapshot): string => JSON.stringify(snapshot).toLowerCase();

const faultOf = (snapshot: Snapshot): CoreFault => {
  try {
    redact(snapshot, key);
  } catch (error) {
    assert.ok(error instanceof CoreFault, String(error));
    return error;
  }
  return assert.fail('it was not refused');
};

describe('A redacted snapshot', () => {
  for (const name of ['IOT-EDGE', 'AZURE-IOT', 'CBL-MARINER', 'iot-edge-hub', 'EDGE-HUB'])
    it(`can be made of a device that is called ${name}`, () => {
      const text = JSON.stringify(snapshotOf()).replaceAll('EDGE-1', name).replaceAll('edge-1', name.toLowerCase());
      assert.doesNotThrow(() => redact(JSON.parse(text) as Snapshot, key));
    });

  for (const value of values) {
    it(`has nothing left of ${value}`, () => {
      assert.ok(textOf(snapshotOf()).includes(value.toLowerCase()), 'the original has it');
      assert.ok(!textOf(redact(snapshotOf(), key).snapshot).includes(value.toLowerCase()));
    });
  }

  it('is the same under the same key, and another under another', () => {
    const under = (text: string): string => textOf(redact(snapshotOf(), Buffer.from(text)).snapshot);
    assert.equal(under('one'), under('one'));
    assert.notEqual(under('one'), under('two'));
  });

  it('changes nothing of the original', () => {
    const before = snapshotOf();
    redact(before, key);
    assert.deepEqual(before, snapshotOf());
  });

  it('can be redacted again', () => {
    const { snapshot } = redact(redact(snapshotOf(), key).snapshot, Buffer.from('another'));
    assert.equal(Object.keys(snapshot.facts).length, Object.keys(snapshotOf().facts).length);
  });

  it('has a language for every section of the guest script, and every fact of the guest', () => {
    const known = [
      ...sections.map((section) => `guest.${section}`),
      ...factIds.filter((id) => id.startsWith('guest.')),
    ];
    assert.deepEqual(
      known.filter((id) => !Object.hasOwn(languages, id)),
      [],
    );
  });
});

describe('Of a snapshot, redaction leaves out', () => {
  it('facts that it does not know', () => {
    const { snapshot, report } = redactedWith({
      'guest.novelty': printed('the PLC of line 7'),
      'host.novelty': { status: 'ok', value: { a: 1 } },
    });
    assert.ok(!('guest.novelty' in snapshot.facts) && !('host.novelty' in snapshot.facts));
    assert.deepEqual(
      report.dropped.filter(({ part }) => part === 'fact').map(({ fact }) => fact),
      ['guest.novelty', 'host.novelty'],
    );
  });

  it('text that no parser understands', () => {
    assert.equal(
      redactedText('guest.interfaces', 'the PLC of line 7 is at 10.0.0.9'),
      '(It was not understood, and left out.)',
    );
    assert.equal(redactedText('guest.containers', '{"id":'), '(It was not understood, and left out.)');
  });

  it('what a probe printed until it was ended', () => {
    const { facts } = redactedWith({
      'guest.routes': { status: 'ok', value: { text: 'default via 10.0.0.9', exitCode: 124 } },
      'guest.hosts': { status: 'ok', value: { text: '10.0.0.9 plc', exitCode: 0, truncated: true } },
    }).snapshot;
    assert.deepEqual(facts['guest.routes'], { status: 'ok', value: { text: '', exitCode: 124 } });
    assert.deepEqual(facts['guest.hosts'], { status: 'ok', value: { text: '', exitCode: 0, truncated: true } });
  });

  const comments: [string, string, string][] = [
    ['guest.hosts', '# the PLC\n10.0.0.9 plc # of line 7\n', 'line'],
    ['guest.resolvConf', '==> /etc/resolv.conf\n# ask Miller\nnameserver 10.0.0.9\n', 'Miller'],
    [
      'guest.networkFiles',
      '==> /etc/systemd/network/99-dhcp-en.network\n; by Miller\n[Network]\nDescription=Miller\nDHCP=yes\n',
      'Miller',
    ],
    ['guest.iptablesNft', '# by Miller\n*filter\n:INPUT DROP [0:0]\nCOMMIT\n', 'Miller'],
    [
      'guest.iptablesNft',
      '*filter\n:INPUT DROP [0:0]\n-A INPUT -j LOG --log-prefix "for Miller: "\nCOMMIT\n',
      'Miller',
    ],
    [
      'guest.leases',
      '==> /run/systemd/netif/leases/2 -> eth0\nADDRESS=10.0.0.9\nCLIENTID=ff6914fb1d00020000ab11\nVENDOR=Miller\n',
      'Miller',
    ],
    [
      'guest.iotedgeCheck',
      '{"additional_info":{"by":"Miller"},"checks":{"dns":{"result":{"result":"ok","details":["of Miller"]}}}}',
      'Miller',
    ],
  ];
  for (const [id, text, value] of comments)
    it(`what somebody remarked in ${id}`, () =>
      assert.ok(!redactedText(id, text).includes(value), redactedText(id, text)));

  it('reasons that it does not understand, and keeps its own', () => {
    const { facts } = redactedWith({
      'host.nat': { status: 'failed', reason: 'Zugriff auf C:\\Users\\miller\\AppData wurde verweigert' },
      'guest.hosts': { status: 'failed', reason: 'sudo asks for a password in the guest.' },
    }).snapshot;
    assert.deepEqual(facts['host.nat'], { status: 'failed', reason: 'The reason was left out.' });
    assert.deepEqual(facts['guest.hosts'], { status: 'failed', reason: 'sudo asks for a password in the guest.' });
  });

  it('fields that nothing reads', () => {
    const value = [
      {
        name: 'Ethernet',
        description: 'Miller',
        index: 5,
        status: 'Up',
        mac: '3c-52-82-00-00-20',
        linkSpeed: null,
        virtual: false,
        serial: 'Miller',
      },
    ];
    const { snapshot, report } = redactedWith({ 'host.adapters': { status: 'ok', value } });
    assert.ok(!textOf(snapshot).includes('miller'));
    assert.deepEqual(
      report.dropped.find(({ fact }) => fact === 'host.adapters'),
      { fact: 'host.adapters', part: 'fields', count: 1 },
    );
  });

  it('nothing of a rule but its words: what iptables-restore would not read stays so, on its line', () => {
    const text =
      '*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "open\n#-A INPUT -s 10.0.0.9 -j DROP\n-A INPUT -s 10.0.0.9/32 -j DROP\r\nCOMMIT\n';
    const lines = redactedText('guest.iptablesNft', text).split('\n');
    assert.equal(lines.length, text.split('\n').length);
    assert.match(lines[2] ?? '', /^name-[a-p]{10}$/i);
    assert.equal(lines[3], '#');
    assert.match(lines[4] ?? '', /^-A INPUT -s 10\.[\d.]+\/32 -j DROP\r$/);
  });

  it('not the marks of own repairs, nor what the tools say themselves', () => {
    const text = [
      '# Generated by iptables-nft-save v1.8.9 (nf_tables) on Mon Nov 23 22:17:44 2026',
      '*filter',
      ':INPUT DROP [0:0]',
      '-A INPUT -p tcp -m tcp --dport 1884 -m comment --comment "eflownetdiag:0123456789abcdef" -j ACCEPT',
      'COMMIT',
      '# Completed on Mon Nov 23 22:17:44 2026',
      '# Warning: iptables-legacy tables present, use iptables-legacy-save to see them',
      '',
    ].join('\n');
    assert.equal(redactedText('guest.iptablesNft', text), text);
  });
});

describe('The report of a redaction', () => {
  const { report } = redact(snapshotOf(), key);

  it('counts values and places by their kind', () => {
    assert.deepEqual(
      report.replaced.map(({ kind }) => kind),
      ['ipv4', 'ipv6', 'mac', 'name', 'identifier'],
    );
    for (const { values: different, places } of report.replaced) assert.ok(different > 0 && places >= different);
    const count = (kind: string): number =>
      redactedWith({ 'guest.hosts': printed('10.77.0.9 a-plc\n10.77.0.9 a-plc\n') }).report.replaced.find(
        (one) => one.kind === kind,
      )?.places ?? 0;
    const without =
      redactedWith({ 'guest.hosts': printed('') }).report.replaced.find(({ kind }) => kind === 'name')?.places ?? 0;
    assert.equal(count('name') - without, 2);
  });

  it('names no value', () => {
    for (const value of values) assert.ok(!JSON.stringify(report).toLowerCase().includes(value.toLowerCase()), value);
  });
});

describe('A redaction', () => {
  it('is refused where an address could not be hidden without another finding', () => {
    // The first address of all private ones, and its neighbour: they must stay the first and its neighbour.
    const endpoint = healthyFacts['host.vmEndpoint'].map((one) => ({
      ...one,
      allocation: 'Static',
      address: '10.0.0.0',
      gateway: '10.0.0.1',
      prefixLength: 8,
    }));
    const fault = faultOf(snapshotOf({ 'host.vmEndpoint': endpoint }));
    assert.equal(fault.id, 'RedactionLeak');
    assert.ok(!fault.message.includes('10.0'), fault.message);
  });

  it('takes a range that is full: one address may then be the token of another, none its own', () => {
    const nets = Array.from({ length: 16 }, (_none, at) => `172.${at + 16}.0.0/16`);
    const networks = nets.map((subnet, at) => ({
      id: `${at}`.repeat(64).slice(0, 64),
      name: `net-${at}`,
      driver: 'bridge',
      bridge: null,
      subnets: [{ subnet, gateway: null }],
      mtu: null,
      internal: false,
    }));
    const { snapshot } = redact(snapshotOf({ 'guest.containerNetworks': networks }), key);
    const text = (snapshot.facts['guest.containerNetworks'] as unknown as { value: { text: string } }).value.text;
    const written = [...text.matchAll(/"Subnet":"([^"]*)"/g)].map(([, subnet]) => subnet);
    assert.deepEqual([...written].sort(), nets);
    assert.ok(
      written.every((subnet, at) => subnet !== nets[at]),
      written.join(),
    );
  });

  it('takes names that are words of the formats', () => {
    const named = ['gateway', 'vm', 'server', 'default', 'guest', 'name', 'static', 'drop', 'a'];
    for (const name of named) {
      const { report } = redact(
        snapshotOf({
          'host.system': { ...healthyFacts['host.system'], computerName: name.toUpperCase() },
          'host.vmName': `${name.toUpperCase()}-EFLOW`,
          'guest.hostName': name,
          'guest.hosts': [{ address: '10.0.0.9', names: [name, `${name}.plant`] }],
          'guest.containers': [container({ name })],
          'guest.upstream': { ...healthyFacts['guest.upstream'], parent: name, hostName: name },
        }),
        key,
      );
      assert.deepEqual(report.changedRules, [], name);
    }
  });

  it('neither throws nor lets through, whatever a guest prints', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...sections),
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('==> /etc/x -> y', '{"id":', '*filter', '-A INPUT', '\t', '"', 'canary-7', '10.77.66.55'),
          ),
          { maxLength: 12 },
        ),
        (section, words) => {
          const { snapshot } = redactedWith({ [`guest.${section}`]: printed(words.join(' ')) });
          assert.ok(!/canary-7|10\.77\.66\.55/.test(JSON.stringify(snapshot)));
        },
      ),
      { numRuns: 30 },
    ));

  it('takes a guest that nests without end', () => {
    const deep = `[{"ifname":"eth0","ifindex":2,"mtu":1500,"flags":${'['.repeat(5000)}${']'.repeat(5000)},"addr_info":[]}]`;
    assert.ok(redactedText('guest.interfaces', deep).length < 500);
  });
});

describe('Asked for a snapshot, the core', () => {
  const ask = async (redacting?: boolean): Promise<string> => {
    let asked = 0;
    const surroundings: Surroundings = {
      readFile: () => assert.fail('no file was named'),
      textsIn: () => english,
      randomHex: (bytes) => String((asked += 1)).padStart(bytes * 2, '0'),
      log: () => undefined,
    };
    const request = {
      contract: 1,
      kind: 'snapshot',
      source: { from: 'snapshot', snapshot: snapshotWith({}) },
      ...(redacting === undefined ? {} : { redact: redacting }),
    };
    return JSON.stringify((await answerLine(JSON.stringify(request), surroundings)).response);
  };

  it('gives it as it is, without a report', async () => {
    for (const line of [await ask(), await ask(false)])
      assert.deepEqual(JSON.parse(line), {
        contract: 1,
        coreVersion: '0.1.0',
        kind: 'snapshot',
        snapshot: snapshotOf(),
      });
  });

  it('redacts it with a key of its own, and reports', async () => {
    const response = JSON.parse(await ask(true)) as { snapshot: Snapshot; report: { changedRules: string[] } };
    assert.notEqual(response.snapshot.device, 'EDGE-1');
    assert.deepEqual(response.report.changedRules, []);
  });

  it('puts the snapshot last: the module cuts it out of the line as it is', async () =>
    assert.match(
      await ask(true),
      /^\{"contract":1,"coreVersion":"[^"]*","report":\{.*\},"kind":"snapshot","snapshot":\{"kind":"EflowNetDiag\.Snapshot"/,
    ));
});
