import assert from 'node:assert/strict';
import type { Listener } from '../../../../core/src/parse/guest/listener.js';
import { parseListeners } from '../../../../core/src/parse/guest/listeners.js';
import { reasonOf, sample, valueOf } from '../sample.js';

const read = (name: string): readonly Listener[] => valueOf(parseListeners(sample(name)));
const socket = ({ protocol, address, port }: Listener): string => `${protocol} ${address} ${port}`;
const sockets = (name: string): string[] => read(name).map(socket).sort();

describe('The sockets that wait', () => {
  it('ss, with the programs that hold them', () => {
    const all = read('ss-lntup.txt');
    assert.deepEqual(all[1], { protocol: 'udp', address: '127.0.0.53', port: 53, process: 'systemd-resolve' });
    assert.deepEqual(
      all.filter(({ port }) => port === 5671),
      [
        { protocol: 'tcp', address: '0.0.0.0', port: 5671, process: 'docker-proxy' },
        { protocol: 'tcp', address: '::', port: 5671, process: 'docker-proxy' },
      ],
    );
  });

  it('netstat sees the same sockets', () => {
    assert.deepEqual(sockets('netstat-lntup.txt'), sockets('ss-lntup.txt'));
    assert.equal(read('netstat-lntup.txt').find(({ port }) => port === 8883)?.process, 'docker-proxy');
  });

  it('and so does the kernel, which names no program; connections are left out', () => {
    assert.deepEqual(sockets('proc-net.txt'), sockets('ss-lntup.txt'));
    assert.ok(read('proc-net.txt').every((one) => one.process === null));
  });

  it('addresses of every kind', () => {
    const line = (local: string): string => `tcp LISTEN 0 128 ${local} *:* users:(("a b",pid=1,fd=2))`;
    const cases: [string, string][] = [
      ['*:443', '::'],
      ['[::]:443', '::'],
      ['[fe80::1]%eth0:443', 'fe80::1'],
      ['[fe80::1%eth0]:443', 'fe80::1'],
      ['127.0.0.53%lo:443', '127.0.0.53'],
    ];
    for (const [local, address] of cases)
      assert.equal(valueOf(parseListeners(line(local)))[0]?.address, address, local);
  });

  it('addresses of IPv6 as the kernel prints them', () => {
    const line = (hex: string): string =>
      `==> /proc/net/tcp6\n  sl  local_address\n   0: ${hex}:0016 0:0000 0A 0 0 0 0 0 0\n`;
    const cases: [string, string][] = [
      ['00000000000000000000000000000000', '::'],
      ['00000000000000000000000001000000', '::1'],
      ['000080FE00000000FF5D1502AE2A2FFE', 'fe80::215:5dff:fe2f:2aae'],
      ['0000000000000000FFFF00000100007F', '::ffff:7f00:1'],
      ['B80D0120000001000000000001000000', '2001:db8:1::1'],
      ['B80D01200100020003000400050006FF', '2001:db8:2:1:4:3:ff06:5'],
    ];
    for (const [hex, address] of cases) assert.equal(valueOf(parseListeners(line(hex)))[0]?.address, address, hex);
  });

  it('a program that may not be told', () => {
    const text =
      'Active Internet connections (only servers)\ntcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN -\nudp 0 0 0.0.0.0:68 0.0.0.0:* -\n';
    assert.deepEqual(
      valueOf(parseListeners(text)).map(({ process }) => process),
      [null, null],
    );
  });

  it('without the column of programs, as ss prints it to others than root', () =>
    assert.deepEqual(valueOf(parseListeners('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n')), [
      { protocol: 'tcp', address: '0.0.0.0', port: 22, process: null },
    ]));

  it('there are none', () => assert.deepEqual(valueOf(parseListeners('')), []));

  for (const text of [
    'ss: command not found',
    'tcp LISTEN 0 128 0.0.0.0 *:*',
    'tcp LISTEN 0 128 0.0.0.0:http *:*',
    '==> /proc/net/tcp\n 0: zz:0016 x 0A\n',
  ])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parseListeners(text)), /not understood/));
});
