import assert from 'node:assert/strict';
import { look, needsNamespaces, outputOf } from '../unit/guest/guestSupport.js';

/** Where a program could leave something, as folders of the test's own. */
const ownFolders =
  'for d in /tmp /run /var /root /home /dev/shm; do mkdir -p $d; mount -t tmpfs tmpfs $d; done; mkdir /var/tmp /run/lock';

/** All that looking could change: files, the kernel's tables, its modules, addresses, routes, neighbours. */
const state = `{ cat /proc/net/ip_tables_names /proc/net/ip6_tables_names /proc/modules; nft list ruleset; ip -s -d link | grep -v -A1 X: ; ip addr; ip route show table all; ip neigh
  find /tmp /run /var /root /home /dev/shm -xdev -printf '%p %s %T@ %C@ %m\\n'; } 2>&1`;

const prelude = `${ownFolders}; ip link set lo up; before=$(${state})`;
const epilogue = `after=$(${state}); if [ "$before" = "$after" ]; then echo; echo UNCHANGED; else echo; diff <(echo "$before") <(echo "$after"); fi`;

describe('Looking does no harm', () => {
  const beginnings: [string, string][] = [
    ['without any table', ''],
    ['with legacy tables', 'iptables-legacy -t nat -A POSTROUTING -j MASQUERADE; ip6tables-legacy -A INPUT -j ACCEPT;'],
    ['with nft tables', 'iptables-nft -A INPUT -p tcp --dport 22 -j ACCEPT; nft add table inet other;'],
  ];
  for (const [title, tables] of beginnings) {
    for (const probe of ['none', 'standard']) {
      it(`${title}, at probe level ${probe}: the same afterwards`, async function () {
        needsNamespaces(this);
        const { stdout, unframed } = await look({ prelude: `${tables} ${prelude}`, epilogue, probe });
        assert.equal(stdout.trimEnd().split('\n').at(-1), 'UNCHANGED', stdout.slice(-2000));
        assert.equal(outputOf(unframed, 'nftTables').exitCode, 0);
        assert.equal(outputOf(unframed, 'iptablesLegacy').text !== '', title === 'with legacy tables');
        assert.equal(outputOf(unframed, 'iptablesNft').text !== '', title === 'with nft tables');
      });
    }
  }

  it('needs no room: with nothing that can be written to, it sees the same', async function () {
    needsNamespaces(this);
    const readOnly = `${ownFolders}; mount -o remount,bind,ro / ; for d in /tmp /run /var /root /home /dev/shm; do mount -o remount,ro $d; done; ! touch /tmp/x /x 2>/dev/null`;
    const { unframed } = await look({ prelude: readOnly, probe: 'standard' });
    for (const [section, envelope] of Object.entries(unframed.sections)) assert.equal(envelope.status, 'ok', section);
    assert.equal(outputOf(unframed, 'release').exitCode, 0);
  });
});
