import assert from 'node:assert/strict';
import { toNumber } from '../../../../core/src/ipv4.js';
import {
  addressSpan,
  anyConnection,
  describePacket,
  newConnection,
  only,
} from '../../../../core/src/model/netfilter/packet.js';
import { packetOf } from '../worlds.js';

const at = (text: string): number => toNumber(text) ?? assert.fail(text);

describe('An address is read as a span', () => {
  const cases: readonly (readonly [text: string, span: readonly [string, string] | null])[] = [
    ['10.1.2.3', ['10.1.2.3', '10.1.2.3']],
    ['10.1.2.3/32', ['10.1.2.3', '10.1.2.3']],
    ['10.1.2.3/24', ['10.1.2.0', '10.1.2.255']],
    ['10.1.2.3/0', ['0.0.0.0', '255.255.255.255']],
    ['10.1.2.3/33', null],
    ['10.1.2.3/024', null],
    ['10.1.2.3/x1', null],
    ['10.1.2.3/1x', null],
    ['10.1.2.3/', null],
    ['10.1.2.3/24/24', null],
    ['name', null],
  ];
  for (const [text, span] of cases)
    it(text, () => assert.deepEqual(addressSpan(text), span === null ? null : span.map(at)));
});

describe('The first packet of a connection', () => {
  const connection = { from: only(1), to: only(2), port: only(80), inInterface: 'eth0' };

  it('of tcp is a SYN to its port from any that clients take', () =>
    assert.deepEqual(newConnection({ ...connection, protocol: 'tcp' }), {
      inInterface: 'eth0',
      protocol: [6, 6],
      source: [1, 1],
      destination: [2, 2],
      sourcePort: [32768, 65535],
      destinationPort: [80, 80],
      icmpType: [8, 8],
      icmpCode: [0, 0],
      tcpFlags: 2,
      mark: 0,
      state: 'NEW',
      laterFragment: false,
    }));

  it('of icmp is an echo request without ports', () => {
    const { protocol, sourcePort, destinationPort } = newConnection({ ...connection, protocol: 'icmp' });
    assert.deepEqual(
      [protocol, sourcePort, destinationPort],
      [
        [1, 1],
        [0, 0],
        [0, 0],
      ],
    );
  });

  it('may be any', () => {
    const any = anyConnection('eth0', [0, 255]);
    assert.deepEqual(
      [any.protocol, any.source, any.destination, any.sourcePort, any.destinationPort, any.icmpType, any.icmpCode],
      [
        [0, 255],
        [0, 2 ** 32 - 1],
        [0, 2 ** 32 - 1],
        [0, 65535],
        [0, 65535],
        [0, 255],
        [0, 255],
      ],
    );
  });
});

describe('A packet is told as', () => {
  for (const [packet, text] of [
    [packetOf('tcp 10.0.0.1 > 10.0.0.2:22'), 'tcp 10.0.0.1 to 10.0.0.2:22 by eth0'],
    [packetOf('icmp 10.0.0.1 > 10.0.0.2', null), 'icmp 10.0.0.1 to 10.0.0.2 from the VM itself'],
    [packetOf('udp 10.0.0.0/31 > 10.0.0.2:1-9'), 'udp 10.0.0.0-10.0.0.1 to 10.0.0.2:1-9 by eth0'],
    [
      packetOf('tcp 10.0.0.1 > 10.0.0.2:22', 'eth0', { protocol: [253, 253] }),
      'protocol 253 10.0.0.1 to 10.0.0.2:22 by eth0',
    ],
    [
      packetOf('tcp 10.0.0.1 > 10.0.0.2:22', 'eth0', { protocol: [1, 6] }),
      'any protocol 10.0.0.1 to 10.0.0.2:22 by eth0',
    ],
  ] as const)
    it(text, () => assert.equal(describePacket(packet), text));
});
