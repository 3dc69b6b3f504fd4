function Complete-EflowUnfinished {
    <#
        .SYNOPSIS
            Finishes or undoes repairs of the firewall that were cut off: what the guest has confirmed stays, anything else is
            taken back.
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

    foreach ($repair in @(Read-EflowJournal | Where-Object -FilterScript { $_.State -eq 'unfinished' -and $_.Repair -ne 'set-dns-servers' })) {
        $what = $script:localizedData.RepairUnfinished -f $repair.Id, $repair.At, $repair.Step
        if (-not $Caller.ShouldProcess($what, $what, $script:localizedData.RepairCaption)) {
            continue
        }
        $journal = Open-EflowJournal
        if ($null -eq $journal) {
            # It is not cut off: it is at work.
            return
        }
        try {
            $run = New-EflowRepairRun -Core $From.Core -Worker $From.Worker -Plan $repair.Plan -TimeoutSeconds $From.TimeoutSeconds -Repair $repair
            $answer = Invoke-EflowRepairStep -Run $run -Step 'settle'
            if ($answer.ok) {
                $state = 'rolledBack'
                if ($answer.state -eq 'committed') {
                    $state = 'added'
                }
                Write-EflowJournal -Plan $repair.Plan -Run $repair.Id -Step 'done' -State $state -Backup $repair.Backup
            }
            Write-Warning -Message ($script:localizedData.RepairSettled -f $repair.Id, $answer.message)
        }
        finally {
            $journal.Dispose()
        }
    }
}
