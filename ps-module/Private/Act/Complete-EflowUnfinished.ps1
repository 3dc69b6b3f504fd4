function Complete-EflowUnfinished {
    <#
        .SYNOPSIS
            Finishes or undoes what was cut off, of whatever kind: what the guest has confirmed stays, anything else is taken
            back.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $From
    )

    foreach ($repair in @(Read-EflowJournal | Where-Object -Property State -EQ -Value 'unfinished')) {
        $what = $script:localizedData.RepairUnfinished -f $repair.Id, $repair.At, $repair.Step
        if (-not (Read-EflowConsent -Caller $Caller -What $what -Caption $script:localizedData.RepairCaption)) {
            continue
        }
        $journal = Open-EflowJournal
        if ($null -eq $journal) {
            # It is not cut off: it is at work.
            return
        }
        try {
            $change = New-EflowGuardedChange -From $From -Plan $repair.Plan -Repair $repair
        }
        catch {
            # A plan that the core does not understand is not carried out, and keeps no other from it.
            Write-Warning -Message ($script:localizedData.RepairSettled -f $repair.Id, $_.Exception.Message)
            $journal.Dispose()
            continue
        }
        try {
            $answer = Invoke-EflowGuardedStep -Change $change -Step 'settle'
            if ($answer.ok) {
                Write-EflowJournal -Plan $repair.Plan -Run $repair.Id -Step 'done' -State (Get-EflowSettledState -Plan $repair.Plan -Answer $answer -Step $repair.Step) -Backup $repair.Backup
            }
            $change.Ended = $true
            Write-Warning -Message ($script:localizedData.RepairSettled -f $repair.Id, $answer.message)
        }
        finally {
            Complete-EflowStopped -Change $change
            $journal.Dispose()
        }
    }
}

function Get-EflowSettledState {
    <#
        .SYNOPSIS
            What a change is called in the journal once the guest has said whether it stays.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [object]
        $Plan,

        [object]
        $Answer,

        # Where it was cut off.
        [string]
        $Step
    )

    if ($Answer.state -ne 'committed') {
        if ('unapply', 'uncommit' -contains $Step) {
            return 'undone'
        }
        return 'rolledBack'
    }
    switch ($Plan.repair) {
        'set-dns-servers' { return 'set' }
        'set-engine-dns' { return 'set' }
        'remove-rule' { return 'removed' }
        default { return 'added' }
    }
}
