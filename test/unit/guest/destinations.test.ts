import assert from 'node:assert/strict';
import type { ProbeLevel } from '../../../core/src/contract/request.js';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { readFacts } from '../../../core/src/facts/readFacts.js';
import { destinations } from '../../../core/src/guest/destinations.js';
import { snapshotOf } from '../../support/snapshots.js';

const targets = `name hub.example
port hub.example 8883 443
control 192.0.2.1 8883
self edge-1
server 10.0.0.53
gateway eth0 10.0.0.1
ntp time.example
proxy proxy.example 3128
network network:azure-iot-edge 42 127.0.0.11
end
`;

const withTargets = (text: string): Snapshot => {
  const snapshot = snapshotOf();
  return { ...snapshot, facts: { ...snapshot.facts, 'guest.targets': { status: 'ok', value: { text, exitCode: 0 } } } };
};

const listed = (probe: ProbeLevel, check?: 'no' | 'host', text = targets): string[] => {
  const snapshot = withTargets(text);
  return destinations(snapshot, readFacts(snapshot), probe, check).map(
    ({ host, protocol, port, why, from }) =>
      `${protocol} ${host}${port === null ? '' : `:${port}`} ${why} from ${from.join(' ')}`,
  );
};

const standard = [
  'udp 10.0.0.53:53 dns from vm host',
  'tcp 10.0.0.53:53 dns from vm host',
  'udp 127.0.0.11:53 dns from network:azure-iot-edge',
  'tcp 127.0.0.11:53 dns from network:azure-iot-edge',
  'tcp hub.example:8883 required from vm network:azure-iot-edge host',
  'tcp hub.example:443 required from vm network:azure-iot-edge host',
  'icmp hub.example pathMtu from vm',
  'tcp proxy.example:3128 proxy from vm',
  'udp time.example:123 ntp from vm',
  'icmp 10.0.0.1 gateway from vm',
  'udp 192.0.2.1:53 control from vm',
  'tcp 192.0.2.1:8883 control from vm',
  ...[443, 5671, 8883, 9702].map((port) => `tcp 172.27.120.111:${port} offered from host`),
  ...['192.168.10.2', '192.168.10.3'].flatMap((own) => ['udp', 'tcp'].map((one) => `${one} ${own}:53 dns from host`)),
];

describe('Where a look would send packets', () => {
  it('is nowhere at level none', () => assert.deepEqual(listed('none'), []));
  it('is what the device is configured to use, and one place where nobody can be', () =>
    assert.deepEqual(listed('standard'), standard));
  it("is also the VM's own address at level deep, by ARP", () =>
    assert.deepEqual(listed('deep'), [...standard, 'arp 172.27.120.111 duplicate from vm']));
  it('is also what iotedge check tries, where it was asked for', () =>
    assert.deepEqual(listed('standard', 'host').slice(standard.length), [
      'udp pool.ntp.org:123 iotedgeCheck from vm',
      'tcp aka.ms:443 iotedgeCheck from vm',
    ]));
  it('is not known where the targets were not found', () => {
    assert.throws(() => listed('standard', 'no', 'name hub.example\n'), { id: 'TargetsUnknown' });
    const snapshot = { ...snapshotOf(), facts: {} };
    assert.throws(() => destinations(snapshot, readFacts(snapshot), 'standard'), { id: 'TargetsUnknown' });
  });
});
