function Get-EflowFirewallPlan {
    <#
        .SYNOPSIS
            Lets the core plan a firewall repair: from a look at this device, or from snapshots, a plan for each.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        # The core and the worker that look at this device, and TimeoutSeconds; or Snapshot and NodePath.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Wish,

        # The finding that is to be mended: its Rule and Target must still be so.
        [AllowNull()]
        [object]
        $Finding,

        [switch]
        $LiveOnly
    )

    $request = @{ kind = 'planFirewall'; wish = $Wish; liveOnly = [bool] $LiveOnly }
    if ($null -ne $Finding) {
        $request['finding'] = @{ rule = $Finding.Rule; target = $Finding.Target; device = $Finding.Device }
    }
    if ($null -ne $From['Snapshot']) {
        return (Invoke-EflowQuestion -Caller $Caller -Request $request -Options $From | ForEach-Object -Process { $_.plan })
    }
    # Nothing of the plan depends on what others answer, and sessions are precious: early builds let in three a minute.
    $request['source'] = Get-EflowLiveSource @From -Probe 'None' -OneSession
    return (Send-EflowCoreRequest -Core $From.Core -Request $request).plan
}

function Get-EflowPlanSentence {
    <#
        .SYNOPSIS
            A plan in sentences: for -WhatIf, -Confirm and the verbose stream.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    if ($Plan.reason) {
        $Plan.reason
    }
    foreach ($step in $Plan.steps) {
        $step.text
    }
    Get-EflowCounterfactual -Plan $Plan
    foreach ($opening in $Plan.opens) {
        $script:localizedData.RepairOpens -f $opening
    }
    foreach ($obstacle in $Plan.stillBlockedBy) {
        $script:localizedData.RepairBlocked -f $obstacle
    }
    foreach ($check in $Plan.checks) {
        $script:localizedData.RepairCheck -f $check.text
    }
    if (-not $Plan.reason -and @($Plan.steps).Count -eq 0) {
        $script:localizedData.RepairNothing
    }
}

function Get-EflowCounterfactual {
    <#
        .SYNOPSIS
            What becomes of a packet as it is and with a plan, in sentences. Plans of earlier versions, and those that change
            nothing, have none.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    if ($Plan.PSObject.Properties['counterfactual']) {
        $Plan.counterfactual
    }
}
