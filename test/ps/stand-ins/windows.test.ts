import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Act, defaultSwitchId, internalSwitch, onlyError, type Play, playAll } from './stage.js';

const german = { edition: 'de' };
const japanese = { edition: 'ja' };

/** A process that has ended before the plays begin: its number is smaller, unless the kernel has begun anew with small ones. */
const gone = spawnSync('true').pid;

const acts = {
  addresses: {
    script:
      'Get-NetIPAddress -AddressFamily IPv4 | ForEach-Object { "$($_.ifIndex) $($_.InterfaceAlias) $($_.IPAddress)/$($_.PrefixLength) $($_.PrefixOrigin) $($_.SuffixOrigin) $($_.AddressState)" }',
  },
  addressNumbers: {
    script: 'Get-NetIPAddress 172.27.112.1 | Select-Object AddressFamily, PrefixOrigin, AddressState, PrefixLength',
  },
  addressType: {
    script:
      '$one = Get-NetIPAddress 172.27.112.1; $one.PSObject.TypeNames[0]; $one.ValidLifetime -eq [timespan]::MaxValue; (Get-NetIPAddress 192.168.50.20).ValidLifetime.TotalDays -le 1',
  },
  linkLocal: { script: '(Get-NetIPAddress -AddressFamily IPv6 -InterfaceAlias Ethernet).IPAddress' },
  noAddress: { script: 'Get-NetIPAddress -InterfaceAlias Nope' },
  noAddressLike: { script: 'Get-NetIPAddress -InterfaceAlias Nope*' },
  wrongFamily: { script: 'Get-NetIPAddress -AddressFamily IPX' },
  routes: {
    script:
      'Get-NetRoute -AddressFamily IPv4 | ForEach-Object { "$($_.DestinationPrefix) $($_.NextHop) $($_.InterfaceAlias) $($_.RouteMetric) $($_.Protocol)" }',
  },
  neighbours: {
    script:
      'Get-NetNeighbor | ForEach-Object { "$($_.IPAddress) $($_.LinkLayerAddress) $($_.State) $([int] $_.State)" }',
  },
  interfaces: {
    script:
      'Get-NetAdapter | Get-NetIPInterface | Where-Object { $_.AddressFamily -eq \'IPv4\' } | ForEach-Object { "$($_.InterfaceAlias) $($_.ConnectionState)" }',
  },
  listening: {
    script:
      'Get-NetTCPConnection -State Listen -LocalPort 53 | ForEach-Object { "$($_.LocalAddress) $($_.OwningProcess)" }; (Get-NetUDPEndpoint -LocalPort 53).LocalAddress',
  },
  holders: {
    script: `Import-Module NetTCPIP; (& (Get-Module NetTCPIP) { Get-SocketOwner -Line "(pid=${gone},fd=4),(pid=$PID,fd=4)" }) -eq $PID`,
  },
  adapters: {
    script:
      'Get-NetAdapter | ForEach-Object { "$($_.ifIndex) $($_.Name) $($_.Status) $($_.MacAddress) $($_.Virtual)" }',
  },
  physical: { script: '(Get-NetAdapter -Physical).Name' },
  adapterUp: {
    script: 'Get-NetAdapter | Where-Object { $_.InterfaceOperationalStatus -eq 1 } | ForEach-Object { $_.Name }',
  },
  natOfDefaultSwitch: { script: '@(Get-NetNat).Count; Get-NetNat -Name Nope' },
  nat: { script: 'Get-NetNat | Select-Object Name, InternalIPInterfaceAddressPrefix, Active', host: internalSwitch },
  natReplaced: {
    script:
      'Get-NetNat | Select-Object Name, InternalIPInterfaceAddressPrefix, IcmpQueryTimeout; (Get-NetNatStaticMapping).ExternalPort',
    windows: {
      replace: { 'Get-NetNat': [{ Name: 'EFLOW Switch', InternalIPInterfaceAddressPrefix: '169.254.61.0/24' }] },
      add: { 'Get-NetNatStaticMapping': [{ NatName: 'EFLOW Switch', ExternalPort: 8883, InternalPort: 8883 }] },
    },
  },
  changed: {
    script: '(Get-NetIPAddress 172.27.112.1).AddressState; (Get-NetIPAddress 192.168.50.20).AddressState',
    windows: {
      change: { 'Get-NetIPAddress': [{ where: { IPAddress: '172.27.112.1' }, set: { AddressState: 'Duplicate' } }] },
    },
  },
  failing: {
    script: 'Get-NetNat',
    windows: {
      fail: {
        'Get-NetNat': { message: 'Access is denied.', errorId: 'HRESULT 0x80070005', category: 'PermissionDenied' },
      },
    },
  },
  dnsServers: {
    script:
      'Get-DnsClientServerAddress -InterfaceAlias Ethernet | ForEach-Object { "$($_.AddressFamily) $($_.ServerAddresses -join " ")" }',
  },
  dnsServersGiven: {
    script: '(Get-DnsClientServerAddress -InterfaceAlias Ethernet -AddressFamily IPv4).ServerAddresses',
    windows: { dnsServers: { uplink: ['10.0.1.2', '10.0.1.3'] } },
  },
  switch: {
    script:
      'Get-VMSwitch | Select-Object Name, Id, SwitchType; (Get-VMSwitch).SwitchType.ToString(); Get-VMSwitch Nope',
  },
  switchGerman: {
    script: '(Get-VMSwitch).Name; (Get-VMSwitch).Id.ToString(); (Get-NetIPAddress 172.27.112.1).InterfaceAlias',
    standIn: german,
  },
  switchJapanese: {
    script: '(Get-VMSwitch).Name; (Get-VMSwitch).Id.ToString(); (Get-NetAdapter -InterfaceIndex 2).Name',
    standIn: japanese,
  },
  switchOfServerNamedSo: {
    script: '(Get-VMSwitch).Name',
    standIn: german,
    host: { ...internalSwitch, switchName: 'Default Switch' },
  },
  external: {
    script:
      'Get-VMSwitch | Select-Object SwitchType, NetAdapterInterfaceDescription; (Get-VMSwitch -SwitchType External).Name',
    host: { ...internalSwitch, switchName: 'EFLOW-External', switchType: 'External' },
  },
  machinesOfClient: { script: '@(Get-VM).Count; Get-VM DESKTOP-CONTOSO-EFLOW' },
  machinesOfServer: {
    script:
      'Get-VM | ForEach-Object { "$($_.Name) $($_.State)" }; (Get-VMNetworkAdapter -VMName DESKTOP-CONTOSO-EFLOW).MacAddress; (Get-VMNetworkAdapter -ManagementOS).IPAddresses[0]',
    host: internalSwitch,
  },
  machineOff: { script: '(Get-VM).State.ToString()', host: internalSwitch, guest: { power: 'Off' } },
  service: {
    script:
      'Get-Service -Name WSSDAgent | Select-Object Name, DisplayName, Status, StartType; "$((Get-Service WSSDAgent).Status)"',
  },
  services: {
    script:
      '(Get-Service SharedAccess).Status.ToString(); (Get-Service SharedAccess).StartType.ToString(); (Get-Service EFLOWProxy).Name; Get-Service WSSDAgent',
    windows: {
      services: { SharedAccess: { Status: 'Stopped', StartType: 'Disabled' }, EFLOWProxy: {}, WSSDAgent: null },
    },
  },
  serviceGerman: {
    script: "(Get-Service SharedAccess).DisplayName; (Get-Service -DisplayName 'Gemeinsame*').Name; Get-Service Nope",
    standIn: german,
  },
  system: {
    script:
      '$os = Get-CimInstance -ClassName Win32_OperatingSystem; $os.ProductType; $os.BuildNumber; $os.CSName; (Get-CimInstance Win32_ComputerSystem).Name',
  },
  systemServer: {
    script:
      "(Get-CimInstance Win32_OperatingSystem -Filter 'ProductType = 3').Caption; @(Get-CimInstance Win32_OperatingSystem -Filter 'ProductType = 1').Count",
    host: internalSwitch,
  },
  systemGiven: {
    script: '(Get-CimInstance Win32_ComputerSystem).Manufacturer; (Get-CimInstance Win32_OperatingSystem).OSLanguage',
    windows: { computerSystem: { Manufacturer: 'VMware, Inc.' } },
    standIn: japanese,
  },
  noClass: { script: 'Get-CimInstance Win32_Nope', standIn: german },
  firewallLocal: {
    script:
      'Get-NetFirewallProfile -Name Public | Select-Object Name, Enabled, DefaultInboundAction, AllowLocalFirewallRules',
  },
  firewallActive: {
    script:
      'Get-NetFirewallProfile -PolicyStore ActiveStore | ForEach-Object { "$($_.Name) $($_.DefaultInboundAction) $($_.AllowLocalFirewallRules)" }; Get-NetFirewallProfile Public | ForEach-Object { "$($_.AllowLocalFirewallRules)" }',
    windows: { firewall: { policy: { Public: { AllowLocalFirewallRules: 'False' } } } },
  },
  rules: {
    script:
      'Get-NetFirewallRule -Name \'HNS*\' | Get-NetFirewallPortFilter | ForEach-Object { "$($_.Protocol) $($_.LocalPort)" }; (Get-NetFirewallRule | Get-NetFirewallServiceFilter).Service | Select-Object -Unique',
  },
  rulesGiven: {
    script:
      'Get-NetFirewallRule -Direction Outbound | ForEach-Object { "$($_.DisplayName) $($_.Action) $([int] $_.Enabled)" }; (Get-NetFirewallRule -Name out | Get-NetFirewallAddressFilter).RemoteAddress',
    windows: {
      firewall: {
        rules: [
          { Name: 'in' },
          {
            Name: 'out',
            DisplayName: 'Block all',
            Direction: 'Outbound',
            Action: 'Block',
            RemoteAddress: '10.0.0.0/8',
          },
        ],
      },
    },
  },
  profiles: {
    script: 'Get-NetConnectionProfile | ForEach-Object { "$($_.InterfaceAlias): $($_.Name), $($_.NetworkCategory)" }',
  },
  events: {
    script:
      "(Get-WinEvent -FilterHashtable @{ LogName = 'System'; Id = 12, 13 }).Message; (Get-WinEvent -LogName System -MaxEvents 1).Id; Get-WinEvent -LogName Nope",
    windows: {
      events: [
        { LogName: 'System', Id: 12, TimeCreated: '2026-11-01T10:00:00Z', Message: 'older' },
        { LogName: 'System', Id: 13, TimeCreated: '2026-11-02T10:00:00Z', Message: 'newer' },
        { LogName: 'System', Id: 14, TimeCreated: '2026-11-03T10:00:00Z', Message: 'other' },
      ],
    },
  },
  remote: { script: 'Get-CimInstance Win32_BIOS -ComputerName other' },
} satisfies Record<string, Act>;

describe("The stand-ins for Windows' cmdlets", () => {
  let plays: Record<keyof typeof acts, Play>;
  before(async () => {
    plays = await playAll(acts);
  });
  const out = (name: keyof typeof acts): unknown[] => {
    assert.equal(plays[name].thrown, null, JSON.stringify(plays[name].thrown));
    return plays[name].output;
  };
  /** What a play gave, when nothing was wrong with it. */
  const clean = (name: keyof typeof acts): unknown[] => {
    assert.deepEqual(plays[name].errors, []);
    return out(name);
  };

  describe('addresses, routes, neighbours', () => {
    it("gives the namespace's addresses under Windows' names, with their origin", () =>
      assert.deepEqual(clean('addresses'), [
        '1 Loopback Pseudo-Interface 1 127.0.0.1/8 WellKnown WellKnown Preferred',
        '2 vEthernet (Default Switch) 172.27.112.1/20 Manual Manual Preferred',
        '6 Ethernet 192.168.50.20/24 Dhcp Dhcp Preferred',
        '8 wlan 169.254.61.7/16 WellKnown Link Tentative',
      ]));
    it('has enums that are numbers in JSON (msft-netipaddress)', () =>
      assert.deepEqual(clean('addressNumbers'), [
        { AddressFamily: 2, PrefixOrigin: 1, AddressState: 4, PrefixLength: 20 },
      ]));
    it("has the CIM class's type name and lifetimes", () =>
      assert.deepEqual(clean('addressType'), [
        'Microsoft.Management.Infrastructure.CimInstance#root/standardcimv2/MSFT_NetIPAddress',
        true,
        true,
      ]));
    it('writes the zone with a link-local IPv6 address', () =>
      assert.deepEqual(clean('linkLocal'), ['fe80::3e52:82ff:fe4e:1520%6']));
    it('has an error for a name that selects nothing, none for a pattern', () => {
      const error = onlyError(plays.noAddress);
      assert.equal(error.id, 'CmdletizationQuery_NotFound_InterfaceAlias,Get-NetIPAddress');
      assert.equal(error.category, 'ObjectNotFound');
      assert.equal(
        error.message,
        "No MSFT_NetIPAddress objects found with property 'InterfaceAlias' equal to 'Nope'.  Verify the value of the property and retry.",
      );
      assert.deepEqual(clean('noAddressLike'), []);
    });
    it('refuses a value that is not of the enum', () =>
      assert.equal(plays.wrongFamily.thrown?.id, 'ParameterArgumentTransformationError,Get-NetIPAddress'));
    it('gives routes, the own addresses among them', () =>
      assert.deepEqual(clean('routes'), [
        '0.0.0.0/0 192.168.50.1 Ethernet 0 NetMgmt',
        '172.27.112.0/20 0.0.0.0 vEthernet (Default Switch) 256 Local',
        '192.168.50.0/24 0.0.0.0 Ethernet 256 Local',
        '127.0.0.1/32 0.0.0.0 Loopback Pseudo-Interface 1 256 Local',
        '172.27.112.1/32 0.0.0.0 vEthernet (Default Switch) 256 Local',
        '192.168.50.20/32 0.0.0.0 Ethernet 256 Local',
        '169.254.61.7/32 0.0.0.0 wlan 256 Local',
      ]));
    it('gives neighbours with dashes in their MACs (msft-netneighbor)', () =>
      assert.deepEqual(clean('neighbours'), [
        '192.168.50.1 02-00-00-00-00-01 Reachable 5',
        '172.27.123.254 00-15-5D-4E-15-2C Stale 4',
        '192.168.50.99 00-00-00-00-00-00 Unreachable 0',
      ]));
    it('gives who listens', () => assert.deepEqual(clean('listening'), ['172.27.112.1 3631', '172.27.112.1']));
    it('takes the process that has run longest for the holder of a socket, not the smallest number', () =>
      assert.deepEqual(clean('holders'), [true]));
    it('lets windows.json change one object', () => {
      const states = clean('changed');
      assert.deepEqual(states, [2, 4]);
    });
  });

  describe('adapters and switches', () => {
    it('gives adapters, and no port of the switch', () =>
      assert.deepEqual(clean('adapters'), [
        '2 vEthernet (Default Switch) Up 00-15-5D-4E-15-01 True',
        '6 Ethernet Up 3C-52-82-4E-15-20 False',
        '8 wlan Disconnected 3C-52-82-4E-15-21 True',
      ]));
    it('selects by what is physical and by status number', () => {
      assert.deepEqual(clean('physical'), ['Ethernet']);
      assert.deepEqual(clean('adapterUp'), ['vEthernet (Default Switch)', 'Ethernet']);
    });
    it("shows the Default Switch as an internal one with Windows' fixed id (WSL#8213)", () => {
      assert.deepEqual(out('switch'), [{ Name: 'Default Switch', Id: defaultSwitchId, SwitchType: 1 }, 'Internal']);
      assert.equal(onlyError(plays.switch).message, 'Hyper-V was unable to find a virtual switch with name "Nope".');
    });
    it('names it in the language of Windows, and the host adapter with it, under the same id', () => {
      assert.deepEqual(clean('switchGerman'), ['Standardswitch', defaultSwitchId, 'vEthernet (Standardswitch)']);
      const name = '\u65e2\u5b9a\u306e\u30b9\u30a4\u30c3\u30c1';
      assert.deepEqual(clean('switchJapanese'), [name, defaultSwitchId, `vEthernet (${name})`]);
    });
    it('leaves the name alone that an administrator gave to another switch (#210)', () =>
      assert.deepEqual(clean('switchOfServerNamedSo'), ['Default Switch']));
    it('names the adapter that an external switch is bound to', () =>
      assert.deepEqual(clean('external'), [
        { SwitchType: 2, NetAdapterInterfaceDescription: 'Intel(R) Ethernet Connection I219-LM' },
        'EFLOW-External',
      ]));
    it("does not list a client's EFLOW VM (#277), and does a server's", () => {
      assert.deepEqual(out('machinesOfClient'), [0]);
      assert.equal(
        onlyError(plays.machinesOfClient).message,
        'Hyper-V was unable to find a virtual machine with name "DESKTOP-CONTOSO-EFLOW".',
      );
      assert.deepEqual(clean('machinesOfServer'), ['DESKTOP-CONTOSO-EFLOW Running', '00155D4E152C', '172.27.112.1']);
      assert.deepEqual(clean('machineOff'), ['Off']);
    });
    it('shows no NetNat for the Default Switch', () => {
      assert.deepEqual(out('natOfDefaultSwitch'), [0]);
      assert.equal(onlyError(plays.natOfDefaultSwitch).id, 'CmdletizationQuery_NotFound_Name,Get-NetNat');
    });
    it('shows the NAT of an internal switch', () =>
      assert.deepEqual(clean('nat'), [
        { Name: 'EFLOW-Internal-NAT', InternalIPInterfaceAddressPrefix: '172.20.0.0/24', Active: true },
      ]));
    it('lets windows.json replace and add objects, the rest at its usual values (#123)', () =>
      assert.deepEqual(clean('natReplaced'), [
        { Name: 'EFLOW Switch', InternalIPInterfaceAddressPrefix: '169.254.61.0/24', IcmpQueryTimeout: 30 },
        8883,
      ]));
    it('lets windows.json make a cmdlet fail', () => {
      assert.equal(plays.failing.thrown?.id, 'HRESULT 0x80070005,Get-NetNat');
      assert.equal(plays.failing.thrown.category, 'PermissionDenied');
    });
    it('takes adapters from the pipeline', () =>
      assert.deepEqual(clean('interfaces'), [
        'vEthernet (Default Switch) Connected',
        'Ethernet Connected',
        'wlan Disconnected',
      ]));
  });

  describe('DNS client, services, system', () => {
    it("gives a link's servers, and the site-local ones where no IPv6 server is set (RFC 3879)", () =>
      assert.deepEqual(clean('dnsServers'), [
        'IPv4 192.168.50.1',
        'IPv6 fec0:0:0:ffff::1 fec0:0:0:ffff::2 fec0:0:0:ffff::3',
      ]));
    it('gives those of windows.json', () => assert.deepEqual(clean('dnsServersGiven'), ['10.0.1.2', '10.0.1.3']));
    it('gives a service with its status by number (#279)', () =>
      assert.deepEqual(clean('service'), [
        { Name: 'WSSDAgent', DisplayName: 'WSSD Agent Service', Status: 4, StartType: 2 },
        'Running',
      ]));
    it('gives services as windows.json has them, and an error for one that is not installed', () => {
      assert.deepEqual(out('services'), ['Stopped', 'Disabled', 'EFLOWProxy']);
      assert.equal(onlyError(plays.services).id, 'NoServiceFoundForGivenName,Get-Service');
      assert.equal(onlyError(plays.services).message, "Cannot find any service with service name 'WSSDAgent'.");
    });
    it('has display names and texts in the language of Windows', () => {
      assert.deepEqual(out('serviceGerman'), ['Gemeinsame Nutzung der Internetverbindung', 'SharedAccess']);
      assert.match(onlyError(plays.serviceGerman).message, /^Es kann kein Dienst mit dem Dienstnamen "Nope"/);
      assert.equal(onlyError(plays.noClass).message, 'Ung\u00fcltige Klasse ');
      assert.match(onlyError(plays.noClass).id, /^HRESULT 0x80041010/);
      assert.equal(onlyError(plays.noClass).category, 'MetadataError');
    });
    it('is a client with the Default Switch and a server with an internal one', () => {
      assert.deepEqual(clean('system'), [1, '19044', 'DESKTOP-CONTOSO', 'DESKTOP-CONTOSO']);
      assert.deepEqual(clean('systemServer'), ['Microsoft Windows Server 2022 Standard', 0]);
      assert.deepEqual(clean('systemGiven'), ['VMware, Inc.', 1041]);
    });
    it('gives events, the newest first, and an error when there is none', () => {
      assert.deepEqual(out('events'), ['newer', 'older', 14]);
      assert.equal(onlyError(plays.events).id, 'NoMatchingEventsFound,Get-WinEvent');
    });
    it("gives network categories: the switch's is unidentified and public", () =>
      assert.deepEqual(clean('profiles'), [
        'vEthernet (Default Switch): Unidentified network, Public',
        'Ethernet: Network, Private',
      ]));
  });

  describe('firewall', () => {
    it('says NotConfigured in the local store what the active one has in force', () => {
      assert.deepEqual(clean('firewallLocal'), [
        { Name: 'Public', Enabled: 1, DefaultInboundAction: 0, AllowLocalFirewallRules: 2 },
      ]);
      assert.deepEqual(clean('firewallActive'), [
        'Domain Block True',
        'Private Block True',
        'Public Block False',
        'NotConfigured',
      ]);
    });
    it("has the switch's own rules, each with its filters (WSL#8236)", () =>
      assert.deepEqual(clean('rules'), ['TCP 53', 'UDP 53', 'UDP 67', 'SharedAccess']));
    it('has those of windows.json', () => assert.deepEqual(clean('rulesGiven'), ['Block all Block 1', '10.0.0.0/8']));
  });

  it('refuses a parameter that is not played, rather than ignoring it', () => {
    assert.equal(plays.remote.thrown?.message, 'The lab does not play -ComputerName of Get-CimInstance.');
  });
});

describe('The parameters of the stand-ins', () => {
  const file = path.resolve('test/ps/stand-ins/windowsParameters.json');
  const { commands } = JSON.parse(readFileSync(file, 'utf8')) as { commands: Record<string, string[]> };
  let given: Record<string, string[]>;
  before(async () => {
    const common = '[System.Management.Automation.Cmdlet]::CommonParameters';
    const acts = Object.fromEntries(
      Object.keys(commands).map((name) => [
        name,
        { script: `(Get-Command ${name}).Parameters.Keys | Where-Object { ${common} -notcontains $_ }` },
      ]),
    );
    const plays = await playAll(acts);
    given = Object.fromEntries(Object.entries(plays).map(([name, play]) => [name, play.output as string[]]));
  });
  for (const [name, real] of Object.entries(commands)) {
    it(`${name} has only parameters that Windows PowerShell 5.1 has`, () => {
      assert.ok(given[name]!.length > 0);
      assert.deepEqual(
        given[name]!.filter((parameter) => !real.includes(parameter)),
        [],
      );
    });
  }
});
