function Invoke-EflowUndo {
    <#
        .SYNOPSIS
            Takes one repair of the journal back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult', 'EflowNetDiag.DnsRepairResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [object]
        $Repair,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    $plan = $Repair.Plan
    $isDns = $Repair.Repair -eq 'set-dns-servers'
    $journal = Open-EflowJournal
    if ($null -eq $journal) {
        if ($isDns) {
            return New-EflowDnsResult -Plan $plan -State 'refused' -Reason $script:localizedData.RepairRuns
        }
        return New-EflowRepairResult -Plan $plan -Run $Repair.Id -State 'refused' -Reason $script:localizedData.RepairRuns
    }
    try {
        if ($isDns) {
            return Invoke-EflowDnsUndo -Core $Core -Worker $Worker -Plan $plan -TimeoutSeconds $TimeoutSeconds
        }
        $run = New-EflowRepairRun -Core $Core -Worker $Worker -Plan $plan -TimeoutSeconds $TimeoutSeconds -Repair $Repair
        $answer = Invoke-EflowRepairStep -Run $run -Step 'revert'
        if (-not $answer.ok) {
            return New-EflowRepairResult -Plan $plan -Run $Repair.Id -State 'failed' -Reason $answer.message
        }
        Write-EflowJournal -Plan $plan -Run $Repair.Id -Step 'done' -State 'undone' -Backup $Repair.Backup
        return New-EflowRepairResult -Plan $plan -Run $Repair.Id -State 'undone' -Verified $true -Reason $answer.message
    }
    finally {
        $journal.Dispose()
    }
}

function Invoke-EflowDnsUndo {
    <#
        .SYNOPSIS
            Has the guest put back the files that decided which DNS servers it had, and compare them.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsRepairResult')]
    param (
        [object]
        $Core,

        [object]
        $Worker,

        [object]
        $Plan,

        [int]
        $TimeoutSeconds
    )

    $seconds = $script:dnsRevertAfterSeconds
    $commands = Send-EflowCoreRequest -Core $Core -Request @{ kind = 'dnsCommands'; plan = $Plan; revertAfterSeconds = $seconds }
    $change = @{ Core = $Core; Worker = $Worker; Plan = $Plan; Commands = $commands; TimeoutSeconds = $TimeoutSeconds; RevertAfterSeconds = $seconds }
    $answer = Invoke-EflowGuardedStep -Change $change -Step 'revert'
    if (-not $answer.ok) {
        return New-EflowDnsResult -Plan $Plan -State 'failed' -Reason $answer.message
    }
    Write-EflowJournal -Plan $Plan -Step 'done' -State 'undone'
    return New-EflowDnsResult -Plan $Plan -State 'undone' -Reason $answer.message
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
