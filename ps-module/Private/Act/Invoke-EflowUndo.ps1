function Invoke-EflowUndo {
    <#
        .SYNOPSIS
            Takes one repair of the journal back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult', 'EflowNetDiag.DnsRepairResult')]
    param (
        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        [Parameter(Mandatory = $true)]
        [object]
        $Repair
    )

    $journal = Open-EflowJournal
    if ($null -eq $journal) {
        return New-EflowUndoResult -Repair $Repair -State 'refused' -Reason $script:localizedData.RepairRuns
    }
    $change = $null
    try {
        $change = New-EflowGuardedChange -From $From -Plan $Repair.Plan -Repair $Repair
        $answer = Invoke-EflowTakingBack -Change $change
        $change.Ended = $true
        if ($answer.state -ne 'reverted') {
            return New-EflowUndoResult -Repair $Repair -State 'failed' -Reason $answer.message
        }
        Write-EflowJournal -Plan $Repair.Plan -Run $Repair.Id -Step 'done' -State 'undone' -Backup $Repair.Backup -Optional
        return New-EflowUndoResult -Repair $Repair -State 'undone' -Reason $answer.message
    }
    finally {
        Complete-EflowStopped -Change $change
        $journal.Dispose()
    }
}

function Invoke-EflowTakingBack {
    <#
        .SYNOPSIS
            Takes a change back on a timer by which the guest puts it in again, of rules only what is live; and for good once a
            new session was let in, and what answered this host before still does.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        # Of New-EflowGuardedChange.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change
    )

    $kept = @(Get-EflowKeptCheck -Plan $Change.Plan)
    $answer = Invoke-EflowGuardedStep -Change $Change -Step 'unapply'
    $reason = $answer.message
    if ($answer.state -eq 'applied') {
        try {
            Write-EflowProgress -Step 'Verify'
            $reason = Get-EflowLossSentence -Kept $kept
            if (-not $reason) {
                $answer = Invoke-EflowGuardedStep -Change $Change -Step 'uncommit'
                $reason = $answer.message
            }
        }
        catch {
            # Such as a journal on a full disk: then it is put in again now, not when the guest's time is up.
            $reason = $_.Exception.Message
        }
    }
    if ($answer.state -eq 'reverted') {
        return $answer
    }
    return Restore-EflowRepair -Change $Change -Reason $reason
}

function Restore-EflowRepair {
    <#
        .SYNOPSIS
            Has the guest put in again what was not taken back for good. Returns its answer, with a sentence that says how it
            stands; reverted where it was for good after all, and only the answer was lost.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        [string]
        $Reason
    )

    $settled = Invoke-EflowGuardedStep -Change $Change -Step 'settle'
    if ($settled.state -eq 'reverted') {
        return $settled
    }
    $text = $script:localizedData.UndoNotSettled -f $Reason, $settled.message, $Change.RevertAfterSeconds
    if ($settled.ok) {
        $text = $script:localizedData.UndoNotKept -f $Reason, $settled.message
        Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step 'done' -State (Get-EflowSettledState -Plan $Change.Plan -Answer $settled) -Backup $Change.Backup -Optional
    }
    $settled.message = $text
    return $settled
}

function New-EflowUndoResult {
    <#
        .SYNOPSIS
            What became of taking a repair back, as the result of its kind.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult', 'EflowNetDiag.DnsRepairResult')]
    param (
        [object]
        $Repair,

        [string]
        $State,

        [object]
        $Reason
    )

    if ('set-dns-servers', 'set-engine-dns' -contains $Repair.Repair) {
        $result = New-EflowDnsResult -Plan $Repair.Plan -State $State -Reason $Reason
        if ($State -eq 'failed') {
            # What was not taken back for good is in force again, or will be.
            $result.Servers = [string[]] @($Repair.Plan.servers)
        }
        return $result
    }
    return New-EflowRepairResult -Plan $Repair.Plan -Run $Repair.Id -State $State -Verified ($State -eq 'undone') -Reason $Reason
}

function Get-EflowUndoSentence {
    <#
        .SYNOPSIS
            What was done, and is to be taken back: for -WhatIf and -Confirm.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [object]
        $Repair
    )

    $script:localizedData.UndoWhatIf -f $Repair.Id, $Repair.At
    foreach ($step in $Repair.Plan.steps) {
        if ($step -is [string]) {
            $step
        }
        else {
            $step.text
        }
    }
}

function Find-EflowRepair {
    <#
        .SYNOPSIS
            The repair of that name, or the error that there is none.
    #>
    [CmdletBinding()]
    param (
        [AllowEmptyCollection()]
        [object[]]
        $Repair,

        [string]
        $Id
    )

    $found = @($Repair | Where-Object -FilterScript { $_.Id -ceq $Id })
    if ($found.Count -eq 0) {
        throw (New-EflowErrorRecord -Id 'RepairNotFound' -Arguments $Id -Target $Id)
    }
    return $found[0]
}
