// The script for the guest against a real guest: what it sees, what it leaves, whom it asks.
import assert from 'node:assert/strict';
import type { FactTable } from '../../core/src/facts/readFacts.js';
import { look, openLookLab as open, valueOf, type Looked } from './look-support.js';

/** Facts that are only collected on request. */
const notCollected = ['guest.arpProbe', 'guest.iotedgeCheck'];

const missing = (table: FactTable): string[] =>
  Object.entries(table)
    .filter(([id, fact]) => id.startsWith('guest.') && !notCollected.includes(id) && !fact.ok)
    .map(([id]) => id);

describe('looking at a healthy guest', () => {
  for (const os of ['mariner2', 'azurelinux3'] as const) {
    describe(`that wears ${os}`, () => {
      const lab = open(`look-${os}`, { os });
      let looked: Looked;
      before(async () => {
        looked = await look(lab);
      });

      it('takes one command and gives every fact', () => {
        assert.deepEqual([looked.sessions, missing(looked.table)], [1, []]);
      });

      it('sees the rules of the back end in use, and none of the other', () => {
        const [used, other] = os === 'mariner2' ? (['Legacy', 'Nft'] as const) : (['Nft', 'Legacy'] as const);
        assert.ok(valueOf(looked.table, `guest.iptables${used}`).tables.some((table) => table.name === 'filter'));
        assert.deepEqual(valueOf(looked.table, `guest.iptables${other}`).tables, []);
      });

      it('asks from the VM and from the namespace of the modules', () => {
        const reach = valueOf(looked.table, 'guest.reach').filter((row) => row.port === 8883);
        assert.deepEqual(reach.map(({ from, tcp, tls }) => [from, tcp, tls]).sort(), [
          ['network:azure-iot-edge', 'connected', 'ok'],
          ['vm', 'connected', 'ok'],
          ['vm', 'silent', 'notTried'],
        ]);
        const names = new Set(
          valueOf(looked.table, 'guest.dnsProbe').map((row) => `${row.from} ${row.transport} ${row.state}`),
        );
        for (const answered of ['vm udp', 'vm tcp', 'network:azure-iot-edge udp', 'network:azure-iot-edge tcp'])
          assert.ok(names.has(`${answered} answered`), answered);
      });

      it('lets no key of the configuration or of a module out', () => {
        const text = JSON.stringify(looked.snapshot.facts);
        assert.match(text, /contoso-hub\.azure-devices\.net/);
        // The lab's canaries: the keys in config.toml and in a module's Env begin so.
        assert.doesNotMatch(text, /bGFiLWNhbmFyeS1|SharedAccessKey|symmetric_key|ID_SCOPE|0ne00123456/i);
      });
    });
  }
});

describe('what looking changes', () => {
  const lab = open('look-trace', {});

  it('is nothing in the guest', async () => {
    const live =
      'cat /proc/net/ip_tables_names /proc/net/ip6_tables_names; ip -4 -o addr | cut -c1-60; ip -4 route show table all; ss -lntuH';
    const asRoot = async (command: string) => (await lab.execIn('vm', command)).stdout;
    const [before, time] = [await asRoot(live), (await asRoot('date +%s.%N')).trim()];
    await look(lab);
    assert.equal(await asRoot(live), before);
    assert.ok(before.includes('eth0'));
    // The guest's own services keep their books: the journal says that sudo was used.
    const books = /^\/(var|run)\/log\/|^\/run\/(systemd|udev|user)\b|^$/;
    const changed = async () => {
      const found = await asRoot(`find /etc /home /root /var /run /tmp /dev -xdev -newerct @${time}`);
      return found.split('\n').filter((file) => !books.test(file));
    };
    assert.deepEqual(await changed(), []);
    await asRoot('touch /var/tmp/seen');
    assert.ok((await changed()).includes('/var/tmp/seen'), 'a change would have been seen');
  });

  it('is no service that was stopped: whoever asks one by D-Bus or at its socket starts it', async () => {
    const asRoot = async (command: string) => (await lab.execIn('vm', command)).stdout.trim();
    const stopped = 'systemd-resolved systemd-networkd systemd-timesyncd docker';
    // As on a device: networkd is started by its name, and the engine by its socket, to which the real docker connects.
    // The socket of networkd would start it at every change of an address.
    await asRoot(
      `ln -sf /lib/systemd/system/systemd-networkd.service /etc/systemd/system/dbus-org.freedesktop.network1.service
      printf '[Socket]\nListenStream=/run/docker.sock\n' > /etc/systemd/system/docker.socket
      cp /usr/lib/lab/docker /var/lib/docker-client
      printf '#!/bin/sh\\ncurl -s -m 1 --unix-socket /run/docker.sock http://engine/\\nexec /var/lib/docker-client "$@"\\n' > /var/lib/docker-connects
      chmod +x /var/lib/docker-connects; mount --bind /var/lib/docker-connects /usr/lib/lab/docker
      systemctl daemon-reload; systemctl stop systemd-networkd.socket ${stopped}; systemctl start docker.socket`,
    );
    const states = () => asRoot(`systemctl is-active ${stopped} systemd-timedated`);
    const before = await states();
    assert.match(before, /^(inactive\s){4}/);
    const { table } = await look(lab);
    assert.equal(await states(), before);
    const untold = [
      'networkState',
      'resolver',
      'containers',
      'containerNetworks',
      'containerResolvConf',
      'proxySettings',
    ];
    assert.deepEqual(missing(table).sort(), untold.map((section) => `guest.${section}`).sort());
    await asRoot('networkctl status --all; resolvectl status; docker ps; true');
    // timesyncd has nobody who asks it.
    assert.match(await states(), /^active\sactive\sinactive\s(activating|active)\s/, 'a start would have been seen');
  });
});

describe('looking at a guest that lacks something', () => {
  const lab = open('look-faults', {});
  afterEach(() => lab.heal());

  const reasons = (table: FactTable) =>
    new Set(
      Object.entries(table).flatMap(([id, fact]) =>
        id.startsWith('guest.') && !notCollected.includes(id) && !fact.ok ? [fact.reason] : [],
      ),
    );

  it('gzip: takes more commands, and gives every fact all the same', async () => {
    await lab.fault('no-gzip');
    const { sessions, table } = await look(lab);
    assert.deepEqual([sessions, missing(table)], [5, []]);
    assert.ok(valueOf(table, 'guest.reach').some((row) => row.from === 'network:azure-iot-edge' && row.tls === 'ok'));
  });

  it('bash: says so for every fact', async () => {
    await lab.fault('no-bash');
    const { sessions, table } = await look(lab);
    assert.deepEqual([sessions, [...reasons(table)]], [1, ['The guest has no bash.']]);
  });

  it('a sudo that asks for no password: says so for every fact, and does not wait', async () => {
    await lab.fault('sudo-password');
    const begun = Date.now();
    assert.deepEqual([...reasons((await look(lab)).table)], ['sudo asks for a password in the guest.']);
    assert.ok(Date.now() - begun < 10_000);
  });

  it('room on its disk: sees everything', async () => {
    await lab.fault('disk-full');
    assert.deepEqual(missing((await look(lab)).table), []);
  });

  it('an engine that answers: loses only what the engine would have said', async () => {
    await lab.fault('docker-hangs');
    const { table } = await look(lab);
    assert.deepEqual(missing(table), [
      'guest.containerNetworks',
      'guest.containerResolvConf',
      'guest.containers',
      'guest.proxySettings',
    ]);
    assert.ok(valueOf(table, 'guest.reach').every((row) => row.from === 'vm'));
  });
});
