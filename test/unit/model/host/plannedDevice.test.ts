import assert from 'node:assert/strict';
import { diagnose } from '../../../../core/src/diagnose.js';
import { rules } from '../../../../core/src/engine/registry.gen.js';
import { snapshotOf, type Change } from '../../../support/snapshots.js';
import { placed } from '../../../support/devices.js';
import { healthyFacts } from '../../../support/healthyFacts.js';

/** A server with an Internal switch and its NAT, as it is before EFLOW is deployed there. */
const at = {
  kind: 'internal',
  address: '172.20.0.5',
  prefixLength: 24,
  gateway: '172.20.0.1',
  host: '172.20.0.1',
  fixed: true,
} as const;
const good = {
  vSwitchType: 'Internal',
  vSwitchName: 'InternalSw',
  ip4Address: '172.20.0.5',
  ip4GatewayAddress: '172.20.0.1',
  ip4PrefixLength: 24,
  dnsServers: ['192.168.10.2'],
};

type Deployment = Readonly<Record<string, string | number | string[]>>;

const judged = (deployment: Deployment, change: Change = placed(at)) =>
  diagnose(snapshotOf(change), rules, { deployment: { ...deployment } }).findings;
const failing = (deployment: Deployment, change?: Change): string[] =>
  judged(deployment, change)
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'error')
    .map(({ rule }) => rule);

const without = (...names: string[]): Deployment =>
  Object.fromEntries(Object.entries(good).filter(([name]) => !names.includes(name)));

describe('A deployment, judged before there is a VM', () => {
  it('that fits the host fails nothing, and is judged by no fact of a running VM', () => {
    assert.deepEqual(failing(good), []);
    const about = judged(good).flatMap(({ evidence }) => evidence.map(({ fact }) => fact));
    assert.ok(
      about.every((fact) => !fact.startsWith('guest.')),
      about.join(),
    );
  });

  const faults: readonly [what: string, deployment: Deployment, rule: string][] = [
    ['an address without its gateway', without('ip4GatewayAddress'), 'IP011'],
    ['the gateway as the address', { ...good, ip4Address: '172.20.0.1' }, 'IP008'],
    ['a gateway outside the subnet (Azure/iotedge-eflow#313)', { ...good, ip4GatewayAddress: '172.10.0.1' }, 'IP009'],
    ['a prefix length out of range', { ...good, ip4PrefixLength: 33 }, 'IP010'],
    ['the last address of the subnet', { ...good, ip4Address: '172.20.0.255' }, 'IP010'],
    ['a switch that does not exist', { ...good, vSwitchName: 'Nowhere' }, 'SW001'],
    ['another type than the switch has', { ...good, vSwitchType: 'External' }, 'SW002'],
    ['a fixed address without DNS servers (Azure/iotedge-eflow#219)', without('dnsServers'), 'DNS001'],
  ];
  for (const [what, deployment, rule] of faults)
    it(`${what}: ${rule}`, () => assert.ok(failing(deployment).includes(rule), failing(deployment).join()));

  it('on a client edition, which has no Internal switch supported: SW010', () =>
    assert.ok(failing(good, placed({ ...at, isServer: false })).includes('SW010')));

  it('an address that another machine has: IP012; not the one of the VM that is to go', () => {
    const seen = (mac: string) => ({
      ...placed(at),
      'host.neighbours': [{ address: at.address, mac, interfaceIndex: 30, state: 'Reachable' as const }],
    });
    assert.ok(failing(good, seen('3c:52:82:00:00:99')).includes('IP012'));
    assert.deepEqual(failing(good, seen('00:15:5d:4e:15:2c')), []);
  });

  it('proposes the corrected line, and frightens nobody with what would be lost', () => {
    const finding = judged({ ...good, ip4Address: '172.20.0.1' }).find(({ rule }) => rule === 'IP008');
    const step = finding?.remedy.find(({ command }) => command?.startsWith('Deploy-Eflow '));
    assert.match(
      step?.command ?? '',
      /-vSwitchName 'InternalSw' -ip4Address '172\.20\.0\.\d+' -ip4GatewayAddress '172\.20\.0\.1'/,
    );
    assert.match(step?.text ?? '', /^Deploy with values that fit/);
    assert.deepEqual(
      finding?.evidence.map(({ fact }) => fact),
      ['deployment.parameters'],
    );
  });

  it('names the value that Deploy-Eflow cannot take', () => {
    for (const [wrong, name] of [
      [{ ip4Address: '172.20.0.300' }, /ip4Address/],
      [{ ip4PrefixLength: '255.255.255.0' }, /ip4PrefixLength/],
      [{ vSwitchType: 'Privat' }, /vSwitchType/],
      [{ dnsServers: ['dns.example'] }, /dnsServers/],
    ] as const satisfies readonly (readonly [object, RegExp])[])
      assert.throws(() => judged({ ...good, ...(wrong as unknown as Deployment) }), name);
    assert.throws(() => judged(without('vSwitchType')), /vSwitchType/);
  });

  it('tells the host’s own faults too', () => {
    const stopped = healthyFacts['host.services'].map((one) =>
      one.name === 'WSSDAgent' ? { ...one, status: 1 } : one,
    );
    assert.ok(failing(good, { ...placed(at), 'host.services': stopped }).includes('HOST001'));
  });
});
