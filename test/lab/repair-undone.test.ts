// repairDns.sh and what was taken back already, in namespaces: networkd and resolved are played by the file that they read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dnsScript } from '../../core/src/repairs/dnsCommands.js';
import { readRepairReply } from '../../core/src/repairs/repairReply.js';
import { skip } from '../support/skip.js';
import { plainBash } from '../support/plainBash.js';

const nonce = 'abcd1234';
const prelude = `
  set -u
  mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib && mount -t tmpfs tmpfs /etc/systemd || exit 9
  mkdir -p /etc/systemd/network /etc/systemd/system /run/bin; own=/etc/systemd/network/10-eth0.network
  printf '#!/bin/bash\\necho "Link 2 (eth0): $(sed -n s/^DNS=//p /etc/systemd/network/10-eth0.network)"\\n' >/run/bin/resolvectl
  printf '#!/bin/bash\\n' >/run/bin/networkctl; chmod 755 /run/bin/*
  dns() { local verb=$1; shift; printf '%s' "$SCRIPT" | bash -s -- ${nonce} "$verb" 00000000000000aa "$@"; }
  servers() { printf '[Network]\\nDNS=%s\\n' "$1" >$own; }
`;

describe('The repair of DNS, taken back', function () {
  before(function () {
    if (process.getuid?.() !== 0 || spawnSync('unshare', ['-m', '-p', '-f', 'true']).status !== 0)
      skip(this, 'needs root, Linux and unshare');
  });

  it('is not taken back once more: what the owner made since stays', () => {
    const commands = `
      servers 10.0.0.1; dns apply eth0 10.0.0.1 600
      servers 9.9.9.9; dns revert; cp $own /run/former
      servers 10.0.0.53; echo '[Network]' >/etc/systemd/network/20-eth1.network
      dns settle; dns revert; cat /run/former $own; ls /etc/systemd/network`;
    const script = dnsScript.replace('PATH=/usr/sbin', 'PATH=/run/bin:/usr/sbin');
    const { stdout, stderr } = spawnSync(
      'unshare',
      ['-m', '-p', '-f', '--mount-proc', ...plainBash, prelude + commands],
      {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], SCRIPT: script },
      },
    );
    const lines = stdout.trimEnd().split('\n');
    const replies = lines.splice(0, 4).map((line) => readRepairReply(nonce, line));
    assert.deepEqual(
      replies.map(({ state, message }) => `${state}: ${message}`).slice(1),
      [
        'reverted: taken back',
        'reverted: the change was taken back already, or never made',
        'reverted: it was taken back already; nothing was changed',
      ],
      stderr,
    );
    assert.deepEqual(lines, [
      ...['[Network]', 'DNS=10.0.0.1', '[Network]', 'DNS=10.0.0.53'],
      ...['10-eth0.network', '20-eth1.network'],
    ]);
  });
});
