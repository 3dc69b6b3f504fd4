function Invoke-EflowUndo {
    <#
        .SYNOPSIS
            Takes one repair of the journal back.
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
        $Repair,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    $plan = $Repair.Plan
    $journal = Open-EflowJournal
    if ($null -eq $journal) {
        return New-EflowRepairResult -Plan $plan -Run $Repair.Id -State 'refused' -Reason $script:localizedData.RepairRuns
    }
    try {
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
