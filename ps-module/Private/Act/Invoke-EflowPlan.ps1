function Invoke-EflowPlan {
    <#
        .SYNOPSIS
            Shows a plan (-WhatIf), says why nothing is to be done, or asks for consent and carries it out.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult', 'EflowNetDiag.RepairPlan')]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    $sentences = @(Get-EflowPlanSentence -Plan $Plan) -join [System.Environment]::NewLine
    $caption = $script:localizedData.RepairCaption
    if ($WhatIfPreference) {
        $null = $Caller.ShouldProcess($sentences, $sentences, $caption)
        return ConvertTo-EflowRepairPlan -Plan $Plan
    }
    if ('refused', 'alreadyThere' -contains $Plan.state) {
        $persisted = $Plan.state -eq 'alreadyThere' -and (Get-EflowProperty -InputObject $Plan -Name 'saved') -eq $true
        return New-EflowRepairResult -Plan $Plan -State $Plan.state -Persisted $persisted -Reason $Plan.reason
    }
    if ((Read-EflowConsent -Caller $Caller -What $sentences -Caption $caption) -and (Test-EflowReachConsent -Caller $Caller -Plan $Plan -Question $sentences)) {
        return Invoke-EflowRepair -From $From -Plan $Plan
    }
}

function Test-EflowReachConsent {
    <#
        .SYNOPSIS
            Asks as for a high impact where somebody's reach can be lost: a rule is taken out, or keeps a port out.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [System.Management.Automation.PSCmdlet]
        $Caller,

        [object]
        $Plan,

        [string]
        $Question
    )

    if ($Plan.repair -eq 'allow-inbound-port') {
        return $true
    }
    # The preference is that of the session, or of -Confirm. At Medium or Low it has asked already; at None it never asks.
    $preference = $Caller.GetVariableValue('ConfirmPreference')
    $isBound = $Caller.MyInvocation.BoundParameters.ContainsKey('Confirm')
    if ($isBound -or "$preference" -ne 'High') {
        return $true
    }
    return Read-EflowConsent -Caller $Caller -What $Question -Caption $script:localizedData.RepairCaption -Always
}
