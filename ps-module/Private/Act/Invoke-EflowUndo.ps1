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
    try {
        $change = New-EflowGuardedChange -From $From -Plan $Repair.Plan -Repair $Repair
        $answer = Invoke-EflowGuardedStep -Change $change -Step 'revert'
        if (-not $answer.ok) {
            return New-EflowUndoResult -Repair $Repair -State 'failed' -Reason $answer.message
        }
        Write-EflowJournal -Plan $Repair.Plan -Run $Repair.Id -Step 'done' -State 'undone' -Backup $Repair.Backup
        return New-EflowUndoResult -Repair $Repair -State 'undone' -Reason $answer.message
    }
    finally {
        $journal.Dispose()
    }
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
        return New-EflowDnsResult -Plan $Repair.Plan -State $State -Reason $Reason
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
