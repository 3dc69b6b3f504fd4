import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { skip } from '../support/skip.js';
import { needLab } from './lab-support.js';
import { look, needsNamespaces, outputOf, runInNamespaces } from '../unit/guest/guestSupport.js';

/** Where a program could leave something, as folders of the test's own. */
const ownFolders =
  'for d in /tmp /run /var /root /home /dev/shm; do mkdir -p $d; mount -t tmpfs tmpfs $d; done; mkdir /var/tmp /run/lock';

/** All that looking could change: files, the kernel's tables, its modules, addresses, routes, neighbours. */
const state = `{ cat /proc/net/ip_tables_names /proc/net/ip6_tables_names /proc/modules; nft list ruleset; ip -s -d link | grep -v -A1 X: ; ip addr; ip route show table all; ip neigh
  find /tmp /run /var /root /home /dev/shm -xdev -printf '%p %s %T@ %C@ %m\\n'; } 2>&1`;

const begin = `${ownFolders}; ip link set lo up; before=$(${state})`;
const epilogue = `after=$(${state}); if [ "$before" = "$after" ]; then echo; echo UNCHANGED; else echo; diff <(echo "$before") <(echo "$after"); fi`;

/** Sections that are left out unless they are asked for. */
const requested = ['arpProbe', 'iotedgeCheck'];

describe('Looking does no harm', () => {
  before(async function () {
    await needLab(this);
  });

  const beginnings: [string, string][] = [
    ['without any table', ''],
    ['with legacy tables', 'iptables-legacy -t nat -A POSTROUTING -j MASQUERADE; ip6tables-legacy -A INPUT -j ACCEPT;'],
    ['with nft tables', 'iptables-nft -A INPUT -p tcp --dport 22 -j ACCEPT; nft add table inet other;'],
  ];
  for (const [title, tables] of beginnings) {
    for (const probe of ['none', 'standard']) {
      it(`${title}, at probe level ${probe}: the same afterwards`, async function () {
        needsNamespaces(this);
        const { stdout, unframed } = await look({ prelude: `${tables} ${begin}`, epilogue, probe });
        assert.equal(stdout.trimEnd().split('\n').at(-1), 'UNCHANGED', stdout.slice(-2000));
        assert.equal(outputOf(unframed, 'nftTables').exitCode, 0);
        assert.equal(outputOf(unframed, 'iptablesLegacy').text !== '', title === 'with legacy tables');
        assert.equal(outputOf(unframed, 'iptablesNft').text !== '', title === 'with nft tables');
      });
    }
  }

  const harms: [string, string, RegExp][] = [
    ['a table of the legacy back end', 'iptables-legacy -t mangle -S >/dev/null', /^> mangle$/m],
    ['a table of nftables', 'nft add table inet left', /^> table inet left/m],
    [
      'a module',
      '{ cat /proc/modules; echo "left 16384 0 - Live 0x0"; } >/dev/shm/modules; mount --bind /dev/shm/modules /proc/modules',
      /left 16384/,
    ],
    ['a file', 'touch /var/tmp/left', /^> \/var\/tmp\/left /m],
    ['a route', 'ip route add unreachable 203.0.113.9', /^> unreachable 203/m],
  ];
  for (const [what, harm, seen] of harms) {
    it(`and would be caught leaving ${what}`, async function () {
      needsNamespaces(this);
      if (what === 'a module' && !existsSync('/proc/modules')) skip(this, 'this kernel has no modules');
      const { stdout } = await runInNamespaces('true', [], { prelude: begin, epilogue: `${harm}; ${epilogue}` });
      assert.match(stdout, seen);
    });
  }

  it('needs no room: with nothing that can be written to, it sees the same', async function () {
    needsNamespaces(this);
    const readOnly = `${ownFolders}; mount -o remount,bind,ro / ; for d in /tmp /run /var /root /home /dev/shm; do mount -o remount,ro $d; done; ! touch /tmp/x /x 2>/dev/null`;
    const { unframed } = await look({ prelude: readOnly, probe: 'standard' });
    for (const [section, envelope] of Object.entries(unframed.sections))
      assert.equal(envelope.status, requested.includes(section) ? 'skipped' : 'ok', section);
    assert.equal(outputOf(unframed, 'release').exitCode, 0);
  });
});
