// The lab's own life: it comes up, keeps what is on disk over a restart, heals, and leaves nothing behind, also after a crash.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { inNamespace, mountPoints } from '../../scripts/lab/namespaces.mjs';
import { labCli } from '../../scripts/lab/paths.mjs';
import { isAlive, recordedProcesses, startDaemon } from '../../scripts/lab/processes.mjs';
import { tryRun } from '../../scripts/lab/run.mjs';
import { needLab } from './lab-support.js';

const nothing = { namespaces: [], mounts: [], processes: [], groups: [] };

describe("the lab's life", function () {
  const lab = openLab({ name: `life-${process.pid}` });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  it('writes the state that others read', async () => {
    const { guest, host, commands, ...rest } = lab.state;
    assert.equal(guest.power, 'Running');
    assert.equal(readFileSync(`/proc/${guest.initPid}/comm`, 'utf8').trim(), 'systemd');
    assert.equal(readFileSync(path.join(guest.rootPath, 'etc/os-subrelease'), 'utf8'), 'ID=eflow\n');
    assert.equal(guest.userName, 'iotedge-user');
    assert.equal(host.switchName, 'Default Switch');
    assert.ok(mountPoints().includes(host.namespace));
    assert.deepEqual(commands.stopGuest.slice(1), [labCli, '--name', lab.name, 'stop']);
    assert.ok(existsSync(path.join(rest.repoRoot, 'EflowNetDiag.psd1')));
    const link = await lab.execIn('vm', 'cat /sys/class/net/eth0/address');
    assert.equal(link.stdout.trim(), guest.macAddress);
  });

  it('runs a command in the guest as its user, who can become root, and passes on how it ended', async () => {
    const ran = await lab.exec('id -un; sudo -n id -un; echo "$HOME" >&2; exit 7');
    assert.deepEqual(ran, { code: 7, stdout: 'iotedge-user\nroot\n', stderr: '/home/iotedge-user\n' });
  });

  it('lets the guest write to /etc, /home, /root and /var only', async () => {
    const ran = await lab.execIn(
      'vm',
      'for d in / /usr /opt /etc /home /root /var; do touch $d/probe 2>/dev/null && echo $d; done',
    );
    assert.equal(ran.stdout, '/etc\n/home\n/root\n/var\n');
  });

  it('hides Debian: no package manager, and no Perl on the path', async () => {
    const ran = await lab.exec('command -v apt-get dpkg perl iptables-nft; grep ^ID= /etc/os-release');
    assert.equal(ran.stdout, 'ID=mariner\n');
  });

  it('keeps what is on disk over a restart and drops what was live', async () => {
    const before = lab.state.guest.initPid;
    await lab.execIn(
      'vm',
      'echo kept > /etc/kept; echo gone > /run/gone; iptables -A INPUT -p tcp --dport 1999 -j ACCEPT',
    );
    await lab.restartGuest();
    assert.notEqual(lab.state.guest.initPid, before);
    const ran = await lab.execIn(
      'vm',
      'cat /etc/kept; ls /run/gone; iptables -S INPUT | grep -c 1999; iptables -S INPUT | head -1',
    );
    assert.equal(ran.stdout, 'kept\n0\n-P INPUT DROP\n');
  });

  it('starts and stops the guest by the commands that the state names', async () => {
    const { startGuest, stopGuest } = lab.state.commands;
    assert.equal((await tryRun(stopGuest)).code, 0);
    assert.deepEqual([lab.state.guest.power, lab.state.guest.initPid], ['Off', 0]);
    await assert.rejects(async () => lab.exec('true'), /is off/);
    assert.equal((await tryRun(startGuest)).code, 0);
    assert.equal(lab.state.guest.power, 'Running');
    assert.equal((await lab.exec('cat /etc/kept')).stdout, 'kept\n');
  });

  it('heals: what was written to the disk is gone, and a hand-written agent answer too', async () => {
    await lab.fault('agent-address-differs');
    assert.ok(existsSync(path.join(lab.folder, 'agent.json')));
    await lab.heal();
    assert.ok(!existsSync(path.join(lab.folder, 'agent.json')));
    assert.equal((await lab.exec('cat /etc/kept')).code, 1);
    assert.equal((await lab.exec('systemctl is-system-running')).stdout, 'running\n');
  });

  it('refuses a fault that it does not know, and names those it knows', async () => {
    await assert.rejects(() => lab.fault('../etc/passwd'), /no-default-route/);
  });

  it('leaves nothing behind when it goes down', async () => {
    assert.notDeepEqual(lab.leftovers(), nothing);
    const started = recordedProcesses(lab.folder);
    assert.ok(started.length >= 6);
    await lab.down();
    assert.deepEqual(lab.leftovers(), nothing);
    assert.deepEqual(started.filter(isAlive), []);
    assert.ok(!existsSync(lab.folder));
    assert.ok(!mountPoints().some((point) => point.startsWith(lab.folder)));
    await lab.down();
  });

  it('takes down what a crash half-way left, with a process that nobody ended', async () => {
    await lab.up();
    const stray = startDaemon(lab.folder, 'stray', inNamespace(lab.folder, 'host', ['sleep', '600']));
    const nspawn = recordedProcesses(lab.folder).find((one) => one.role === 'guest-control');
    assert.ok(nspawn);
    process.kill(nspawn.pid, 'SIGKILL');
    const { rm } = await import('node:fs/promises');
    await rm(lab.statePath);
    await openLab({ name: lab.name }).down();
    assert.ok(!isAlive(stray));
    assert.deepEqual(lab.leftovers(), nothing);
  });

  it('is changed by one process at a time', async () => {
    const other = [process.execPath, labCli, '--name', lab.name];
    const [first, second] = await Promise.all([tryRun([...other, 'up']), tryRun([...other, 'up'])]);
    assert.deepEqual([first.code, second.code], [0, 0]);
    const guests = recordedProcesses(lab.folder).filter((one) => one.role.startsWith('guest-') && isAlive(one));
    assert.equal(guests.length, 2);
    await Promise.all([tryRun([...other, 'down']), tryRun([...other, 'down'])]);
    assert.deepEqual(lab.leftovers(), nothing);
  });

  it('runs commands from the command line, with the exit code of the command', async () => {
    await lab.up();
    const cli = (...args: string[]) => tryRun([process.execPath, labCli, '--name', lab.name, ...args]);
    assert.deepEqual(await cli('exec', 'id -un; exit 3'), { code: 3, stdout: 'iotedge-user\n', stderr: '' });
    assert.equal((await cli('exec', '--as', 'root', 'id', '-un')).stdout, 'root\n');
    assert.equal((await cli('exec', '--in', 'host', 'cat /etc/resolv.conf')).stdout, 'nameserver 192.168.50.1\n');
    assert.match((await cli('exec', '--in', 'moon', 'true')).stderr, /--in is one of vm, control, host/);
    assert.match((await cli('fault', 'nothing-like-it')).stderr, /The lab knows: /);
    assert.equal((await cli('dance')).code, 2);
    const status = JSON.parse((await cli('status')).stdout) as { up: boolean; guest: { alive: boolean } };
    assert.deepEqual([status.up, status.guest.alive], [true, true]);
  });

  it('says where it is asked for a lab that is not up', () => {
    assert.throws(() => openLab({ name: 'never-built' }).state, /not up: run 'npm run lab -- up'/);
    assert.throws(() => openLab({ name: '../elsewhere' }), /letters, digits and hyphens/);
  });
});
