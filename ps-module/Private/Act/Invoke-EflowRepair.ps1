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
        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    $journal = Open-EflowJournal
    if ($null -eq $journal) {
        return New-EflowRepairResult -Plan $Plan -State 'refused' -Reason $script:localizedData.RepairRuns
    }
    $change = $null
    try {
        $change = New-EflowGuardedChange -From $From -Plan $Plan
        $result = Invoke-EflowRepairRun -Change $change
        $change.Ended = $true
        return $result
    }
    finally {
        Complete-EflowStopped -Change $change
        $journal.Dispose()
    }
}

function Invoke-EflowRepairRun {
    <#
        .SYNOPSIS
            Has the guest make a change of the firewall, and keep it or take it back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        # Of New-EflowGuardedChange.
        [hashtable]
        $Change
    )

    # What worked before: found out before anything is changed.
    $kept = @(Get-EflowKeptCheck -Plan $Change.Plan)
    $applied = Invoke-EflowGuardedStep -Change $Change -Step 'apply'
    if ($applied.state -eq 'drift' -or $applied.state -eq 'busy') {
        Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step 'done' -State 'rolledBack'
        return New-EflowRepairResult -Plan $Change.Plan -State 'refused' -Reason $applied.message
    }
    if (-not $applied.ok -or $applied.state -eq 'reverted') {
        # The guest may not even have begun: to take back what was never made would be a change itself.
        return Undo-EflowRepairRun -Change $Change -Answer $applied -Reason $applied.message -Step 'settle'
    }
    $Change.Backup = $applied.detail
    try {
        return Confirm-EflowRepairRun -Change $Change -Kept $kept
    }
    catch {
        # Such as a journal on a full disk: what is not known to be kept goes back now, not when the guest's time is up.
        return Undo-EflowRepairRun -Change $Change -Reason $_.Exception.Message
    }
}

function Confirm-EflowRepairRun {
    <#
        .SYNOPSIS
            Tries what must hold of a change that is live, and has the guest keep it or take it back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [hashtable]
        $Change,

        # Of Get-EflowKeptCheck, from before the change.
        [AllowEmptyCollection()]
        [object[]]
        $Kept
    )

    $passage = Test-EflowPlanCheck -Change $Change -Kept $Kept
    if (-not $passage.passed) {
        return Undo-EflowRepairRun -Change $Change -Reason $passage.reason
    }
    $committed = Invoke-EflowGuardedStep -Change $Change -Step 'commit'
    if (-not $committed.ok -or $committed.state -ne 'committed') {
        return Undo-EflowRepairRun -Change $Change -Answer $committed -Reason $committed.message
    }
    return Complete-EflowRepairRun -Change $Change -Passage $passage -Packets $committed.detail
}

function Undo-EflowRepairRun {
    <#
        .SYNOPSIS
            Takes a change of the firewall back that is not kept, and says whether it is back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [hashtable]
        $Change,

        [object]
        $Answer,

        [object]
        $Reason,

        # Of Undo-EflowGuardedChange.
        [string]
        $Step = 'revert'
    )

    $undone = Undo-EflowGuardedChange -Change $Change -Answer $Answer -Reason $Reason -Step $Step
    $state = 'failed'
    if ($undone.back) {
        $state = 'rolledBack'
    }
    return New-EflowRepairResult -Plan $Change.Plan -Run $Change.Run -State $state -Reason $undone.reason
}

function Complete-EflowRepairRun {
    <#
        .SYNOPSIS
            The result of a change that is kept.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [hashtable]
        $Change,

        [hashtable]
        $Passage,

        # How many packets the guest has counted on the new rules.
        [object]
        $Packets
    )

    $state = 'added'
    if ($Change.Plan.repair -eq 'remove-rule') {
        $state = 'removed'
    }
    Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step 'done' -State $state -Backup $Change.Backup -Optional
    $proven, $reason = $Passage.proven, $Passage.reason
    $isCounted = @($Change.Plan.checks | Where-Object -FilterScript { 'count', 'closed' -contains $_.kind }).Count -gt 0
    if (-not $proven -and $isCounted -and $Packets -and $Packets -ne '0') {
        # The counter does not tell senders apart: so it is said what the proof rests on.
        $proven, $reason = $true, ($script:localizedData.RepairCounted -f $Packets)
    }
    $persisted = @($Change.Plan.steps | Where-Object -FilterScript { $_.kind -like '*persistRule' }).Count -gt 0
    if ((Get-EflowProperty -InputObject $Change.Plan -Name 'saved') -eq $true) {
        # The next start leaves it so by itself: there was no line to write.
        $persisted = $true
    }
    if (-not $persisted -and $Change.Plan.reason) {
        # Why there is no line that keeps it.
        $reason = @($reason, $Change.Plan.reason | Where-Object -FilterScript { $_ }) -join ' '
    }
    return New-EflowRepairResult -Plan $Change.Plan -Run $Change.Run -State $state -Persisted $persisted -Verified $proven -Reason $reason
}
