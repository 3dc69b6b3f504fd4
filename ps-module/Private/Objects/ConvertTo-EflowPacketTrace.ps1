function ConvertTo-EflowPacketTrace {
    <#
        .SYNOPSIS
            Makes the object that Trace-EflowPacket emits from a trace of the core.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.PacketTrace')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Trace
    )

    $change = $null
    if ($null -ne $Trace.change) {
        $change = ConvertTo-EflowTraceChange -Change $Trace.change
    }
    $head = [ordered] @{
        PSTypeName = 'EflowNetDiag.PacketTrace'
        From       = ConvertTo-EflowTypedObject -Type 'TraceEnd' -Value $Trace.from
        To         = ConvertTo-EflowTypedObject -Type 'TraceEnd' -Value $Trace.to
        Protocol   = $Trace.protocol
        Port       = $Trace.port
    }
    $tail = [ordered] @{
        Notes       = [string[]] @($Trace.notes)
        Change      = $change
        Least       = [object[]] @($Trace.least | ForEach-Object -Process { ConvertTo-EflowTypedObject -Type 'LeastRule' -Value $_ })
        LeastReason = $Trace.leastReason
        Device      = $Trace.device
        CollectedAt = $Trace.collectedAt
    }
    return [pscustomobject] ($head + (ConvertTo-EflowTraceVerdict -Trace $Trace) + $tail)
}

function ConvertTo-EflowTraceVerdict {
    <#
        .SYNOPSIS
            The properties that a trace and a tried change have in common.
    #>
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Trace
    )

    $branches = foreach ($branch in $Trace.branches) {
        $head = [ordered] @{ PSTypeName = 'EflowNetDiag.TraceBranch'; When = [string[]] @($branch.when) }
        [pscustomobject] ($head + (ConvertTo-EflowTraceOutcome -Outcome $branch))
    }
    $tail = [ordered] @{
        DependsOn = [string[]] @($Trace.dependsOn)
        Branches  = [object[]] @($branches)
        Complete  = $Trace.complete
    }
    return (ConvertTo-EflowTraceOutcome -Outcome $Trace) + $tail
}

function ConvertTo-EflowTraceOutcome {
    <#
        .SYNOPSIS
            The properties that a trace and each of its branches have in common.
    #>
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Outcome
    )

    $hops = foreach ($hop in $Outcome.hops) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.TraceHop'
            Stage      = $hop.stage
            Text       = $hop.text
            Rule       = ConvertTo-EflowTypedObject -Type 'TraceRule' -Value $hop.rule
        }
    }
    $misses = foreach ($miss in $Outcome.nearMisses) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.NearMiss'
            Rule       = ConvertTo-EflowTypedObject -Type 'TraceRule' -Value $miss.rule
            Reason     = $miss.reason
            Text       = $miss.text
        }
    }
    return [ordered] @{
        Verdict    = $Outcome.verdict
        Sender     = $Outcome.sender
        Message    = $Outcome.message
        DecidedBy  = ConvertTo-EflowTypedObject -Type 'TraceRule' -Value $Outcome.decidedBy
        Hops       = [object[]] @($hops)
        NearMisses = [object[]] @($misses)
    }
}

function ConvertTo-EflowTraceChange {
    <#
        .SYNOPSIS
            Makes the object for what became of the packet with changed rules.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.TraceChange')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Change
    )

    $head = [ordered] @{ PSTypeName = 'EflowNetDiag.TraceChange'; Rules = [string[]] @($Change.rules) }
    $tail = [ordered] @{
        Opens       = [object[]] @($Change.opens | ForEach-Object -Process { ConvertTo-EflowTypedObject -Type 'PacketSet' -Value $_ })
        Closes      = [object[]] @($Change.closes | ForEach-Object -Process { ConvertTo-EflowTypedObject -Type 'PacketSet' -Value $_ })
        AllCompared = $Change.allCompared
    }
    return [pscustomobject] ($head + (ConvertTo-EflowTraceVerdict -Trace $Change) + $tail)
}

function ConvertTo-EflowTypedObject {
    <#
        .SYNOPSIS
            An object of one of our types with the properties of a part of an answer, in PascalCase; lists stay lists.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Type,

        [AllowNull()]
        [object]
        $Value
    )

    if ($null -eq $Value) {
        return $null
    }
    $members = [ordered] @{ PSTypeName = "EflowNetDiag.$Type" }
    foreach ($property in $Value.PSObject.Properties) {
        $name = $property.Name.Substring(0, 1).ToUpperInvariant() + $property.Name.Substring(1)
        $members[$name] = $property.Value
        if ($property.Value -is [array]) {
            $members[$name] = [string[]] $property.Value
        }
    }
    return [pscustomobject] $members
}
