# When the guest takes the change back by itself, unless it was confirmed. It outlasts the checks and one more session,
# also where only three sessions a minute are let in.
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
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    $request = @{ kind = 'repairCommands'; plan = $Plan; revertAfterSeconds = $script:revertAfterSeconds }
    $commands = Send-EflowCoreRequest -Core $Core -Request $request
    $do = {
        param ($Step)
        $parameters = @{ Core = $Core; Worker = $Worker; Plan = $Plan; Step = $Step; Commands = $commands; TimeoutSeconds = $TimeoutSeconds }
        Invoke-EflowRepairStep @parameters
    }

    $applied = & $do 'apply'
    if (-not $applied.ok) {
        $state = 'failed'
        if ($applied.state -eq 'drift' -or $applied.state -eq 'busy') {
            $state = 'refused'
        }
        return New-EflowRepairResult -Plan $Plan -State $state -Reason $applied.message
    }

    $passage = Test-EflowPlanCheck -Plan $Plan
    if ($passage.passed) {
        $kept = & $do 'commit'
        if ($kept.ok) {
            Write-EflowJournal -Plan $Plan -Step 'done'
            $persisted = @($Plan.steps | Where-Object -FilterScript { $_.kind -eq 'persistRule' }).Count -gt 0
            return New-EflowRepairResult -Plan $Plan -State 'added' -Persisted $persisted -Verified $passage.proven -Reason $passage.reason
        }
        $passage.reason = $kept.message
    }

    $reverted = & $do 'revert'
    if ($reverted.ok) {
        Write-EflowJournal -Plan $Plan -Step 'done'
        return New-EflowRepairResult -Plan $Plan -State 'rolledBack' -Reason $passage.reason
    }
    $reason = $script:localizedData.RepairNotReverted -f $passage.reason, $reverted.message, $script:revertAfterSeconds
    return New-EflowRepairResult -Plan $Plan -State 'failed' -Reason $reason
}

function Invoke-EflowRepairStep {
    <#
        .SYNOPSIS
            One step of a repair in the guest: noted in the journal, done, its answer read by the core.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [object]
        $Core,

        [object]
        $Worker,

        [object]
        $Plan,

        [ValidateSet('apply', 'commit', 'revert')]
        [string]
        $Step,

        [object]
        $Commands,

        [int]
        $TimeoutSeconds
    )

    Write-EflowProgress -Step $Step
    Write-EflowJournal -Plan $Plan -Step $Step
    $answer = Invoke-EflowGuest -Worker $Worker -Command $Commands.$Step -TimeoutSeconds $TimeoutSeconds
    if ($answer.status -ne 'ok') {
        $message = $script:localizedData.RepairNoAnswer -f $answer.reason, $script:revertAfterSeconds
        return [pscustomobject] @{ ok = $false; state = 'failed'; message = $message }
    }
    $response = Send-EflowCoreRequest -Core $Core -Request @{ kind = 'repairResult'; nonce = $Commands.nonce; reply = $answer.reply }
    Write-Verbose -Message ($script:localizedData.RepairStepDone -f $Step, $response.state, $response.message)
    return $response
}

function Test-EflowPlanCheck {
    <#
        .SYNOPSIS
            Tries what must hold after the change. Passed: nothing speaks against it. Proven: a real connection shows it.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    Write-EflowProgress -Step 'Verify'
    Write-EflowJournal -Plan $Plan -Step 'verify'
    $proven = @($Plan.checks).Count -gt 0
    $reason = $null
    if (-not $proven) {
        $reason = $script:localizedData.RepairNotChecked
    }
    foreach ($check in $Plan.checks) {
        $seen = Test-EflowPassage -Address $check.address -Port $check.port -Protocol $check.protocol
        Write-Verbose -Message ($script:localizedData.RepairChecked -f $check.protocol, $check.address, $check.port, $seen)
        if ($seen -ne 'connected' -and $seen -ne 'refused') {
            $proven = $false
            $reason = $script:localizedData.RepairNoPassage -f $check.protocol, $check.address, $check.port, $seen
            if ($check.protocol -ne 'udp' -or $seen -ne 'silent') {
                return @{ passed = $false; proven = $false; reason = $reason }
            }
        }
    }
    return @{ passed = $true; proven = $proven; reason = $reason }
}
