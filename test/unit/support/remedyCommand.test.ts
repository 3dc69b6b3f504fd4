import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inGuest, powershell, powershellList, shell } from '../../../core/src/model/quote.js';
import { faultsOfCommand, remedyTable } from '../../support/remedyCommand.js';

/** Names and values as a hostile device may have them. */
const hostile = [
  "O'Brien",
  "'; Remove-Item C:\\ -Recurse; '",
  '$(calc)',
  '`$env:PATH',
  '\u2019; calc; \u2018',
  'a"b',
  "x'; reboot; echo 'y",
  '&& reboot',
  '${IFS}',
  '@(1)',
];

describe('The check of remedy commands', () => {
  for (const command of [
    'Get-VMSwitch; Get-EflowNetwork',
    'Get-VMSwitch | Format-List -Property Name, Id, SwitchType',
    "Remove-NetNat -Name 'O''Brien' -Confirm:$false",
    "Set-EflowVmDnsServers -vendpointName 'x' -dnsServers @('10.0.0.1', '10.0.0.2')",
    "Invoke-EflowVmCommand 'sudo systemctl restart docker && sudo iotedge system restart' -ignoreError",
    'hcsdiag list',
  ]) {
    it(`takes ${command}`, () => {
      assert.deepEqual(faultsOfCommand(command), []);
    });
  }

  for (const [command, said] of [
    ['Set-EflowVmEndpoint -Name x', /not among the known commands/],
    ["Set-EflowVmDNSServers vendpointName 'x' -dnsservers['8.8.8.8']", /no plain command line/],
    ["Set-EflowVmDnsServers -endpoint 'x'", /has no parameter -endpoint/],
    ['New-NetNat -Name $name', /no plain command line/],
    ['Get-NetNat "x"', /no plain command line/],
    ['Get-NetNat & calc', /no plain command line/],
    ["Invoke-EflowVmCommand 'if true'", /bash: /],
    ['Invoke-EflowVmCommand \'echo "x"\'', /double quote/],
    ['Invoke-EflowVmCommand', /without a literal/],
    ['; calc', /begins with no command|not among/],
    ["Get-NetNat -Name 'a'b; Remove-NetNat 'c''", /no plain command line/],
  ] as const) {
    it(`refuses ${command}`, () => {
      assert.match(faultsOfCommand(command).join('; '), said);
    });
  }

  it('sees that hostile values stay within their quotes, and that bare ones do not', () => {
    for (const value of hostile) {
      assert.deepEqual(faultsOfCommand(`Get-VMSwitch -Name ${powershell(value)}`), [], value);
      assert.deepEqual(faultsOfCommand(`Set-EflowVmDnsServers -dnsServers ${powershellList([value, 'b'])}`), [], value);
      const inside = faultsOfCommand(inGuest(`sudo ip link set dev ${shell(value)} up`));
      assert.deepEqual(
        inside.filter((fault) => fault !== 'a double quote in guest text'),
        [],
        value,
      );
      assert.notDeepEqual(faultsOfCommand(`Get-VMSwitch -Name '${value}'; ${value}`), [], value);
    }
  });

  it("knows this module's own cmdlets as they are", () => {
    for (const [name, parameters] of Object.entries(remedyTable.module)) {
      const source = readFileSync(`ps-module/Public/${name}.ps1`, 'utf8');
      for (const parameter of parameters) assert.match(source, new RegExp(`^ +\\$${parameter}\\b`, 'm'));
    }
  });
});
