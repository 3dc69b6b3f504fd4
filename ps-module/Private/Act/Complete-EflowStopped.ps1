# How long what was on its way may take to end when a cmdlet is stopped, and then the guest to take the change back: whoever
# has stopped it waits that long, and cannot stop that too.
$script:stoppedSeconds = 10

function Complete-EflowStopped {
    <#
        .SYNOPSIS
            For the finally of a change that was cut off here, by Ctrl+C or an error: what the guest has confirmed stays,
            anything else goes back now.

        .DESCRIPTION
            In a finally commands run although the pipeline is stopped, but nothing comes out of it. Where the guest does not
            answer, its own timer is the way back, and the journal has the next cmdlet ask how that ended.
    #>
    [CmdletBinding()]
    param (
        # Of New-EflowGuardedChange; $null where it did not come to that.
        [AllowNull()]
        [hashtable]
        $Change
    )

    if ($null -eq $Change -or -not $Change.Begun -or $Change.Ended) {
        return
    }
    $text = $script:localizedData.RepairLeft -f $Change.Run, $Change.RevertAfterSeconds
    try {
        $answer = Invoke-EflowSettling -Change $Change
        Write-Verbose -Message $answer.message
        if ($answer.ok) {
            $state = Get-EflowSettledState -Plan $Change.Plan -Answer $answer -Step $Change.Step
            Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step 'done' -State $state -Backup $Change.Backup -Optional
            $text = $script:localizedData.RepairSettled -f $Change.Run, $answer.message
        }
    }
    catch {
        Write-Verbose -Message $_.Exception.Message
    }
    if ($null -ne $Change.Worker.GivenUp) {
        # With ssh.exe, which waits in it.
        $Change.Worker.GivenUp.CloseAsync()
    }
    # Last, for a preference may make it throw.
    Write-Warning -Message $text
}

function Invoke-EflowSettling {
    <#
        .SYNOPSIS
            Has the guest settle a change, when what was on its way has ended.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [hashtable]
        $Change
    )

    Write-EflowProgress -Step 'settle'
    Wait-EflowWorker -Worker $Change.Worker -Seconds $script:stoppedSeconds
    if ((Get-EflowTurnDelay) -gt 0) {
        # The guest's timer comes nearly as soon.
        return [pscustomobject] @{ ok = $false; message = $script:localizedData.ProgressTurn }
    }
    if ($Change.Plan.repair -ne 'set-engine-dns') {
        # Where the engine is restarted, a short wait would end that half-way.
        $Change.TimeoutSeconds = [System.Math]::Min($Change.TimeoutSeconds, $script:stoppedSeconds)
    }
    # It may owe an answer, which would be taken for the next one.
    Restart-EflowCore -Core $Change.Core
    return Invoke-EflowGuardedStep -Change $Change -Step 'settle'
}
