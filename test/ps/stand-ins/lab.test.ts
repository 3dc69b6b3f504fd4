// What a local bash can't show: the way into a real guest, and what stays in it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openLab } from '../../../scripts/lab/lab-api.mjs';
import { labAvailability } from '../../../scripts/lab/packages.mjs';
import { tryRun } from '../../../scripts/lab/run.mjs';
import { standInModulePath } from '../../../scripts/lab/stand-ins/modulePath.mjs';
import { findPowerShell } from '../../../scripts/powershell.mjs';
import { skip } from '../../support/skip.js';

describe('The stand-in for AzureEFLOW in the lab', function () {
  const lab = openLab({ name: `standins-${process.pid}` });
  let program = '';

  before(async function () {
    const { available, reason } = await labAvailability();
    if (!available) skip(this, reason ?? 'the lab is not available');
    program = (await findPowerShell()).path;
    await lab.up();
  });
  after(() => lab.down());

  /** The output of a script on the lab's Windows host, by lines. */
  const play = async (script: string, standIn: object = {}): Promise<string[]> => {
    writeFileSync(path.join(lab.folder, 'stand-in.json'), JSON.stringify({ windowsPowerShell: true, ...standIn }));
    const argv = [program, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
    const env = {
      ...process.env,
      EFLOWNETDIAG_LAB_STATE: lab.statePath,
      PSModulePath: [standInModulePath(lab.folder), process.env['PSModulePath'] ?? ''].join(path.delimiter),
    };
    const ran = await tryRun(lab.inPlace('host', argv), { env });
    assert.equal(ran.stderr, '');
    return ran.stdout.trimEnd().split('\n');
  };

  it("runs a command as the VM's user, in all of its namespaces", async () => {
    const lines = await play(
      "Invoke-EflowVmCommand 'id -un; sudo -n id -un; uname -n; cat /etc/os-subrelease; cat /proc/1/comm'",
    );
    assert.deepEqual(lines, ['iotedge-user', 'root', 'DESKTOP-CONTOSO-EFLOW', 'ID=eflow', 'systemd']);
  });

  it('gives the address and the interface that the VM has', async () => {
    const [mac, address, name, ofEndpoint] = await play(
      '$a = Get-EflowVmAddr 6>$null; $a[0]; $a[1].Trim(); $e = Get-EflowVmEndpoint; $e.GuestInterfaceName; $e.IpConfiguration.Address',
    );
    const real = await lab.execIn('vm', "ip -4 -o addr show dev eth0 | awk '{print $4}' | cut -d/ -f1");
    assert.equal(mac, lab.state.guest.macAddress);
    assert.equal(address, real.stdout.trim());
    assert.equal(name, 'eth0');
    assert.equal(ofEndpoint, address);
  });

  it("sets the link's DNS servers, at once and for the next start, and leaves resolved.conf alone (#246)", async () => {
    const before = await lab.execIn('vm', 'cat /etc/systemd/resolved.conf');
    await play(
      'Set-EflowVmDNSServers -dnsServers 192.168.50.1, 8.8.4.4; Set-EflowVmDNSServers -dnsServers 192.168.50.1, 8.8.8.8',
    );
    const servers = 'for i in 1 2 3 4 5 6 7 8 9 10; do resolvectl dns eth0 | grep 8.8.8.8 && break; sleep 0.3; done';
    assert.match((await lab.execIn('vm', servers)).stdout, /192\.168\.50\.1 8\.8\.8\.8/);
    await lab.restartGuest();
    const after = await lab.execIn('vm', servers);
    assert.match(after.stdout, /192\.168\.50\.1 8\.8\.8\.8/);
    assert.doesNotMatch(after.stdout, /8\.8\.4\.4/);
    assert.equal((await lab.execIn('vm', 'cat /etc/systemd/resolved.conf')).stdout, before.stdout);
  });

  it('stops and starts the VM, and reaches the one that started', async () => {
    const lines = await play(
      'Stop-EflowVm 6>$null; try { Invoke-EflowVmCommand true } catch { $_.Exception.Message }; Start-EflowVm 6>$null; Invoke-EflowVmCommand "echo back"',
    );
    assert.deepEqual(lines, ["Can't process request, EFLOW VM is OFF!", 'back']);
  });

  it('has no session over TCP where the network does not carry one, and still has one over the Hyper-V socket', async () => {
    await lab.execIn('vm', 'iptables -I INPUT -p tcp --dport 22 -j DROP');
    const script = 'try { Invoke-EflowVmCommand "echo here" 6>$null } catch { $_.Exception.Message }';
    const real = await lab.execIn('vm', "ip -4 -o addr show dev eth0 | awk '{print $4}' | cut -d/ -f1");
    writeFileSync(path.join(lab.folder, 'agent.json'), JSON.stringify({ nodeAgentIp: real.stdout.trim() }));
    const overTcp = await play(script, { transport: 'tcp', standardError: 'merged', tcpTimeoutMs: 1000 });
    assert.match(overTcp[0]!, /^ssh failed to execute \[ssh: connect to host \S+ port 22: Connection timed out\]/);
    assert.deepEqual(await play(script), ['here']);
  });

  it("shows the host's addresses, routes and DNS as Windows would", async () => {
    const lines = await play(
      '(Get-NetIPAddress -AddressFamily IPv4 -InterfaceAlias "vEthernet*").IPAddress; (Get-NetRoute -DestinationPrefix 0.0.0.0/0).NextHop; (Resolve-DnsName contoso-hub.azure-devices.net -Type A -DnsOnly).IPAddress; @(Get-NetNat).Count',
    );
    assert.deepEqual(lines, ['172.27.112.1', '192.168.50.1', '203.0.113.10', '0']);
  });
});
