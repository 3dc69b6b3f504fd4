import assert from 'node:assert/strict';
import { ANY_ADDRESS, ANY_PORT, protocolNumbers, type Span } from '../../../core/src/model/netfilter/packet.js';
import type { Region } from '../../../core/src/model/netfilter/region.js';
import { opensText } from '../../../core/src/repairs/opens.js';

const tcp: Span = [protocolNumbers.tcp, protocolNumbers.tcp];
const region = (more: Partial<Region> = {}): Region => ({
  ...{
    protocol: tcp,
    source: ANY_ADDRESS,
    destination: ANY_ADDRESS,
    sourcePort: ANY_PORT,
    destinationPort: [1884, 1884],
  },
  ...{ icmpType: [0, 255], icmpCode: [0, 255], inInterface: 'eth0' },
  ...more,
});
const told = (
  regions: Region[],
  possible: Region[] = [],
  source: string | null = '10.0.0.7',
  complete = true,
): string[] => opensText({ regions, possible, complete }, source);

describe('What a change lets in is said', () => {
  const cases: [string, Region[], string[]][] = [
    ['by port and way in', [region()], ['TCP 1884 of the VM, by eth0, from 10.0.0.7.']],
    ['of a range', [region({ destinationPort: [1884, 1890] })], ['TCP 1884-1890 of the VM, by eth0, from 10.0.0.7.']],
    [
      'of what the VM sends to itself',
      [region({ inInterface: null })],
      ['TCP 1884 of the VM, from the VM itself, from 10.0.0.7.'],
    ],
    ['of UDP', [region({ protocol: [17, 17] })], ['UDP 1884 of the VM, by eth0, from 10.0.0.7.']],
    ['of all protocols', [region({ protocol: [6, 255] })], ['protocols 6-255 1884 of the VM, by eth0, from 10.0.0.7.']],
    [
      'of ICMP, by its type',
      [
        region({ protocol: [1, 1], destinationPort: ANY_PORT, icmpType: [8, 8] }),
        region({ protocol: [1, 1], destinationPort: ANY_PORT, icmpType: [0, 7] }),
      ],
      ['ping of the VM, by eth0, from 10.0.0.7.', 'ICMP of the types 0-7 of the VM, by eth0, from 10.0.0.7.'],
    ],
    [
      'of one without a name',
      [region({ protocol: [99, 99] })],
      ['protocol 99 1884 of the VM, by eth0, from 10.0.0.7.'],
    ],
    [
      'once, into however many ranges routing cuts the senders',
      [region({ source: [1, 5] }), region({ source: [7, 9] }), region({ inInterface: 'docker0' })],
      ['TCP 1884 of the VM, by eth0, from 10.0.0.7.', 'TCP 1884 of the VM, by docker0, from 10.0.0.7.'],
    ],
  ];
  for (const [title, regions, texts] of cases) it(title, () => assert.deepEqual(told(regions), texts));

  it('from anybody, as far as routing lets them in', () => {
    assert.deepEqual(told([region()], [], null), [
      'TCP 1884 of the VM, by eth0, from any address that routing lets in there.',
    ]);
  });
  it('with what it depends on, where it is not certain anyway', () => {
    const other = region({ destinationPort: [1885, 1885] });
    assert.deepEqual(told([region()], [region(), other, other]), [
      'TCP 1884 of the VM, by eth0, from 10.0.0.7.',
      'TCP 1885 of the VM, by eth0, from 10.0.0.7, if something holds that the snapshot does not tell.',
    ]);
  });
  it('and that there may be more, where not every way was walked', () => {
    assert.deepEqual(told([], [], null, false), ['There may be more: not every way was walked.']);
  });
});
