function Invoke-EflowBypass {
    <#
        .SYNOPSIS
            Tries a connection, opens the firewall on a timer that runs in the guest, tries again, and closes.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.BypassResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        # Tries the same from elsewhere.
        [scriptblock]
        $Probe
    )

    $try = @{ Address = $Plan.address; Port = $Plan.wish.port; Protocol = $Plan.wish.protocol }
    Write-EflowProgress -Step 'Verify'
    $before = Test-EflowPassage @try
    if ($before -eq 'connected' -and $null -eq $Probe) {
        # Nothing is opened that need not be.
        $verdict = Read-EflowBypassVerdict -Core $From.Core -Seen @{ plan = $Plan; before = $before; during = $before; nonce = ''; reply = '' }
        return New-EflowBypassResult -Plan $Plan -State 'notNeeded' -Before $before -Verdict $verdict
    }
    $elsewhere = @{ before = Read-EflowBypassProbe -Probe $Probe; during = $null }
    $change, $journal = $null, (Open-EflowJournal)
    if ($null -eq $journal) {
        return New-EflowBypassResult -Plan $Plan -State 'failed' -Before $before -Message $script:localizedData.RepairRuns
    }
    try {
        $change = New-EflowGuardedChange -From $From -Plan $Plan
        $opened = Invoke-EflowGuardedStep -Change $change -Step 'apply'
        if (-not $opened.ok) {
            $message = Undo-EflowOpening -Change $change -Opened $opened
            $change.Ended = $true
            return New-EflowBypassResult -Plan $Plan -State 'failed' -Before $before -Message $message
        }
        Write-EflowProgress -Step 'Verify'
        $during = Test-EflowPassage @try
        $elsewhere.during = Read-EflowBypassProbe -Probe $Probe
        $closed = Invoke-EflowGuardedStep -Change $change -Step 'revert'
        $change.Ended = $true
        if (-not $closed.ok) {
            $message = $script:localizedData.BypassNotClosed -f $closed.message, $Plan.wish.seconds
            return New-EflowBypassResult -Plan $Plan -State 'failed' -Before $before -During $during -Message $message
        }
        Write-EflowJournal -Plan $Plan -Step 'done' -State 'rolledBack' -Optional
    }
    finally {
        # Also when it is interrupted: the guest's timer is the last resort, not the first.
        Complete-EflowStopped -Change $change
        $journal.Dispose()
    }
    $verdict = Read-EflowBypassVerdict -Core $From.Core -Seen @{ plan = $Plan; before = $before; during = $during; nonce = $change.Commands.nonce; reply = $closed.reply }
    return New-EflowBypassResult -Plan $Plan -State 'done' -Before $before -During $during -Verdict $verdict -Elsewhere $elsewhere
}

function Undo-EflowOpening {
    <#
        .SYNOPSIS
            Has the guest take back what did not open as it should have, and returns the reason in a sentence.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        # Of New-EflowGuardedChange.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        # What Invoke-EflowGuardedStep returned.
        [Parameter(Mandatory = $true)]
        [object]
        $Opened
    )

    if ($Opened.state -eq 'busy') {
        # Another change holds the guest: nothing was begun.
        Write-EflowJournal -Plan $Change.Plan -Step 'done' -State 'rolledBack'
        return $Opened.message
    }
    return (Undo-EflowGuardedChange -Change $Change -Reason $Opened.message -Step 'settle').reason
}

function Read-EflowBypassVerdict {
    <#
        .SYNOPSIS
            What the core makes of an experiment: whether the firewall was the cause.
    #>
    [CmdletBinding()]
    [OutputType([object])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        # The plan, the passage before and during it, the nonce and the reply of the guest.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Seen
    )

    return (Send-EflowCoreRequest -Core $Core -Request (@{ kind = 'judgeBypass' } + $Seen)).verdict
}

function Read-EflowBypassProbe {
    <#
        .SYNOPSIS
            What the caller's own test says, as one value; an error of it is its answer.
    #>
    [CmdletBinding()]
    param (
        [AllowNull()]
        [scriptblock]
        $Probe
    )

    if ($null -eq $Probe) {
        return $null
    }
    try {
        return (& $Probe | Select-Object -Last 1)
    }
    catch {
        return $_.Exception.Message
    }
}

function New-EflowBypassResult {
    <#
        .SYNOPSIS
            What an experiment with the firewall has shown, next to what the packet walk had said.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.BypassResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        [Parameter(Mandatory = $true)]
        [ValidateSet('done', 'notNeeded', 'refused', 'failed')]
        [string]
        $State,

        # Texts and objects, or $null: a [string] would turn that into an empty one.
        [object]
        $Before,

        [object]
        $During,

        [object]
        $Verdict,

        [hashtable]
        $Elsewhere = @{ before = $null; during = $null },

        [object]
        $Message
    )

    $result = [ordered] @{
        PSTypeName      = 'EflowNetDiag.BypassResult'
        Port            = $Plan.wish.port
        Protocol        = $Plan.wish.protocol
        State           = $State
        FirewallIsCause = 'unknown'
        Message         = $Message
        Before          = $Before
        During          = $During
        ProbeBefore     = $Elsewhere.before
        ProbeDuring     = $Elsewhere.during
        Packets         = $null
        Unchanged       = $null
        WalkVerdict     = $null
        WalkMessage     = $null
        Full            = $Plan.wish.full
        Device          = $Plan.device
        CollectedAt     = $Plan.collectedAt
    }
    if ($null -ne $Verdict) {
        $result['FirewallIsCause'], $result['Message'] = $Verdict.cause, $Verdict.message
        if ($State -eq 'done') {
            $result['Packets'], $result['Unchanged'] = $Verdict.packets, $Verdict.unchanged
        }
    }
    if ($null -ne $Plan.walk) {
        $result['WalkVerdict'], $result['WalkMessage'] = $Plan.walk.verdict, $Plan.walk.message
    }
    return [pscustomobject] $result
}
