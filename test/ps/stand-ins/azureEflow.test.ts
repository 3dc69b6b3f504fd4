import assert from 'node:assert/strict';
import { type Act, type Play, playAll } from './stage.js';

/** An endpoint as Azure/iotedge-eflow#221 shows it. */
const endpoint = (name: string, address: string, switchName: string): object => ({
  Name: name,
  MacAddress: '00:15:5d:00:0b:03',
  HealthStatus: 'currentState:OK previousState:OK',
  IpConfiguration: {
    Address: address,
    PrefixLength: 24,
    Gateway: '172.20.0.1',
    AllocationMethod: 'Static',
    SubNet: switchName,
  },
});

const acts = {
  address: { script: 'Get-EflowVmAddr' },
  addressVerbose: { script: 'Get-EflowVmAddr -Verbose' },
  addressOfAgent: {
    script: 'Get-EflowVmAddr',
    agent: { ip: '169.254.91.105', mac: '00:15:5d:00:00:01', sourceWording: 'retrieved from NodeAgent' },
  },
  noAddress: { script: 'Get-EflowVmAddr', agent: { ip: '', mac: '00:00:00:00:00:00' } },
  addressOfGoneVm: {
    script: 'Get-EflowVmAddr',
    standIn: { guestCommand: null },
    guest: { initPid: 999999999 },
    agent: { nodeAgentIp: '172.27.113.9' },
  },
  nothing: { script: "$null -eq (Invoke-EflowVmCommand 'true')" },
  oneLine: { script: "(Invoke-EflowVmCommand -command 'echo one').GetType().Name" },
  manyLines: { script: "$lines = Invoke-EflowVmCommand 'echo one; echo; echo three'; $lines.Count; $lines[2]" },
  failing: { script: "Invoke-EflowVmCommand 'echo seen; echo said >&2; exit 3'" },
  failingMerged: {
    script: "Invoke-EflowVmCommand 'echo seen; echo said >&2; exit 3'",
    standIn: { standardError: 'merged' },
  },
  failingSilently: { script: "Invoke-EflowVmCommand 'exit 1'" },
  ignored: { script: "Invoke-EflowVmCommand 'echo seen; echo said >&2; exit 3' -ignoreError; $LASTEXITCODE" },
  ignoredMerged: {
    script: "Invoke-EflowVmCommand 'echo seen; echo said >&2; exit 3' -ignoreError",
    standIn: { standardError: 'merged' },
  },
  off: { script: "Invoke-EflowVmCommand 'true' -ignoreError", guest: { power: 'Off' } },
  addressOff: { script: 'Get-EflowVmAddr', guest: { power: 'Off' } },
  notDeployed: { script: 'Verify-EflowVm; Get-EflowVmAddr', guest: { power: 'None' } },
  gone: {
    script: "Invoke-EflowVmCommand 'true'",
    standIn: { guestCommand: null, standardError: 'merged' },
    guest: { initPid: 999999999 },
  },
  strayStops: { script: "Invoke-EflowVmCommand 'true' -ErrorAction Stop" },
  windowsPowerShell: { script: "Invoke-EflowVmCommand 'true'", standIn: { windowsPowerShell: true } },
  noInput: { script: "Invoke-EflowVmCommand 'cat; read -r line; echo $?'" },
  environment: { script: "Invoke-EflowVmCommand 'echo $HOME $USER ${STAGE_SECRET-unset}'" },
  endpoint: { script: '$one = Get-EflowVmEndpoint; $one -is [array]; $one; "$($one.IpConfiguration)"' },
  endpointSilent: { script: 'Get-EflowVmEndpoint', standIn: { endpointAsksGuest: false } },
  endpointOfSwitch: { script: "@(Get-EflowVmEndpoint -vswitchName 'Other').Count" },
  twoEndpoints: {
    script: '$two = Get-EflowVmEndpoint; $two -is [array]; $two.Name',
    agent: {
      endpoints: [endpoint('a', '172.20.0.1', 'InternalSw'), endpoint('b', '192.168.50.9', 'EFLOW-External')],
    },
  },
  network: { script: 'Get-EflowNetwork' },
  noNetwork: { script: "Get-EflowNetwork -vswitchName 'Nope'" },
  addNetwork: { script: 'Add-EflowNetwork -vswitchName ExtEFLOW -vswitchType External' },
  addEndpoint: {
    script: "Add-EflowVmEndpoint -vswitchName 'Default Switch' -vendpointName x -ip4Address 172.27.112.9",
  },
  badDns: { script: 'Set-EflowVmDNSServers -dnsServers 10.0.1.2, 10.0.1.256' },
  names: { script: 'Get-EflowVmName; Get-EflowVmUserName; Verify-EflowVm; Get-EflowVmFeature -feature DpsTpm' },
  wholeVm: {
    script: '$vm = Get-EflowVm; $vm.VmPowerState; $vm.VmConfiguration.name; $vm.SystemStatistics.CpuCount -gt 0',
  },
  wholeVmOff: { script: 'Get-EflowVm', guest: { power: 'Off' } },
  stopAndStart: { script: 'Stop-EflowVm; (Get-EflowVm).VmPowerState; Start-EflowVm; (Get-EflowVm).VmPowerState' },
  startTwice: { script: 'Start-EflowVm' },
  deploy: { script: "Deploy-Eflow -acceptEula yes -vswitchName 'Default Switch' -vswitchType Internal" },
  latency: { script: "Invoke-EflowVmCommand 'true'", standIn: { latencyMs: 300 } },
  rateOverTcp: {
    script: "1..3 | ForEach-Object { Invoke-EflowVmCommand 'echo ok' }; Invoke-EflowVmCommand 'echo ok'",
    standIn: { transport: 'tcp', sessionsPerMinute: 3, standardError: 'merged' },
    agent: { ip: '172.27.123.254' },
  },
  rateOverSocket: {
    script: "1..5 | ForEach-Object { Invoke-EflowVmCommand 'echo ok' }",
    standIn: { transport: 'hvsocket', sessionsPerMinute: 3 },
  },
  imported: { script: 'Remove-Module AzureEFLOW; Import-Module AzureEFLOW' },
  notElevated: {
    script: 'Remove-Module AzureEFLOW; Import-Module AzureEFLOW -ErrorAction Stop',
    standIn: { notElevated: true },
  },
} satisfies Record<string, Act>;

// Each behaviour is checked against the public source that its name ends with.
describe('The stand-in for AzureEFLOW', () => {
  let plays: Record<keyof typeof acts, Play>;
  before(async () => {
    plays = await playAll(acts);
  });

  describe('Get-EflowVmAddr', () => {
    it('gives the MAC, then the address with a trailing blank (execute-SshCommand.ps1; iotedge#7220)', () => {
      assert.deepEqual(plays.address.output, ['00:15:5d:4e:15:2c', '172.27.123.254 ']);
    });
    it('tells the host where the address is from (networking how-to)', () => {
      const lines = plays.address.information.filter((line) => line !== '');
      assert.match(
        lines[0]!,
        /^\[\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d\] Querying IP and MAC addresses from virtual machine \(DESKTOP-CONTOSO-EFLOW\)$/,
      );
      assert.deepEqual(lines.slice(1), [
        ' - Virtual machine MAC: 00:15:5d:4e:15:2c',
        ' - Virtual machine IP : 172.27.123.254 retrieved directly from virtual machine',
      ]);
    });
    it('names the interface when asked to be verbose (#308)', () =>
      assert.ok(plays.addressVerbose.verbose.includes('Guest interface name - eth0')));
    it("gives the agent's word where the lab says so (#177)", () => {
      assert.deepEqual(plays.addressOfAgent.output, ['00:15:5d:00:00:01', '169.254.91.105 ']);
      assert.ok(
        plays.addressOfAgent.information.includes(' - Virtual machine IP : 169.254.91.105 retrieved from NodeAgent'),
      );
    });
    it('says and does not throw that there is no address (#10)', () => {
      assert.deepEqual(plays.noAddress.output, ['00:00:00:00:00:00', '']);
      assert.ok(plays.noAddress.information.includes(' - Failed to acquire IP address for virtual machine'));
      assert.equal(plays.noAddress.thrown, null);
    });
    it("falls back to the agent's own address when the VM does not answer (#177)", () => {
      assert.equal(plays.addressOfGoneVm.output[1], '172.27.113.9 ');
      assert.ok(plays.addressOfGoneVm.information.some((line) => line.endsWith('retrieved from NodeAgent')));
    });
    it('opens one session', () =>
      assert.deepEqual(
        plays.address.sessions.map((one) => one.cmdlet),
        ['Get-EflowVmAddr'],
      ));
  });

  describe('Invoke-EflowVmCommand', () => {
    it('gives nothing, a string, or strings with the empty ones (Get-EdgeCertificates.ps1)', () => {
      assert.deepEqual(plays.nothing.output, [true]);
      assert.deepEqual(plays.oneLine.output, ['String']);
      assert.deepEqual(plays.manyLines.output, [3, 'three']);
    });
    it('throws on a non-zero exit and gives no output (#53)', () => {
      assert.deepEqual(plays.failing.output, []);
      assert.equal(plays.failing.thrown?.message, 'ssh failed to execute [seen] at line 3101');
      assert.equal(plays.failing.thrown.category, 'OperationStopped');
      assert.equal(plays.failing.thrown.id, plays.failing.thrown.message);
      assert.ok(plays.failing.information.some((line) => line.endsWith('Exception caught!!!')));
      assert.equal(plays.failingSilently.thrown?.message, 'ssh failed to execute [] at line 3101');
    });
    it('has standard error in what it captured only where that is played (#122 has it, #53 not)', () =>
      assert.equal(plays.failingMerged.thrown?.message, 'ssh failed to execute [seen said] at line 3101'));
    it('gives the output of a failing command with -ignoreError (Set-EdgeCertificates.ps1)', () => {
      assert.deepEqual(plays.ignored.output, ['seen', 3]);
      assert.deepEqual(plays.ignoredMerged.output, ['seen', 'said']);
      assert.equal(plays.ignored.thrown, null);
    });
    it('refuses when the VM is off, -ignoreError or not (common-errors, #254)', () => {
      assert.equal(plays.off.thrown?.message, "Can't process request, EFLOW VM is OFF!");
      assert.equal(plays.addressOff.thrown?.message, "Can't process request, EFLOW VM is OFF!");
      assert.deepEqual(plays.off.sessions, []);
    });
    it('says what ssh says when the VM is gone and the agent does not know (#279)', () =>
      assert.equal(
        plays.gone.thrown?.message,
        'ssh failed to execute [ERROR: 0x80072741 ssh_exchange_identification: Connection closed by remote host] at line 3101',
      ));
    it('has no input for the command', () => assert.deepEqual(plays.noInput.output, ['1']));
    it("runs in the user's own environment", () =>
      assert.deepEqual(plays.environment.output, ['/home/iotedge-user iotedge-user unset']));
    it('costs the latency that the lab asks for', () =>
      assert.ok(plays.latency.tookMs >= 300, `${plays.latency.tookMs} ms`));
  });

  describe('in PowerShell 7', () => {
    it('writes a stray error about Write-EventLog with a success (#42, #94)', () => {
      assert.deepEqual(
        plays.oneLine.errors.map((error) => [error.id, error.target, error.category]),
        [['CommandNotFoundException,Invoke-EflowVmCommand', 'Write-EventLog', 'ObjectNotFound']],
      );
      assert.match(
        plays.oneLine.errors[0]!.message,
        /^The term 'Write-EventLog' is not recognized as a name of a cmdlet/,
      );
    });
    it('lets that error end a caller who asked to stop at any', () => {
      assert.equal(plays.strayStops.thrown?.target, 'Write-EventLog');
      assert.deepEqual(plays.strayStops.sessions, []);
    });
    it('writes none where Windows PowerShell is played', () => assert.deepEqual(plays.windowsPowerShell.errors, []));
  });

  describe('endpoints and networks', () => {
    it('one endpoint is a bare object of five properties (#221, #246)', () => {
      const [isArray, endpoint, configuration] = plays.endpoint.output;
      assert.equal(isArray, false);
      assert.deepEqual(endpoint, {
        Name: 'DESKTOP-CONTOSO-EFLOWInterface',
        MacAddress: '00:15:5d:4e:15:2c',
        HealthStatus: 'currentState:OK previousState:OK',
        IpConfiguration: {
          Address: '172.27.123.254',
          PrefixLength: 20,
          Gateway: '172.27.112.1',
          AllocationMethod: 'Dynamic',
          SubNet: 'Default Switch',
        },
        GuestInterfaceName: 'eth0',
      });
      assert.match(
        String(configuration),
        /^@\{Address=172\.27\.123\.254; PrefixLength=20; Gateway=172\.27\.112\.1; AllocationMethod=Dynamic;/,
      );
    });
    it('asks the VM for the interface, or not', () => {
      assert.equal(plays.endpoint.sessions.length, 1);
      assert.equal(plays.endpointSilent.sessions.length, 0);
    });
    it('several are an array; the switch selects', () => {
      assert.deepEqual(plays.twoEndpoints.output, [true, 'a', 'b']);
      assert.deepEqual(plays.endpointOfSwitch.output, [0]);
    });
    it('a network has four properties, and no session is needed (reference)', () => {
      assert.deepEqual(plays.network.output, [
        { Name: 'Default Switch', AllocationMethod: 'Dynamic', Cidr: '172.27.112.0/20', Type: 'ICS' },
      ]);
      assert.deepEqual(plays.network.sessions, []);
    });
    it('a network or switch that is not there is refused with the words of the real one (common-errors, #143)', () => {
      assert.equal(plays.noNetwork.thrown?.message, "Network 'Nope' does not exist");
      assert.equal(plays.addNetwork.thrown?.message, "The virtual switch 'ExtEFLOW' of type 'External' is not found");
      assert.equal(plays.addNetwork.thrown.category, 'OperationStopped');
    });
    it('an incomplete static address is refused (common-errors)', () =>
      assert.equal(plays.addEndpoint.thrown?.message, 'ip4Address & ip4PrefixLength are required for StaticIP!'));
    it('a DNS server must be an IPv4 address, and nothing was set before the bad one (common-errors)', () => {
      assert.equal(plays.badDns.thrown?.message, '10.0.1.256 is not a valid IP4 address');
      assert.deepEqual(plays.badDns.sessions, []);
    });
  });

  describe('the VM', () => {
    it('names and checks need no session', () => {
      assert.deepEqual(plays.names.output, ['DESKTOP-CONTOSO-EFLOW', 'iotedge-user', true, false]);
      assert.deepEqual(plays.names.sessions, []);
    });
    it('says when none was deployed (common-errors)', () => {
      assert.deepEqual(plays.notDeployed.output, [false]);
      assert.equal(
        plays.notDeployed.thrown?.message,
        'Virtual machine name could not be retrieved, failed to get IP/MAC address',
      );
    });
    it('Get-EflowVm costs several sessions (#49, #105)', () => {
      assert.deepEqual(plays.wholeVm.output, ['Running', 'DESKTOP-CONTOSO-EFLOW', true]);
      assert.ok(plays.wholeVm.sessions.length > 1);
    });
    it('Get-EflowVm of a VM that is off has a power state and no runtime (iotedge#7135)', () => {
      const [vm] = plays.wholeVmOff.output as { VmPowerState: string; EdgeRuntimeVersion: object }[];
      assert.equal(vm!.VmPowerState, 'Off');
      assert.deepEqual(vm!.EdgeRuntimeVersion, {});
      assert.deepEqual(plays.wholeVmOff.sessions, []);
    });
    it('stops and starts, and does nothing when there is nothing to do (reference)', () => {
      assert.deepEqual(plays.stopAndStart.output, ['Off', 'Running']);
      assert.equal(plays.startTwice.thrown, null);
      assert.deepEqual(plays.startTwice.information, []);
    });
  });

  it('lets the fourth session of a minute over TCP time out (security doc)', () => {
    assert.deepEqual(plays.rateOverTcp.output, ['ok', 'ok', 'ok']);
    assert.equal(
      plays.rateOverTcp.thrown?.message,
      'ssh failed to execute [ssh: connect to host 172.27.123.254 port 22: Connection timed out] at line 3101',
    );
    assert.deepEqual(
      plays.rateOverTcp.sessions.map((one) => one.accepted),
      [true, true, true, false],
    );
  });
  it('does not limit sessions over the Hyper-V socket', () => assert.equal(plays.rateOverSocket.output.length, 5));
  it('refuses clearly what the lab does not play', () => {
    assert.equal(plays.deploy.thrown?.id, 'NotPlayedInTheLab,Deploy-Eflow');
    assert.equal(plays.deploy.thrown.message, 'The lab does not play Deploy-Eflow.');
  });
  it('warns of unapproved verbs when imported by name, as Verify- and Provision- are', () =>
    assert.match(plays.imported.warnings.join(), /unapproved verbs/));
  it('does not load in a session that is not elevated (#61, #261)', () => {
    assert.match(plays.notElevated.thrown?.id ?? '', /^ScriptRequiresElevation/);
    assert.equal(plays.notElevated.thrown?.category, 'PermissionDenied');
  });
});
