// The search that a redacted snapshot must pass: it finds a value in whatever form it was left.
import assert from 'node:assert/strict';
import { leaksIn } from '../../../core/src/redact/leaks.js';
import type { Kind, Replaced } from '../../../core/src/redact/vault.js';

const value = (kind: Kind, original: string): Replaced => ({ kind, original, token: '', places: 1 });

const found = (kind: Kind, original: string, text: string): boolean =>
  leaksIn(['nothing here', text], [value('name', 'somebody-else'), value(kind, original)]).length === 1;

describe('The search for what was left', () => {
  const left: [Kind, string, string][] = [
    ['ipv4', '172.27.120.111', 'at 172.27.120.111.'],
    ['ipv4', '172.27.120.111', '172.27.120.111/20'],
    ['ipv4', '172.27.120.111', 'ip-172-27-120-111'],
    ['ipv4', '172.27.120.111', '111.120.27.172.in-addr.arpa'],
    ['ipv4', '172.27.120.111', 'search 120.27.172.in-addr.arpa'],
    ['ipv4', '172.27.120.111', '~27.172.in-addr.arpa'],
    ['ipv4', '20.31.5.9', '20.in-addr.arpa'],
    ['ipv4', '172.27.120.111', 'localhost,172.27.120.*,x'],
    ['ipv4', '172.27.120.111', '172.27.*'],
    ['ipv4', '172.27.120.111', '172.27.120.,localhost'],
    ['ipv4', '172.27.120.111', 'localhost;172.27.120.'],
    ['ipv6', 'fd12:3456::7', '6.5.4.3.2.1.d.f.ip6.arpa'],
    ['ipv4', '172.27.120.111', '0: 6F781BAC:0044 00000000:0000 07'],
    ['ipv4', '172.27.120.111', '--mark 0xac1b786f'],
    ['ipv4', '172.27.120.111', 'realm 2887481455'],
    ['ipv4', '172.18.0.2', '02:42:ac:12:00:02'],
    ['ipv6', 'fe80::1', 'via fe80::1 dev'],
    ['ipv6', 'fe80::1', 'fe80:0000:0000:0000:0000:0000:0000:0001'],
    ['ipv6', 'fe80::1', 'fe800000000000000000000000000001 02 40 20 80 eth0'],
    ['mac', '00:15:5d:4e:15:2c', '00-15-5D-4E-15-2C'],
    ['mac', '00-15-5D-4E-15-2C', '00155d4e152c'],
    ['mac', '00155D4E152C', 'dev 00:15:5d:4e:15:2c'],
    ['mac', '00:15:5d:4e:15:2c', '0015.5d4e.152c'],
    ['mac', '00:15:5d:4e:15:2c', 'fe80::215:5dff:fe4e:152c'],
    ['mac', '00:15:0d:4e:05:2c', 'fe80::215:dff:fe4e:52c'],
    ['name', 'Contoso-PLC', 'the contoso-plc answers'],
    ['name', 'Contoso-PLC', '/opt/contoso/x'],
    ['name', 'EDGE-1', 'EDGE-1-EFLOWInterface'],
    ['name', '既定のスイッチ', 'vEthernet (既定のスイッチ)'],
    ['identifier', `6868c9739a37${'c'.repeat(52)}`, '/6868c9739a37/json'],
    ['identifier', 'AD1A5AE0-0000-4000-8000-000000000001', '{ad1a5ae0-0000-4000-8000-000000000001}'],
    ['secret', 'aGVsbG8rd29ybGQ=', 'key aGVsbG8rd29ybGQ= of'],
    ['text', 'keep the PLC out', '--comment "keep the PLC out"'],
  ];
  for (const [kind, original, text] of left)
    it(`finds ${original} in ${text}`, () => assert.ok(found(kind, original, text)));

  const gone: [Kind, string, string][] = [
    ['ipv4', '172.27.120.11', 'at 172.27.120.111'],
    ['ipv4', '2.27.120.11', 'at 172.27.120.11'],
    ['ipv4', '10.1.2.3', 'version 10.1.2.3.4'],
    ['ipv4', '172.27.120.111', '172.in-addr.arpa'],
    ['ipv4', '192.168.1.7', '192.168.*'],
    ['ipv4', '20.31.5.9', 'it took 20.'],
    ['name', 'plc', 'plcs and a 2plc'],
    ['name', 'vm', 'vm udp answered'],
    ['name', 'Gateway', 'Gateway: none'],
    ['name', 'IOT-EDGE', 'mcr.microsoft.com/azure-iot-edge'],
    ['name', 'Azure-IoT', 'azure-iot-edge'],
    ['name', '7', 'metric 7'],
  ];
  for (const [kind, original, text] of gone)
    it(`does not take ${text} for ${original}`, () => assert.ok(!found(kind, original, text)));

  it('finds nothing where nothing is, in a large text and with many values', () => {
    const values = Array.from({ length: 5000 }, (_none, at) =>
      value('ipv4', `10.${at % 250}.${Math.floor(at / 250)}.9`),
    );
    assert.equal(leaksIn(['11.22.33.44 word '.repeat(100_000)], values).length, 0);
  });
});
