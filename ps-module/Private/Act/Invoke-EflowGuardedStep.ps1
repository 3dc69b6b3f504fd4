function Invoke-EflowGuardedStep {
    <#
        .SYNOPSIS
            One step of a change that the guest guards by a timer: noted in the journal, done, its answer read by the core.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        # Core, Worker, Plan, Commands with their nonce, TimeoutSeconds, RevertAfterSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        [Parameter(Mandatory = $true)]
        [ValidateSet('apply', 'commit', 'revert')]
        [string]
        $Step
    )

    if ($Step -eq 'apply') {
        Write-EflowProgress -Step 'Guarded'
    }
    else {
        Write-EflowProgress -Step $Step
    }
    Write-EflowJournal -Plan $Change.Plan -Step $Step
    $answer = Invoke-EflowGuest -Worker $Change.Worker -Command $Change.Commands.$Step -TimeoutSeconds $Change.TimeoutSeconds
    if ($answer.status -ne 'ok') {
        $message = $script:localizedData.RepairNoAnswer -f $answer.reason, $Change.RevertAfterSeconds
        return [pscustomobject] @{ ok = $false; state = 'failed'; message = $message }
    }
    $request = @{ kind = 'repairResult'; nonce = $Change.Commands.nonce; reply = $answer.reply }
    $response = Send-EflowCoreRequest -Core $Change.Core -Request $request
    Write-Verbose -Message ($script:localizedData.RepairStepDone -f $Step, $response.state, $response.message)
    $response | Add-Member -NotePropertyName 'reply' -NotePropertyValue $answer.reply
    return $response
}

function Undo-EflowGuardedChange {
    <#
        .SYNOPSIS
            Has the guest take a change back now. Returns whether it is back, and a sentence with the reason for it.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        [Parameter(Mandatory = $true)]
        [string]
        $Reason
    )

    $reverted = Invoke-EflowGuardedStep -Change $Change -Step 'revert'
    if ($reverted.ok) {
        Write-EflowJournal -Plan $Change.Plan -Step 'done' -State 'rolledBack'
        return @{ back = $true; reason = $Reason }
    }
    return @{ back = $false; reason = $script:localizedData.RepairNotReverted -f $Reason, $reverted.message, $Change.RevertAfterSeconds }
}
