import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Snapshot } from '../../../core/src/contract/snapshot.js';
import { collectScript } from '../../../core/src/guest/collectScript.js';
import { lookHead, readableScript, targetsOf, type ReadableScript } from '../../../core/src/guest/guestScript.js';
import { guestLook } from '../../../core/src/guest/guestLook.js';
import { readSnapshot } from '../../../core/src/snapshot/readSnapshot.js';
import { nonce, printReply, temporaryFolder } from './guestSupport.js';

const snapshotAsking = (text: string): Snapshot => ({
  kind: 'EflowNetDiag.Snapshot',
  contract: 1,
  moduleVersion: '0.1.0',
  device: 'EDGE-1',
  collectedAt: '2026-03-01T08:15:00Z',
  facts: { 'guest.targets': { status: 'ok', value: { text, exitCode: 0 } } },
});

const asked = [
  'name contoso-hub.azure-devices.net',
  'port contoso-hub.azure-devices.net 8883 443',
  'control 192.0.2.1 8883',
  'self edge-1.contoso.example',
  'server 172.27.112.1',
  'network azure-iot-edge 812 127.0.0.11',
  'end',
].join('\n');

const plain: ReadableScript = { nonce, version: '0.1.0', probe: 'none', timeoutSeconds: 60, like: null };

describe('The script for any Linux VM', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);

  it('is what runs in the guest, word for word, behind a heading and one line of what it is given', () => {
    const script = readableScript(plain);
    assert.ok(script.endsWith(`\n\n${collectScript}`));
    const given = script
      .slice(0, -collectScript.length)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    assert.deepEqual(given, [`set -- '${nonce}' 'none' '60' 'no'`, `echo '${lookHead('0.1.0')}'`]);
  });

  it('says how it is run, and nothing that a console could change', () => {
    const script = readableScript(plain);
    assert.match(script, /sudo bash look\.sh > control\.txt/);
    assert.match(script, /^[\x20-\x7e\n\t]*$/, 'ASCII, and no carriage return');
  });

  it('asks what the VM asked, but for its own name and its containers', () => {
    assert.deepEqual(targetsOf(snapshotAsking(asked)), [
      'name contoso-hub.azure-devices.net',
      'port contoso-hub.azure-devices.net 8883 443',
      'control 192.0.2.1 8883',
      'server 172.27.112.1',
    ]);
    const script = readableScript({ ...plain, probe: 'standard', like: snapshotAsking(asked) });
    assert.match(script, /^set -- '\w+' 'standard' '60' 'no' 'name contoso-hub[^']*;server 172\.27\.112\.1;end'$/m);
    assert.match(script, /^# {5}port contoso-hub\.azure-devices\.net 8883 443$/m);
  });

  for (const hostile of [
    "name a'; reboot; '",
    'name $(reboot)',
    'name `reboot`',
    'name a\\nreboot',
    `name ${'a'.repeat(500)}`,
    'name a;reboot',
  ])
    it(`leaves out what no guest would ask: ${hostile.slice(0, 40)}`, () =>
      assert.deepEqual(targetsOf(snapshotAsking(`${hostile}\nend`)), []));

  it('is good bash', () => {
    const file = path.join(folder, 'look.sh');
    writeFileSync(file, readableScript({ ...plain, probe: 'standard', like: snapshotAsking(asked) }));
    assert.deepEqual(spawnSync('bash', ['-n', file]).status, 0);
  });

  it('prints a snapshot of the machine that it runs on', function () {
    if (process.platform !== 'linux') this.skip();
    const file = path.join(folder, 'run.sh');
    writeFileSync(file, readableScript(plain));
    const ran = spawnSync('bash', [file], { encoding: 'utf8', maxBuffer: 2 ** 26 });
    const snapshot = readSnapshot(`Welcome to this machine.\n${ran.stdout}`, 'control.txt');
    assert.equal(snapshot.moduleVersion, '0.1.0');
    assert.ok(Math.abs(Date.parse(snapshot.collectedAt) - Date.now()) < 60_000, snapshot.collectedAt);
    const interfaces = snapshot.facts['guest.interfaces'];
    assert.equal(interfaces?.status, 'ok', JSON.stringify(interfaces));
    assert.equal(snapshot.facts['guest.reach']?.status, 'skipped');
  }).timeout(90_000);
});

describe('What the script printed', () => {
  const printed = [
    lookHead('0.1.0'),
    ...printReply({
      hostName: 'control\n',
      clock: '1763892672.5\nNTPSynchronized=yes\n',
      resolvConf: '==> /etc/resolv.conf\n',
    }),
  ];

  it('is a snapshot with the name and the time of the machine', () => {
    const snapshot = readSnapshot(printed.join('\n'), 'control.txt');
    assert.deepEqual([snapshot.device, snapshot.collectedAt], ['control', '2025-11-23T10:11:12.500Z']);
    assert.equal(snapshot.facts['guest.resolvConf']?.status, 'ok');
  });

  it('does not judge a clock by itself', () => {
    const clock = readSnapshot(printed.join('\n'), 'control.txt').facts['guest.clock'];
    assert.equal(clock?.status, 'skipped');
  });

  it('is read with the line ends of Windows too', () => {
    assert.equal(readSnapshot(printed.join('\r\n'), 'control.txt').device, 'control');
  });

  it('that was cut off keeps what came', () => {
    const cut = printed.slice(
      0,
      printed.findIndex((line) => line.includes(':E:resolvConf')),
    );
    const facts = readSnapshot(cut.join('\n'), 'control.txt').facts;
    assert.equal(facts['guest.hostName']?.status, 'ok');
    assert.equal(facts['guest.resolvConf']?.status, 'failed');
  });

  it('without a time is refused: nobody could say what it is a picture of', () => {
    assert.throws(() => readSnapshot([lookHead('0.1.0'), ...printReply({})].join('\n'), 'control.txt'), {
      id: 'SnapshotNotOurs',
    });
  });

  it('under a later contract is refused as a file of that contract would be', () => {
    assert.throws(() => readSnapshot(printed.join('\n').replace(/contract \d+/, 'contract 99'), 'control.txt'), {
      id: 'SnapshotContract',
    });
  });

  for (const other of ['', 'hello', '{"kind":"EflowNetDiag.Snapshot"}', '@00112233445566778899:A'])
    it(`is nothing else: ${other}`, () => assert.equal(guestLook(other), null));
});
