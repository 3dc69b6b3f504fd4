// Every format stays what it is: the same parsers read as much of it as before, and the same value is the same everywhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Envelope, Snapshot } from '../../../core/src/contract/snapshot.js';
import { factIds, type FactId } from '../../../core/src/facts/facts.js';
import { readFacts } from '../../../core/src/facts/readFacts.js';
import { redact } from '../../../core/src/redact/redact.js';
import { snapshotOf } from '../../support/snapshots.js';
import { key, printed, redactedText, snapshotWith } from './support.js';

/** The samples of the parsers by the fact that they are of. */
const samples: Partial<Record<FactId, readonly string[]>> = {
  'guest.containerNetworks': ['container-networks.jsonl'],
  'guest.containers': ['containers.jsonl'],
  'guest.hosts': ['etc-hosts.eflow-30'],
  'guest.interfaces': [
    'ip-addr',
    'ip-d-addr',
    'ip-j-d-addr',
    'ifconfig-a.aliases',
    'ifconfig-a.net-tools-2.10',
    'ifconfig-eth0.new-nettools',
    'ifconfig-eth0.old-linkencap',
  ],
  'guest.iotedgeCheck': ['iotedge-check.219-no-dns', 'iotedge-check.timeouts.4815', 'iotedge-check.221-identity'],
  'guest.leases': ['leases.default-switch'],
  'guest.listeners': ['ss-lntup', 'netstat-lntup', 'proc-net'],
  'guest.neighbours': ['ip-neigh', 'ip-j-neigh'],
  'guest.networkState': [
    'networkctl-status.systemd252',
    'networkctl-list.systemd252',
    'networkctl-status.photon-docker',
  ],
  'guest.policyRules': ['ip-rule', 'ip-j-rule', 'ip-rule.selectors', 'ip-j-rule.selectors'],
  'guest.resolver': [
    'resolvectl-status.systemd252',
    'resolvectl-status.global-servers.systemd252',
    'resolvectl-status.systemd24x-docker.azurevm',
    'resolvectl-status.no-dns-on-eth0',
    'resolvectl-eth0.eflow-default-switch',
  ],
  'guest.routes': [
    'ip-route-all',
    'ip-j-route-all',
    'route-n.default-switch',
    'route-n.docker-overlap.bitwarden-947',
    'route-n.reject',
    'route.eflow-multinic',
    'netstat-rn',
  ],
};

const chatter = ['01', '02-with-blank-lines', '04-module-unreachable'].map((name) => `default-switch.${name}`);

const sample = (name: string): string => readFileSync(`test/unit/parse/samples/${name}.txt`, 'utf8');

const of = (id: FactId, envelope: Envelope): Snapshot => snapshotWith({ [id]: envelope });

/** Details are sentences about anything: they are left out. The text of a file is shown by its rules. */
const loose: readonly string[] = ['details', 'text'];

/** A typed value with its texts taken out: lists as long, numbers and flags the same, null where null was. */
const shapeOf = (value: unknown): unknown => {
  if (typeof value === 'string') return value === '' ? '' : 'text';
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.keys(value).some((name) => name.startsWith('net.'));
  const entries = Object.entries(value).filter(([name]) => !loose.includes(name));
  return named
    ? entries.map(([, one]) => shapeOf(one))
    : Object.fromEntries(entries.map(([name, one]) => [name, shapeOf(one)]));
};

/** Every text with what became of it. */
const pairsOf = (one: unknown, other: unknown): [string, string][] => {
  if (typeof one === 'string') return [[one, String(other)]];
  if (typeof one !== 'object' || one === null) return [];
  const tokens = Object.entries(other as object);
  return Object.entries(one).flatMap(([name, value], at) => {
    const [token = '', rewritten] = tokens[at] ?? [];
    return loose.includes(name) ? [] : [[name, token] as [string, string], ...pairsOf(value, rewritten)];
  });
};

const assertAlike = (before: Snapshot, id: FactId): void => {
  const [then, now] = [before, redact(before, key).snapshot].map((snapshot) => readFacts(snapshot)[id]);
  assert.ok(then?.ok === true, JSON.stringify(then));
  assert.ok(now?.ok === true, JSON.stringify(now));
  assert.deepEqual(shapeOf(now.value), shapeOf(then.value));
};

describe('A redacted fact', () => {
  for (const id of factIds) it(`is read as before: ${id}`, () => assertAlike(snapshotOf(), id));

  for (const [id, names] of Object.entries(samples) as [FactId, readonly string[]][])
    for (const name of names) it(`is read as before: ${name}`, () => assertAlike(of(id, printed(sample(name))), id));

  for (const name of chatter) {
    it(`is read as before: Get-EflowVmAddr, ${name}`, () => {
      const value = { output: [], chatter: sample(`get-eflowvmaddr.${name}`).split('\n') };
      assertAlike(of('host.vmAddress', { status: 'ok', value }), 'host.vmAddress');
    });
  }

  it('has the same token for the same value and another for another, in all facts', () => {
    const before = snapshotOf();
    const [then, now] = [readFacts(before), readFacts(redact(before, key).snapshot)];
    const tokens = new Map<string, string>();
    for (const id of factIds.filter((one) => one !== 'host.vmAddress')) {
      for (const [value, token] of pairsOf(then[id], now[id])) {
        assert.equal(tokens.get(value) ?? token, token, `${value} in ${id}`);
        tokens.set(value, token);
      }
    }
    assert.equal(new Set(tokens.values()).size, tokens.size, 'two values have one token');
  });
});

describe('The relations of names', () => {
  const facts = readFacts(redact(snapshotOf(), key).snapshot);
  const value = <K extends FactId>(id: K) => {
    const state = facts[id];
    return state.ok ? state.value : assert.fail(state.reason);
  };

  it('are kept between host, VM and endpoint', () => {
    const { computerName } = value('host.system');
    assert.equal(value('host.vmName'), `${computerName}-EFLOW`);
    assert.equal(value('host.vmEndpoint')[0]?.name, `${computerName}-EFLOWInterface`);
    assert.equal(value('guest.upstream').hostName, value('host.vmName').toLowerCase());
    assert.notEqual(computerName, 'EDGE-1');
  });

  it('are kept between a network of the engine and its bridge', () => {
    const network = value('guest.containerNetworks')[0] ?? assert.fail('no network');
    assert.equal(network.bridge, `br-${network.id.slice(0, 12)}`);
    assert.ok(value('guest.interfaces').some(({ name }) => name === network.bridge));
    assert.notEqual(network.bridge, 'br-6868c9739a37');
  });

  it('are kept between a pattern and the interfaces that it means', () => {
    const one = (name: string): string =>
      `{"ifindex":7,"ifname":"${name}","flags":["UP"],"mtu":1500,"address":null,"addr_info":[]}`;
    const { snapshot } = redact(
      snapshotWith({
        'guest.interfaces': printed(`[${['plantA0', 'plantB1', 'br-line3', 'eth0'].map(one).join()}]`),
        'guest.iptablesLegacy': printed(
          '*filter\n:INPUT DROP [0:0]\n-A INPUT -i plant+ -j ACCEPT\n-A INPUT -i plantB+ -j DROP\nCOMMIT\n',
        ),
      }),
      key,
    );
    const { 'guest.interfaces': interfaces, 'guest.iptablesLegacy': rules } = readFacts(snapshot);
    assert.ok(interfaces.ok && rules.ok);
    const patterns =
      rules.value.tables[0]?.chains[0]?.rules.map((rule) => rule.inInterface?.value.replace('+', '') ?? '') ?? [];
    const meant = patterns.map((stem) => interfaces.value.map(({ name }) => name.startsWith(stem)));
    assert.deepEqual(meant, [
      [true, true, false, false],
      [false, true, false, false],
    ]);
    assert.ok(!JSON.stringify(snapshot).includes('plant') && !JSON.stringify(snapshot).includes('line3'));
    assert.ok(interfaces.value[2]?.name.startsWith('br-'));
  });

  it("are kept in the order of systemd's files", () => {
    const names = ['10-line.network', '99-contoso.network', '99-dhcp-en.network', '99-zurich.network', 'plc.network'];
    const text = names.map((name) => `==> /etc/systemd/network/${name}\n[Match]\nName=eth0\n`).join('\n');
    const written = redactedText('guest.networkFiles', text).match(/[^/\n]+\.network/g) ?? [];
    assert.deepEqual(written, [...written].sort());
    assert.equal(new Set(written).size, names.length);
    assert.ok(
      written.every((name) => !/line|contoso|zurich|plc/.test(name)),
      written.join(),
    );
    assert.deepEqual(written.map((name) => name.slice(0, 2)).slice(0, 4), ['10', '99', '99', '99']);
  });

  it('are kept where names differ in nothing but their case', () => {
    const [one, same, other] = redactedText(
      'guest.hosts',
      '10.0.0.7 Contoso-PLC\n10.0.0.8 contoso-plc\n10.0.0.9 Contoso-plc\n',
    )
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    assert.equal(one?.toLowerCase(), same);
    assert.equal(other?.toLowerCase(), same);
    assert.equal(new Set([one, same, other]).size, 3);
  });
});
