// scripts/verify-on-device.ps1 on the lab's stand-in: what the stand-in plays is what the script says is cited, and every
// open question gets an answer. On a real device the same report tells where the two differ.
import assert from 'node:assert/strict';
import path from 'node:path';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import { onWindowsHost } from '../support/labPowerShell.js';
import { needLab } from './lab-support.js';

const form = /^([CO]\d\d) (asCited|differs|answered|unknown) +(.+?) \| (.*)$/;

describe('The check on a real device, on the stand-in', function () {
  const name = 'verify';
  let lab: Lab;
  let lines: string[];
  let before_: string;
  let after_: string;

  const guestState = async (): Promise<string> =>
    (
      await lab.execIn(
        'vm',
        'iptables-save | sed "s/\\[[0-9:]*\\]//; /^#/d"; find /etc /var /root /home -newer /etc/os-release -type f | grep -v -e /log/ -e /systemd/timesync | sort | xargs sha256sum; cat /proc/modules',
      )
    ).stdout;

  before(async function () {
    await needLab(this);
    lab = openLab({ name });
    await lab.up();
    before_ = await guestState();
    const ran = await onWindowsHost(
      lab,
      `$ErrorActionPreference = 'Continue'; & '${path.resolve('scripts/verify-on-device.ps1')}'`,
    );
    assert.equal(ran.code, 0, `${ran.stdout}\n${ran.stderr}`);
    after_ = await guestState();
    lines = ran.stdout.split('\n').filter((line) => line !== '');
  });

  after(async () => {
    await openLab({ name }).down();
  });

  const checks = (): { id: string; result: string; asked: string; seen: string }[] =>
    lines.flatMap((line) => {
      const [, id = '', result = '', asked = '', seen = ''] = form.exec(line) ?? [];
      return id === '' ? [] : [{ id, result, asked, seen }];
    });

  it('prints its format, the versions, and a line for each check', () => {
    assert.equal(lines[0], 'EflowNetDiag device check, format 1');
    assert.match(lines[1] ?? '', /^PowerShell \S+ (Core|Desktop), AzureEFLOW 1\.4\.9$/);
    const numbered = (letter: string, count: number): string[] =>
      Array.from({ length: count }, (_none, at) => `${letter}${String(at + 1).padStart(2, '0')}`);
    assert.deepEqual(
      checks().map(({ id }) => id),
      [...numbered('C', 19), ...numbered('O', 11)],
    );
    assert.equal(lines.length, 2 + 19 + 11, 'nothing else is printed');
  });

  it('finds every cited behaviour as cited', () => {
    assert.deepEqual(
      checks().filter(({ id, result }) => id.startsWith('C') && result !== 'asCited'),
      [],
    );
  });

  it('gets an answer to every open question', () => {
    assert.deepEqual(
      checks().filter(({ id, result }) => id.startsWith('O') && result !== 'answered'),
      [],
    );
  });

  it('shows no address, no name and no MAC of the device', () => {
    const { guest, host } = lab.state;
    const text = lines.join('\n');
    for (const value of [guest.hostName, guest.macAddress, host.switchName, host.hostAddress, '172.27.'])
      assert.ok(!text.toLowerCase().includes(value.toLowerCase()), `${value}:\n${text}`);
    assert.doesNotMatch(text.replace(/^PowerShell.*$/m, ''), /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/);
  });

  it('changes nothing in the guest', () => assert.equal(after_, before_));
});
