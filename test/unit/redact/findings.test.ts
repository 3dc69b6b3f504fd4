// What a redacted snapshot is for: it is judged as the original is.
import assert from 'node:assert/strict';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { differingRules } from '../../../core/src/redact/differingRules.js';
import { redact } from '../../../core/src/redact/redact.js';
import { asked, withServers } from '../../support/dnsCases.js';
import { hostModuleLine, liveText, edgeHubPorts, rulesOf } from '../../support/firewall.js';
import { healthyFacts, inet, route, vm, withCard } from '../../support/healthyFacts.js';
import { parentLost } from '../../support/nameCases.js';
import { containersWith, firewalled, portFacts, probed } from '../../support/portCases.js';
import { guestLost, snapshotOf, type Change } from '../../support/snapshots.js';
import { external, fixed, internal } from '../../support/switches.js';
import { key } from './support.js';

const endpoint = (change: Partial<(typeof healthyFacts)['host.vmEndpoint'][number]>): Change => ({
  'host.vmEndpoint': healthyFacts['host.vmEndpoint'].map((one) => ({ ...one, allocation: 'Static', ...change })),
});
const live = (edit: (text: string) => string): Change => ({
  'guest.iptablesLegacy': rulesOf(edit(liveText({ own: [hostModuleLine], published: edgeHubPorts }))),
  'host.portProbe': [],
});
const neighbour = (address: string, mac: string): Change => ({
  'host.neighbours': [{ address, mac, interfaceIndex: 30, state: 'Reachable' }],
});
const reach = (tcp: 'silent' | 'refused'): Change => ({
  'guest.reach': healthyFacts['guest.reach'].map((one) =>
    one.port === 5671 ? { ...one, tcp, tls: 'notTried', issuer: null } : one,
  ),
});
/** Nothing was reached: what is wrong on the way to the outside is not refuted. */
const offline: Change = { 'guest.reach': { lost: 'The probe did not end within its time limit.' } };
const services = (name: string, status: number): Change => ({
  'host.services': healthyFacts['host.services'].map((one) => (one.name === name ? { ...one, status } : one)),
});

const devices: Readonly<Record<string, Change>> = {
  'the healthy device': { 'guest.reach': healthyFacts['guest.reach'] },
  'a guest that gave nothing': guestLost('The guest gave no reply.'),
  'no address': { 'guest.interfaces': withCard({ addresses: [] }) },
  'a link-local address': { 'guest.interfaces': withCard({ addresses: [inet('169.254.17.9', 16, false)] }) },
  'an address that the agent does not know': {
    'host.vmAddress': { mac: vm.mac, ip: '172.27.120.99', source: 'agent', failures: [] },
  },
  'an agent that knows none': {
    'host.vmAddress': {
      mac: null,
      ip: null,
      source: null,
      failures: ['Failed to acquire IP address for virtual machine'],
    },
  },
  'an expired certificate of the agent': {
    'host.vmAddress': {
      mac: null,
      ip: null,
      source: null,
      failures: ['Failed to query: rpc error: code = Unavailable desc = x509: certificate has expired on contoso-7'],
    },
  },
  'a MAC address of zeros': { 'host.vmAddress': { mac: '00:00:00:00:00:00', ip: null, source: null, failures: [] } },
  'an address twice': neighbour(vm.address, '3c:52:82:00:00:99'),
  'an Internal switch': internal,
  'an Internal switch with a fixed address': fixed(internal),
  'an External switch': external,
  'an External switch without an address': { ...external, 'guest.interfaces': withCard({ addresses: [] }) },
  'an address that is its gateway': endpoint({ address: '172.20.0.2', gateway: '172.20.0.2', prefixLength: 24 }),
  'a gateway outside the subnet': endpoint({ address: '172.20.0.2', gateway: '172.20.1.1', prefixLength: 24 }),
  'the last address of a subnet': endpoint({ address: '172.20.0.255', gateway: '172.20.0.1', prefixLength: 24 }),
  'the first address of a subnet': endpoint({ address: '10.7.64.0', gateway: '10.7.64.1', prefixLength: 18 }),
  'a reserved address': endpoint({ address: '224.0.0.9', gateway: '172.20.0.1', prefixLength: 24 }),
  'a fixed address that is not there': endpoint({ address: '172.27.120.7', gateway: vm.gateway, prefixLength: 20 }),
  'no default route': {
    'guest.routes': healthyFacts['guest.routes'].filter(({ destination }) => destination !== '0.0.0.0/0'),
  },
  'a route that captures the VM': {
    'host.routes': [
      ...healthyFacts['host.routes'],
      { destination: '172.27.120.0/24', nextHop: '192.168.10.9', interfaceIndex: 5, metric: 1 },
    ],
  },
  'a container network over the LAN': {
    'guest.routes': [...healthyFacts['guest.routes'], route({ destination: '192.168.10.0/24', device: 'docker0' })],
  },
  'no DNS server': withServers([]),
  'a silent switch': withServers(asked(vm.gateway, 'silent')),
  'silent servers elsewhere': withServers(asked('10.9.0.53', 'silent'), asked('8.8.8.8', 'refused')),
  'one silent server of two': withServers(asked('10.9.0.53', 'silent'), asked('10.9.0.54', 'answered')),
  'a parent in .local that the resolver does not ask for': parentLost('gateway.contoso.local', vm.gateway),
  'a parent of one label': parentLost('gateway', vm.gateway),
  'a port that is dropped': reach('silent'),
  'a port that is refused': reach('refused'),
  'a name of the VM that is old': { 'host.vmName': 'OLD-NAME-EFLOW' },
  'a name in another case': { 'host.vmName': 'edge-1-eflow' },
  'the agent stopped': services('WSSDAgent', 1),
  'sharing stopped': services('SharedAccess', 1),
  'a nested host': {
    'host.system': { ...healthyFacts['host.system'], manufacturer: 'VMware, Inc.', model: 'VMware7,1' },
  },
  'a module with a port of its own closed': firewalled({ own: [] }),
  'a rule that drops before': live((text) =>
    text.replace('-A INPUT -i lo', '-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 9702 -j DROP\n-A INPUT -i lo'),
  ),
  'a range of addresses that is dropped': live((text) =>
    text.replace('-A INPUT -i lo', '-A INPUT -m iprange --src-range 172.27.112.1-172.27.112.9 -j DROP\n-A INPUT -i lo'),
  ),
  'a range beside': live((text) =>
    text.replace(
      '-A INPUT -i lo',
      '-A INPUT -m iprange --src-range 172.27.112.2-172.27.127.254 -j DROP\n-A INPUT -i lo',
    ),
  ),
  'a mask with a gap': live((text) =>
    text.replace('-A INPUT -i lo', '-A INPUT -s 172.0.0.1/255.0.0.255 -j DROP\n-A INPUT -i lo'),
  ),
  'a chain of its own': live((text) =>
    text.replace(
      '-A INPUT -i lo',
      ':PLANT-7 - [0:0]\n-A INPUT -j PLANT-7\n-A PLANT-7 -p tcp -m comment --comment "keep the PLC out" -j DROP\n-A INPUT -i lo',
    ),
  ),
  'an interface by its pattern': live((text) =>
    text.replace('-A INPUT -i lo', '-A INPUT -i et+ -p tcp -j DROP\n-A INPUT -i lo'),
  ),
  'rules that nobody knows': live((text) =>
    text.replace('-A INPUT -i lo', '-A INPUT -m contoso --frobnicate 7 -j DROP\n-A INPUT -i lo'),
  ),
  'a published port without its rule': live((text) => text.replace(/^-A DOCKER .*--dport 8883 .*\n/gm, '')),
  'a port that the host was refused': { ...portFacts, 'host.portProbe': [probed(8883, 'refused')] },
  'a module that does not run': { 'guest.containers': containersWith('edgeHub', { running: false }) },
  'a network of the engine that is called default': {
    'guest.containers': containersWith('edgeHub', { networkMode: 'default' }),
  },
};

describe('A redacted snapshot is judged as the original', () => {
  for (const [name, change] of Object.entries(devices)) {
    it(`of ${name}`, () => {
      const before = snapshotOf(offline, change);
      const { snapshot, report } = redact(before, key);
      assert.deepEqual(differingRules(before, snapshot, rules), []);
      assert.deepEqual(report.changedRules, []);
    });
  }

  it('although these devices have faults of many kinds', () => {
    const failing = Object.values(devices).flatMap((change) =>
      diagnose(snapshotOf(offline, change), rules, {}).findings.flatMap(({ rule, outcome }) =>
        outcome === 'fail' ? [rule] : [],
      ),
    );
    assert.ok(new Set(failing).size >= 20, [...new Set(failing)].sort().join(' '));
  });

  it('and the comparison tells a difference', () => {
    const changed = differingRules(
      snapshotOf(),
      snapshotOf({ 'guest.interfaces': withCard({ addresses: [] }) }),
      rules,
    );
    assert.ok(changed.includes('IP002'), changed.join());
  });
});
