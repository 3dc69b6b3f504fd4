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

    return [pscustomobject] @{
        PSTypeName     = 'EflowNetDiag.RepairPlan'
        Repair         = $Plan.repair
        State          = $Plan.state
        Reason         = $Plan.reason
        Protocol       = $Plan.wish.protocol
        Port           = $Plan.wish.port
        Source         = $Plan.wish.source
        Steps          = [object[]] @($Plan.steps | ForEach-Object -Process { ConvertTo-EflowPlanStep -Step $_ })
        StillBlockedBy = [string[]] @($Plan.stillBlockedBy)
        Counterfactual = [string[]] @(Get-EflowCounterfactual -Plan $Plan)
        Opens          = [string[]] @($Plan.opens)
        Checks         = [object[]] @($Plan.checks | ForEach-Object -Process { ConvertTo-EflowPlanCheck -Check $_ })
        Id             = $Plan.id
        Basis          = $Plan.basis
        Device         = $Plan.device
        CollectedAt    = $Plan.collectedAt
    }
}

function ConvertTo-EflowPlanStep {
    <#
        .SYNOPSIS
            Makes the object for one step of a plan.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.PlanStep')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Step
    )

    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.PlanStep'
        Kind       = $Step.kind
        BackEnd    = $Step.backEnd
        Table      = $Step.table
        Chain      = $Step.chain
        Position   = $Step.position
        Rule       = [string[]] @($Step.rule)
        Text       = $Step.text
    }
}

function ConvertTo-EflowPlanCheck {
    <#
        .SYNOPSIS
            Makes the object for what must hold after a plan was carried out.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.PlanCheck')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Check
    )

    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.PlanCheck'
        Kind       = $Check.kind
        From       = $Check.from
        Address    = $Check.address
        Port       = $Check.port
        Protocol   = $Check.protocol
        Text       = $Check.text
    }
}
