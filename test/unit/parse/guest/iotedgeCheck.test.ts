import assert from 'node:assert/strict';
import { parseIotedgeCheck } from '../../../../core/src/parse/guest/iotedgeCheck.js';
import type { IotedgeCheck } from '../../../../core/src/parse/guest/iotedgeCheckResult.js';
import { reasonOf, sample, valueOf } from '../sample.js';

const read = (name: string): readonly IotedgeCheck[] => valueOf(parseIotedgeCheck(sample(name)));
const failing = (checks: readonly IotedgeCheck[]): string[] =>
  checks.filter(({ result }) => result !== 'ok').map(({ title, result }) => `${result}: ${title}`);

describe('iotedge check', () => {
  it('as text, without DNS (Azure/iotedge-eflow#219)', () => {
    const checks = read('iotedge-check.219-no-dns.txt');
    assert.deepEqual(failing(checks), [
      'error: configuration has correct URIs for daemon mgmt endpoint',
      'error: aziot-edge package is up-to-date',
      'error: container time is close to host time',
      'warning: DNS server',
      'warning: production readiness: logs policy',
    ]);
    const uris = checks.find(({ title }) => title === 'configuration has correct URIs for daemon mgmt endpoint');
    assert.equal(uris?.details.length, 3);
    assert.match(uris.details[1] ?? '', /lookup mcr\.microsoft\.com: Temporary failure in name resolution/);
    assert.equal(checks[0]?.title, 'aziot-edged configuration is well-formed');
    assert.equal(checks[0].id, null);
  });

  it('as text, without indentation (Azure/iotedge-eflow#221)', () => {
    const checks = read('iotedge-check.221-identity.txt');
    assert.equal(checks.length, 15);
    assert.deepEqual(
      checks.find(({ result }) => result === 'warning'),
      {
        id: null,
        title: 'host time is close to reference time',
        result: 'warning',
        details: ['Could not query NTP server'],
      },
    );
  });

  it('as text of version 1.0, which prints no word behind the mark (Azure/iotedge#1751)', () => {
    const checks = read('iotedge-check.host-ok-container-fails.1751.txt');
    assert.deepEqual(failing(checks), ['error: container on the default network can connect to IoT Hub AMQP port']);
    assert.match(checks[3]?.details[0] ?? '', /could not connect to seamanhub\.azure-devices\.net:5671/);
    assert.equal(checks.length, 4);
  });

  it('as text, a container behind a firewall (Azure/iotedge#4972)', () =>
    assert.deepEqual(read('iotedge-check.container-default-network-fails.4972.txt'), [
      {
        id: null,
        title: 'container on the default network can connect to upstream  AMQP port',
        result: 'error',
        details: [
          'Container on the default network could not connect to ***-IoTHub.azure-devices.net:5671',
          'caused by: docker returned exit code: 1, stderr = One or more errors occurred. (Resource temporarily unavailable)',
        ],
      },
    ]));

  it('the causes stay with their check, the next heading ends it', () => {
    const checks = valueOf(
      parseIotedgeCheck(
        `${sample('iotedge-check.timeouts.4815.txt')}\nConnectivity checks\n-----\nnot a detail\n3 check(s) raised errors.\n`,
      ),
    );
    assert.match(checks[2]?.details[1] ?? '', /^caused by: error trying to connect: Connection timed out/);
    assert.deepEqual(checks.at(-1)?.details, []);
  });

  const json = (checks: unknown): string =>
    `{"additional_info":{"now":"2026-01-01T00:00:00Z"},"checks":${JSON.stringify(checks)}}`;

  it('as JSON, behind what docker said', () => {
    const text = json({
      'host-connect-iothub-amqp': { result: { result: 'ok' }, additional_info: {} },
      'container-engine-dns': {
        result: { result: 'warning', details: ['Container engine is not configured', 'more'] },
      },
      'host-local-time': { result: { result: 'skipped' } },
    });
    assert.deepEqual(valueOf(parseIotedgeCheck(`Unable to find image\n${text}\n`)), [
      { id: 'host-connect-iothub-amqp', title: null, result: 'ok', details: [] },
      {
        id: 'container-engine-dns',
        title: null,
        result: 'warning',
        details: ['Container engine is not configured', 'more'],
      },
      { id: 'host-local-time', title: null, result: 'skipped', details: [] },
    ]);
  });

  const refused: [string, string][] = [
    ['nothing', ''],
    ['an error message', 'iotedge: command not found'],
    ['JSON that was cut (Azure/iotedge#3295)', sample('iotedge-check.json.3295.cut.txt')],
    ['JSON without checks', '{"additional_info":{}}'],
    ['a result that is none', json({ x: { result: { result: 'perhaps' } } })],
    ['a check without a result', json({ x: {} })],
  ];
  for (const [title, text] of refused)
    it(`does not understand ${title}`, () => assert.match(reasonOf(parseIotedgeCheck(text)), /not understood/));
});
