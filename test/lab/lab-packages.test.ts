// What the lab needs of the machine, and what is said where it is missing.
import assert from 'node:assert/strict';
import { installLabPackages, labAvailability, missingLabPackages } from '../../scripts/lab/packages.mjs';

describe("the lab's system packages", () => {
  const forbidden = process.env['EFLOWNETDIAG_NO_INSTALL'];

  beforeEach(() => {
    process.env['EFLOWNETDIAG_NO_INSTALL'] = '1';
  });

  afterEach(() => {
    if (forbidden === undefined) delete process.env['EFLOWNETDIAG_NO_INSTALL'];
    else process.env['EFLOWNETDIAG_NO_INSTALL'] = forbidden;
  });

  it('are named once each, where their programs are nowhere', () => {
    assert.deepEqual(missingLabPackages([]), [
      'debootstrap',
      'systemd-container',
      'dnsmasq-base',
      'iptables',
      'nftables',
      'iproute2',
      'util-linux',
      'openssl',
    ]);
  });

  it('are not installed where that is forbidden: they are named, and the lab is skipped', async () => {
    const said: string[] = [];
    assert.equal(await installLabPackages((line) => said.push(line), ['dnsmasq-base', 'debootstrap']), false);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /^The lab is skipped: .*: dnsmasq-base debootstrap$/);
  });

  it('are no matter where nothing is missing', async () => {
    const said: string[] = [];
    assert.equal(await installLabPackages((line) => said.push(line), []), true);
    assert.deepEqual(said, []);
  });

  it('decide with the kernel whether the lab can run, and why not', async () => {
    const { available, reason } = await labAvailability();
    assert.equal(available, reason === undefined);
    if (process.getuid?.() !== 0) assert.match(reason ?? '', /root|Linux/);
  });
});
