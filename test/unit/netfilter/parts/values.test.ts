import assert from 'node:assert/strict';
import { toNumber } from '../../../../core/src/ipv4.js';
import {
  merged,
  readAddresses,
  readAddressRange,
  readIcmpType,
  readMark,
  readMasked,
  readPorts,
  readProtocol,
} from '../../../../core/src/model/netfilter/values.js';

const at = (text: string): number => toNumber(text) ?? assert.fail(text);
type Cases = readonly (readonly [text: string, value: unknown])[];

const tables: readonly (readonly [what: string, read: (text: string) => unknown, cases: Cases])[] = [
  [
    'ports',
    readPorts,
    [
      ['80', [[80, 80]]],
      ['0', [[0, 0]]],
      ['0x50', [[80, 80]]],
      ['65535', [[65535, 65535]]],
      ['65536', null],
      ['ssh', [[22, 22]]],
      ['secure-mqtt', [[8883, 8883]]],
      ['toString', null],
      ['1000:2000', [[1000, 2000]]],
      ['2000:1000', null],
      ['1000:1000', [[1000, 1000]]],
      [':1024', [[0, 1024]]],
      ['1024:', [[1024, 65535]]],
      ['1:2:3', null],
      ['ssh:http', [[22, 80]]],
      [
        '80,443',
        [
          [80, 80],
          [443, 443],
        ],
      ],
      [
        '443,80',
        [
          [80, 80],
          [443, 443],
        ],
      ],
      ['80,81', [[80, 81]]],
      ['80:90,85:86', [[80, 90]]],
      ['80,many', null],
      ['-1', null],
      ['80x', null],
      ['x0x50', null],
    ],
  ],
  [
    'addresses',
    readAddresses,
    [
      ['10.0.0.1', [[at('10.0.0.1'), at('10.0.0.1')]]],
      ['10.0.0.1/24', [[at('10.0.0.0'), at('10.0.0.255')]]],
      ['0.0.0.0/0', [[0, 2 ** 32 - 1]]],
      ['10.0.0.1/33', null],
      ['10.0.0.1/255.0.0.255', null],
      ['10.0.0.1/24/24', null],
      ['name', null],
    ],
  ],
  [
    'a range of addresses',
    readAddressRange,
    [
      ['10.0.0.1-10.0.0.9', [[at('10.0.0.1'), at('10.0.0.9')]]],
      ['10.0.0.1', [[at('10.0.0.1'), at('10.0.0.1')]]],
      ['10.0.0.9-10.0.0.1', null],
      ['10.0.0.1-name', null],
      ['name-10.0.0.1', null],
      ['10.0.0.1-10.0.0.2-10.0.0.3', null],
    ],
  ],
  [
    'an address with a mask',
    readMasked,
    [
      ['10.0.0.1/255.0.0.255', { value: at('10.0.0.1'), mask: at('255.0.0.255') }],
      ['10.0.0.1', null],
      ['10.0.0.1/24', null],
      ['name/255.0.0.255', null],
      ['10.0.0.1/255.0.0.255/1', null],
    ],
  ],
  [
    'a protocol',
    readProtocol,
    [
      ['tcp', 6],
      ['udplite', 136],
      ['igmp', 2],
      ['253', 253],
      ['255', 255],
      ['256', null],
      ['no-idea', null],
      ['toString', null],
    ],
  ],
  [
    'a mark',
    readMark,
    [
      ['0x1', { value: 1, mask: 0xffffffff }],
      ['1/0xFF', { value: 1, mask: 255 }],
      ['0xffffffff/0xffffffff', { value: 0xffffffff, mask: 0xffffffff }],
      ['0x100000000', null],
      ['1/many', null],
      ['many/1', null],
      ['1/2/3', null],
    ],
  ],
  [
    'a type of ICMP',
    readIcmpType,
    [
      ['8', { types: [[8, 8]], codes: [[0, 255]] }],
      ['3/4', { types: [[3, 3]], codes: [[4, 4]] }],
      ['echo-request', { types: [[8, 8]], codes: [[0, 255]] }],
      ['fragmentation-needed', { types: [[3, 3]], codes: [[4, 4]] }],
      ['any', { types: [[0, 255]], codes: [[0, 255]] }],
      ['255', { types: [[0, 255]], codes: [[0, 255]] }],
      ['256', null],
      ['3/256', null],
      ['3/4/5', null],
      ['no-idea', null],
      ['toString', null],
    ],
  ],
];

for (const [what, read, cases] of tables)
  describe(`Reading ${what}`, () => {
    for (const [text, value] of cases)
      it(`${text}: ${JSON.stringify(value)}`, () => assert.deepEqual(read(text), value));
  });

describe('Ranges', () => {
  it('are joined where they touch or overlap, and put in order', () => {
    assert.deepEqual(
      merged([
        [5, 9],
        [1, 3],
      ]),
      [
        [1, 3],
        [5, 9],
      ],
    );
    assert.deepEqual(
      merged([
        [1, 3],
        [4, 9],
      ]),
      [[1, 9]],
    );
    assert.deepEqual(
      merged([
        [1, 9],
        [2, 3],
      ]),
      [[1, 9]],
    );
    assert.deepEqual(merged([]), []);
  });
});
