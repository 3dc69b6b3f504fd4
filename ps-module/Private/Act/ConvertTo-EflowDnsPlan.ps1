function ConvertTo-EflowDnsPlan {
    <#
        .SYNOPSIS
            Makes the object that -WhatIf emits, and that a result carries, from a plan of the core.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsPlan')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    $candidates = foreach ($one in $Plan.candidates) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.DnsCandidate'
            Server     = $one.server
            Origin     = $one.origin
            State      = $one.state
            Missing    = [string[]] @($one.missing)
        }
    }
    return [pscustomobject] @{
        PSTypeName  = 'EflowNetDiag.DnsPlan'
        Repair      = $Plan.repair
        State       = $Plan.state
        Reason      = $Plan.reason
        Link        = $Plan.link
        Endpoint    = $Plan.endpoint
        Before      = [string[]] @($Plan.before)
        Servers     = [string[]] @($Plan.servers)
        Candidates  = [object[]] @($candidates)
        Names       = [string[]] @($Plan.names)
        Steps       = [string[]] @($Plan.steps)
        Restorable  = $Plan.restorable
        Restore     = $Plan.restore
        Id          = $Plan.id
        Device      = $Plan.device
        CollectedAt = $Plan.collectedAt
    }
}

function New-EflowDnsResult {
    <#
        .SYNOPSIS
            What became of giving the virtual machine other DNS servers.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsRepairResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        [Parameter(Mandatory = $true)]
        [ValidateSet('alreadyThere', 'set', 'rolledBack', 'undone', 'refused', 'failed')]
        [string]
        $State,

        # What the core made of the look afterwards; $null where there was none.
        [object]
        $Verdict,

        # The files that the cmdlet of AzureEFLOW has changed.
        [string]
        $Changed,

        # Text, or $null: a [string] would turn that into an empty one.
        [object]
        $Reason
    )

    $names = foreach ($one in @($Verdict | Where-Object -FilterScript { $_ } | ForEach-Object -Process { $_.names })) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.NameAtLayer'
            From       = $one.from
            Name       = $one.name
            State      = $one.state
            Addresses  = [string[]] @($one.addresses)
        }
    }
    $servers = $Plan.before
    if ($State -eq 'set') {
        $servers = $Plan.servers
    }
    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.DnsRepairResult'
        State      = $State
        Servers    = [string[]] @($servers)
        Before     = [string[]] @($Plan.before)
        Verified   = $State -eq 'set' -and @($names).Count -gt 0
        Names      = [object[]] @($names)
        Changed    = [string[]] @($Changed -split ' ' | Where-Object -FilterScript { $_ })
        Reason     = $Reason
        Plan       = ConvertTo-EflowDnsPlan -Plan $Plan
    }
}
