function ConvertTo-EflowRepairPlan {
    <#
        .SYNOPSIS
            Makes the object that -WhatIf emits, and that a result carries, from a plan of the core.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairPlan')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    $steps = foreach ($step in $Plan.steps) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.PlanStep'
            Kind       = $step.kind
            BackEnd    = $step.backEnd
            Table      = $step.table
            Chain      = $step.chain
            Position   = $step.position
            Rule       = [string[]] @($step.rule)
            Text       = $step.text
        }
    }
    $checks = foreach ($check in $Plan.checks) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.PlanCheck'
            Kind       = $check.kind
            From       = $check.from
            Address    = $check.address
            Port       = $check.port
            Protocol   = $check.protocol
            Text       = $check.text
        }
    }
    return [pscustomobject] @{
        PSTypeName     = 'EflowNetDiag.RepairPlan'
        Repair         = $Plan.repair
        State          = $Plan.state
        Reason         = $Plan.reason
        Protocol       = $Plan.wish.protocol
        Port           = $Plan.wish.port
        Source         = $Plan.wish.source
        Steps          = [object[]] @($steps)
        StillBlockedBy = [string[]] @($Plan.stillBlockedBy)
        Opens          = [string[]] @($Plan.opens)
        Checks         = [object[]] @($checks)
        Id             = $Plan.id
        Basis          = $Plan.basis
        Device         = $Plan.device
        CollectedAt    = $Plan.collectedAt
    }
}
