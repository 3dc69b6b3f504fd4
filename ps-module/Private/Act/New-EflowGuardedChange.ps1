function New-EflowGuardedChange {
    <#
        .SYNOPSIS
            What the steps of one carrying out of a plan share, whatever it changes: the commands that the core renders of it,
            and when the guest takes the change back by itself.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Of an earlier carrying out, which is to be settled or taken back: its Id and its Backup.
        [object]
        $Repair
    )

    $request = Get-EflowChangeRequest -Plan $Plan -Repair $Repair
    $commands = Send-EflowCoreRequest -Core $From.Core -Request $request
    $change = @{
        Core               = $From.Core
        Worker             = $From.Worker
        TimeoutSeconds     = $From.TimeoutSeconds
        Plan               = $Plan
        Commands           = $commands
        RevertAfterSeconds = $request['revertAfterSeconds']
        Run                = $Plan.id
        Backup             = $null
        # Whether the guest was asked for a step already: then it is not left half-way for want of a line in the journal.
        Begun              = $false
        # The last step that was not a way back.
        Step               = $null
        # Whether it is known what became of it, or why not; otherwise Complete-EflowStopped finds out.
        Ended              = $false
    }
    if ($Plan.repair -eq 'firewall-bypass') {
        $change.RevertAfterSeconds = $Plan.wish.seconds
    }
    if ($Plan.repair -eq 'set-engine-dns') {
        # A restart of the engine restarts every module.
        $change.TimeoutSeconds = [System.Math]::Max($change.TimeoutSeconds, $script:engineStepSeconds)
    }
    if ($request.kind -eq 'repairCommands') {
        $change.Run = $commands.run
    }
    if ($null -ne $Repair) {
        $change.Backup = $Repair.Backup
    }
    return $change
}

function Get-EflowChangeRequest {
    <#
        .SYNOPSIS
            The request by which the core renders the commands of a plan.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Of New-EflowGuardedChange.
        [object]
        $Repair
    )

    $request = @{ kind = 'repairCommands'; plan = $Plan }
    switch ($Plan.repair) {
        { 'set-dns-servers', 'set-engine-dns' -contains $_ } {
            $request = @{ kind = 'dnsCommands'; plan = $Plan; revertAfterSeconds = $script:dnsRevertAfterSeconds }
        }
        'firewall-bypass' {
            $request = @{ kind = 'bypassCommands'; plan = $Plan }
        }
        default {
            $request['revertAfterSeconds'] = $script:revertAfterSeconds
            if ($Plan.sessionsPerMinute) {
                # The snapshot may know of the limit where the release does not tell; the timer outlasts the wait for a turn.
                $script:overTcp = $true
                $request['revertAfterSeconds'] += $script:turnSeconds
            }
            if ($null -ne $Repair) {
                $request['run'] = $Repair.Id
                $request['backup'] = $Repair.Backup
            }
        }
    }
    return $request
}

function Invoke-EflowGuardedStep {
    <#
        .SYNOPSIS
            One step of a change that the guest guards by a timer: noted in the journal, done, its answer read by the core.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        # Of New-EflowGuardedChange.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        [Parameter(Mandatory = $true)]
        [ValidateSet('apply', 'commit', 'settle', 'revert', 'unapply', 'uncommit')]
        [string]
        $Step
    )

    if ($Step -eq 'apply' -and $Change.Plan.repair -eq 'set-dns-servers') {
        Write-EflowProgress -Step 'Guarded'
    }
    else {
        Write-EflowProgress -Step $Step
    }
    $isWayBack = 'settle', 'revert' -contains $Step
    Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step $Step -Backup $Change.Backup -Optional:($Change.Begun -and $isWayBack)
    $Change.Begun = $true
    if (-not $isWayBack) {
        $Change.Step = $Step
    }
    $answer = Invoke-EflowGuest -Worker $Change.Worker -Command $Change.Commands.$Step -TimeoutSeconds $Change.TimeoutSeconds
    if ($answer.status -ne 'ok') {
        $text = $script:localizedData.RepairNoAnswer
        if ('unapply', 'uncommit' -contains $Step) {
            $text = $script:localizedData.UndoNoAnswer
        }
        $message = $text -f $answer.reason, $Change.RevertAfterSeconds
        return [pscustomobject] @{ ok = $false; state = 'noAnswer'; message = $message; detail = $null }
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
            Has the guest take a change back that is not kept; it may have done so by itself. Returns whether it is back, and a
            sentence with the reason for it.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        # Of the guest, where it answered a step otherwise than was hoped for.
        [object]
        $Answer,

        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string]
        $Reason,

        # settle: where the guest may not even have begun.
        [ValidateSet('settle', 'revert')]
        [string]
        $Step = 'revert'
    )

    $reverted = $Answer
    if ($null -eq $Answer -or $Answer.state -ne 'reverted') {
        $reverted = Invoke-EflowGuardedStep -Change $Change -Step $Step
    }
    if ($reverted.ok) {
        Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step 'done' -State 'rolledBack' -Backup $Change.Backup -Optional
        return @{ back = $true; reason = $Reason }
    }
    return @{ back = $false; reason = $script:localizedData.RepairNotReverted -f $Reason, $reverted.message, $Change.RevertAfterSeconds }
}
