# When the guest takes the change back by itself, unless it was confirmed: after the checks and one more session.
$script:revertAfterSeconds = 120

function Invoke-EflowRepair {
    <#
        .SYNOPSIS
            Carries a plan out: applied live on a timer that runs in the guest, verified over a new connection, then kept
            or taken back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    $journal = Open-EflowJournal
    if ($null -eq $journal) {
        return New-EflowRepairResult -Plan $Plan -State 'refused' -Reason $script:localizedData.RepairRuns
    }
    try {
        $run = New-EflowRepairRun -Core $Core -Worker $Worker -Plan $Plan -TimeoutSeconds $TimeoutSeconds
        # What worked before: found out before anything is changed.
        $kept = @(Get-EflowKeptCheck -Plan $Plan)
        $applied = Invoke-EflowRepairStep -Run $run -Step 'apply'
        if ($applied.state -eq 'drift' -or $applied.state -eq 'busy') {
            Write-EflowJournal -Plan $Plan -Run $run.Run -Step 'done' -State 'rolledBack'
            return New-EflowRepairResult -Plan $Plan -State 'refused' -Reason $applied.message
        }
        if (-not $applied.ok -or $applied.state -eq 'reverted') {
            return Undo-EflowRun -Run $run -Answer $applied -Reason $applied.message
        }
        $run.Backup = $applied.detail
        $passage = Test-EflowPlanCheck -Run $run -Kept $kept
        if (-not $passage.passed) {
            return Undo-EflowRun -Run $run -Reason $passage.reason
        }
        $committed = Invoke-EflowRepairStep -Run $run -Step 'commit'
        if (-not $committed.ok -or $committed.state -ne 'committed') {
            return Undo-EflowRun -Run $run -Answer $committed -Reason $committed.message
        }
        return Complete-EflowRun -Run $run -Passage $passage -Packets $committed.detail
    }
    finally {
        $journal.Dispose()
    }
}

function New-EflowRepairRun {
    <#
        .SYNOPSIS
            What the steps of one carrying out of a plan share.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [object]
        $Core,

        [object]
        $Worker,

        [object]
        $Plan,

        [int]
        $TimeoutSeconds,

        # Of an earlier carrying out, which is to be settled or taken back: its Id and its Backup.
        [object]
        $Repair
    )

    $seconds = $script:revertAfterSeconds
    if ($Plan.sessionsPerMinute) {
        # The snapshot may know of the limit where the release does not tell; the timer outlasts the wait for a turn.
        $script:overTcp = $true
        $seconds += $script:turnSeconds
    }
    $request = @{ kind = 'repairCommands'; plan = $Plan; revertAfterSeconds = $seconds }
    if ($null -ne $Repair) {
        $request['run'] = $Repair.Id
        $request['backup'] = $Repair.Backup
    }
    $commands = Send-EflowCoreRequest -Core $Core -Request $request
    $run = @{ Core = $Core; Worker = $Worker; Plan = $Plan; TimeoutSeconds = $TimeoutSeconds; RevertAfter = $seconds; Commands = $commands; Run = $commands.run; Backup = $null }
    if ($null -ne $Repair) {
        $run.Backup = $Repair.Backup
    }
    return $run
}

function Invoke-EflowRepairStep {
    <#
        .SYNOPSIS
            One step of a repair in the guest: noted in the journal, done, its answer read by the core.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [hashtable]
        $Run,

        [ValidateSet('apply', 'commit', 'settle', 'revert')]
        [string]
        $Step
    )

    Write-EflowProgress -Step $Step
    Write-EflowJournal -Plan $Run.Plan -Run $Run.Run -Step $Step -Backup $Run.Backup
    $answer = Invoke-EflowGuest -Worker $Run.Worker -Command $Run.Commands.$Step -TimeoutSeconds $Run.TimeoutSeconds
    if ($answer.status -ne 'ok') {
        $message = $script:localizedData.RepairNoAnswer -f $answer.reason, $Run.RevertAfter
        return [pscustomobject] @{ ok = $false; state = 'noAnswer'; message = $message; detail = $null }
    }
    $response = Send-EflowCoreRequest -Core $Run.Core -Request @{ kind = 'repairResult'; nonce = $Run.Commands.nonce; reply = $answer.reply }
    Write-Verbose -Message ($script:localizedData.RepairStepDone -f $Step, $response.state, $response.message)
    return $response
}

function Undo-EflowRun {
    <#
        .SYNOPSIS
            Takes a change back that is not kept, and says whether it is back. The guest may have done so by itself.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [hashtable]
        $Run,

        # Of the guest, where it answered a step otherwise than was hoped for.
        [object]
        $Answer,

        [object]
        $Reason
    )

    $reverted = $Answer
    if ($null -eq $Answer -or $Answer.state -ne 'reverted') {
        $reverted = Invoke-EflowRepairStep -Run $Run -Step 'revert'
    }
    if ($reverted.ok) {
        Write-EflowJournal -Plan $Run.Plan -Run $Run.Run -Step 'done' -State 'rolledBack' -Backup $Run.Backup
        return New-EflowRepairResult -Plan $Run.Plan -Run $Run.Run -State 'rolledBack' -Reason $Reason
    }
    $text = $script:localizedData.RepairNotReverted -f $Reason, $reverted.message, $Run.RevertAfter
    return New-EflowRepairResult -Plan $Run.Plan -Run $Run.Run -State 'failed' -Reason $text
}

function Complete-EflowRun {
    <#
        .SYNOPSIS
            The result of a change that is kept.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [hashtable]
        $Run,

        [hashtable]
        $Passage,

        # How many packets the guest has counted on the new rules.
        [object]
        $Packets
    )

    $state = 'added'
    if ($Run.Plan.repair -eq 'remove-rule') {
        $state = 'removed'
    }
    Write-EflowJournal -Plan $Run.Plan -Run $Run.Run -Step 'done' -State $state -Backup $Run.Backup
    $proven, $reason = $Passage.proven, $Passage.reason
    if (@($Run.Plan.checks | Where-Object -FilterScript { $_.kind -eq 'count' }).Count -gt 0 -and $Packets -and $Packets -ne '0') {
        $proven, $reason = $true, $null
    }
    $persisted = @($Run.Plan.steps | Where-Object -FilterScript { $_.kind -like '*persistRule' }).Count -gt 0
    return New-EflowRepairResult -Plan $Run.Plan -Run $Run.Run -State $state -Persisted $persisted -Verified $proven -Reason $reason
}
