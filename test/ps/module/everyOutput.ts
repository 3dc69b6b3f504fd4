import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, quoted, stateWithRepairs } from './support.js';

const sample = (name: string): string => quoted(path.join(projectRoot, `samples/${name}.json`));
const node = `-NodePath ${quoted(process.execPath)}`;

/** A plan of the contract's examples, as a private function has it from the core. */
const plan = (kind: string): string =>
  `(& $module { ConvertFrom-EflowJson -Json $args[0] } ${quoted(readFileSync(`test/contract/examples/${kind}/needed.json`, 'utf8'))})`;

/** For each type that the cmdlets emit a script that emits some: by the cmdlet where a snapshot is enough, else by what makes them. */
export const everyOutput = (folder: string): Readonly<Record<string, string>> => {
  const silent = `-Snapshot ${sample('dns-server-silent')} ${node}`;
  const blocked = `-Snapshot ${sample('published-port-blocked')} ${node}`;
  const fleet = `Measure-EflowFleet -Snapshot ${sample('dns-server-silent')}, ${sample('published-port-blocked')} ${node}`;
  const verdict =
    "@{ names = @{ from = 'VM'; name = 'a.example'; state = 'resolved'; addresses = @('203.0.113.1', '203.0.113.2') } }";
  const bypass =
    "@{ wish = @{ port = 8883; protocol = 'tcp'; full = $false }; device = 'EDGE-1'; collectedAt = '2026-01-01T00:00:00Z'; walk = $null }";
  return {
    Finding: `Test-EflowNetwork ${silent}`,
    RuleInfo: `Get-EflowNetworkRule -Name DNS* ${node}`,
    DnsReportRow: `Get-EflowDnsReport ${silent}`,
    FirewallRule: `Get-EflowFirewallRule ${blocked} -Chain INPUT`,
    SnapshotChange: `Compare-EflowNetSnapshot ${sample('dns-server-silent')} ${sample('published-port-blocked')} ${node}`,
    FleetOverview: fleet,
    FleetCause: `(${fleet}).Causes`,
    FleetDevice: `(${fleet}).Devices`,
    PacketTrace: `Trace-EflowPacket ${blocked} -From lan -Port 8883 -WithRule '-I DOCKER-USER 1 -p tcp -j ACCEPT'`,
    RepairPlan: `& $module { ConvertTo-EflowRepairPlan -Plan $args[0] } ${plan('RepairPlan')}`,
    RepairResult: `& $module { New-EflowRepairResult -Plan $args[0] -State 'added' -Reason 'It was tried.' } ${plan('RepairPlan')}`,
    DnsPlan: `& $module { ConvertTo-EflowDnsPlan -Plan $args[0] } ${plan('DnsPlan')}`,
    DnsRepairResult: `& $module { New-EflowDnsResult -Plan $args[0] -State 'set' -Changed '/a /b' -Verdict ([pscustomobject] ${verdict}) } ${plan('DnsPlan')}`,
    Repair: `$env:XDG_STATE_HOME = ${quoted(stateWithRepairs(folder).state)}; Undo-EflowRepair -List`,
    BypassResult: `& $module { New-EflowBypassResult -Plan ([pscustomobject] ${bypass}) -State 'failed' -Message 'It was not tried.' }`,
    RedactionReport: `Save-EflowNetSnapshot ${silent} -Path ${quoted(path.join(folder, 'redacted.json'))} -Redact -Force`,
  };
};
