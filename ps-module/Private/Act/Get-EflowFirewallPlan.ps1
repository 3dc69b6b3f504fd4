function Get-EflowFirewallPlan {
    <#
        .SYNOPSIS
            Lets the core plan a firewall repair, from a look at this device or from a snapshot.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Wish,

        # The parameters that the cmdlet was called with.
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary]
        $Options,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    if ($Options.ContainsKey('Snapshot')) {
        $source = @{ from = 'file'; path = @(Resolve-EflowSnapshotPath -Path $Options['Snapshot'])[0] }
    }
    else {
        # Nothing of the plan depends on what others answer, and sessions are precious: early builds let in three a minute.
        $source = Get-EflowLiveSource -Core $Core -Worker $Worker -Probe 'None' -TimeoutSeconds $TimeoutSeconds -OneSession
    }
    $request = @{
        kind     = 'planFirewall'
        source   = $source
        wish     = $Wish
        liveOnly = $Options.ContainsKey('LiveOnly') -and [bool] $Options['LiveOnly']
    }
    return (Send-EflowCoreRequest -Core $Core -Request $request).plan
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
