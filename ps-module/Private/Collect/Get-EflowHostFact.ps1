# What is read of the host's network, the quick ones first: one that hangs costs itself and those behind it.
$script:networkFacts = @(
    'host.adapters'
    'host.addresses'
    'host.routes'
    'host.neighbours'
    'host.ipInterfaces'
    'host.dnsServers'
    'host.proxy'
    'host.networkProfiles'
    'host.services'
    'host.hostsIcs'
    'host.agent'
    'host.firewallProfiles'
    'host.switches'
    'host.nat'
    'host.natMappings'
    'host.system'
    'host.listeners'
    'host.vpnConnections'
)
# What takes long, or is asked of more than one part of Windows. A repair does without it.
$script:machineFacts = @(
    'host.portProxies'
    'host.sharing'
    'host.virtualMachines'
    'host.dhcpServer'
    'host.firewallProducts'
    'host.switchExtensions'
    'host.hyperVFirewall'
    'host.events'
    'host.firewallRules'
)
# What this host tries for itself once the guest has said what it needs, side by side.
$script:askedFacts = @(
    'host.reach'
    'host.nameProbe'
    'host.dnsProbe'
    'host.portProbe'
)
# What is read with the cmdlets of AzureEFLOW.
$script:eflowFacts = @(
    'host.vmName'
    'host.vmNetwork'
    'host.vmEndpoint'
    'host.vmAddress'
)
# Those of them whose cmdlet opens a session into the guest. Get-EflowVmAddr says so itself; of Get-EflowVmEndpoint it is
# inferred, since it knows what the guest calls its interface (Azure/iotedge-eflow #221).
$script:sessionFacts = @(
    'host.vmEndpoint'
    'host.vmAddress'
)

function Get-EflowHostFact {
    <#
        .SYNOPSIS
            Collects host facts one after the other into a table, each on its own: one failure costs one fact.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string[]]
        $Name,

        # Shared with the caller, who may stop waiting: what has been collected by then counts.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Into,

        # What the collectors are to ask, for those that do.
        [hashtable]
        $With = @{}
    )

    foreach ($fact in $Name) {
        $what = $fact.Substring('host.'.Length)
        $command = 'Get-Host{0}{1}Fact' -f $what.Substring(0, 1).ToUpperInvariant(), $what.Substring(1)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        try {
            $value = & $command @With
            if ($null -eq $value) {
                # No output is not $null: ConvertTo-Json would write it as {}.
                $value = $null
            }
            if ($value -is [array]) {
                # Without its wrapping, which Windows PowerShell's ConvertTo-Json would write as {"value":[],"Count":0}. By a
                # conversion: the member PSObject.BaseObject has been seen not to be found where two runspaces look for it at once.
                $value = [object[]] $value
            }
            $Into[$fact] = @{ status = 'ok'; value = $value; tookMs = $watch.ElapsedMilliseconds }
        }
        catch {
            $Into[$fact] = @{ status = 'failed'; reason = $_.Exception.Message; tookMs = $watch.ElapsedMilliseconds }
        }
    }
}
