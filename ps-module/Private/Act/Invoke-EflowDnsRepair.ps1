# When the guest puts the former files back by itself, unless it was told to keep the new ones. It outlasts the cmdlet of
# AzureEFLOW or the restart of the engine, the looks that follow and one more session, also where only three sessions a minute are let in.
$script:dnsRevertAfterSeconds = 600
# How long Set-EflowVmDnsServers may take; it opens a session of its own.
$script:setServersSeconds = 120
# A link that is set up anew asks for its lease first; a name that was not known is asked for again after a moment.
$script:dnsSettleSeconds = 2, 6, 15, 30
# The engine's own restart, which stops every module first. Its modules are started anew by edgeAgent, and that one by
# aziot-edged, which looks once a minute: so the names are judged late.
$script:engineStepSeconds = 240
$script:engineSettleSeconds = 3, 10, 30, 60, 60

function Invoke-EflowDnsRepair {
    <#
        .SYNOPSIS
            Carries a plan out: the guest keeps its files and arms its timer, then the servers are set, then a new look
            shows whether the names resolve; kept, or taken back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsRepairResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From
    )

    $journal = Open-EflowJournal
    if ($null -eq $journal) {
        return New-EflowDnsResult -Plan $Plan -State 'refused' -Reason $script:localizedData.RepairRuns
    }
    $change = $null
    try {
        $change = New-EflowGuardedChange -From $From -Plan $Plan
        $result = Invoke-EflowDnsRun -Change $change -From $From
        $change.Ended = $true
        return $result
    }
    finally {
        Complete-EflowStopped -Change $change
        $journal.Dispose()
    }
}

function Invoke-EflowDnsRun {
    <#
        .SYNOPSIS
            Has the guest keep its files, sets the servers, and has the guest keep the change or take it back.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsRepairResult')]
    param (
        # Of New-EflowGuardedChange.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From
    )

    $plan = $Change.Plan
    $applied = Invoke-EflowGuardedStep -Change $Change -Step 'apply'
    if ($applied.state -eq 'drift' -or $applied.state -eq 'busy') {
        Write-EflowJournal -Plan $plan -Step 'done' -State 'rolledBack'
        return New-EflowDnsResult -Plan $plan -State 'refused' -Reason $applied.message
    }
    $made = @{ verdict = $null; problem = $applied.message; kept = $null }
    $step = 'settle'
    if ($applied.ok -and $applied.state -ne 'reverted') {
        $made, $step = (Invoke-EflowDnsTrial -Change $Change -From $From), 'revert'
        if ($null -ne $made.kept -and $made.kept.ok) {
            Write-EflowJournal -Plan $plan -Step 'done' -State 'set' -Optional
            return New-EflowDnsResult -Plan $plan -State 'set' -Verdict $made.verdict -Changed $made.kept.message -Reason $made.verdict.reason
        }
    }
    $undone = Undo-EflowGuardedChange -Change $Change -Answer $applied -Reason $made.problem -Step $step
    $state = 'failed'
    if ($undone.back) {
        $state = 'rolledBack'
    }
    return New-EflowDnsResult -Plan $plan -State $state -Verdict $made.verdict -Reason $undone.reason
}

function Invoke-EflowDnsTrial {
    <#
        .SYNOPSIS
            Sets the servers, looks anew, and has the guest keep them where the names resolve. Returns verdict of the core, kept
            as the guest answered, and problem: why they are not to be kept. What is not known stays $null.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        # Of New-EflowGuardedChange.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        # Core, Worker, TimeoutSeconds.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From
    )

    $made = @{ verdict = $null; problem = $null; kept = $null }
    try {
        $made['problem'] = Invoke-EflowDnsChange -Plan $Change.Plan -Worker $From.Worker
        if ($made.problem) {
            return $made
        }
        $made['verdict'] = Test-EflowDnsRepair -Plan $Change.Plan -From $From
        $made['problem'] = $made.verdict.reason
        if ($made.verdict.passed) {
            $made['kept'] = Invoke-EflowGuardedStep -Change $Change -Step 'commit'
            $made['problem'] = $made.kept.message
        }
    }
    catch {
        # Such as a journal on a full disk: what is not known to be kept goes back now, not when the guest's time is up.
        $made['problem'] = $_.Exception.Message
    }
    return $made
}

function Invoke-EflowDnsChange {
    <#
        .SYNOPSIS
            Sets the servers with the cmdlet of AzureEFLOW; those of the engine the guest has set itself. Returns why it did
            not work, or nothing.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        [Parameter(Mandatory = $true)]
        [object]
        $Worker
    )

    if ($Plan.repair -eq 'set-engine-dns') {
        return
    }
    Write-EflowProgress -Step 'DnsSet'
    $parameters = @{ dnsServers = [string[]] @($Plan.servers) }
    if ($Plan.endpoint) {
        $parameters['vendpointName'] = [string] $Plan.endpoint
    }
    $call = @{ Name = 'Set-EflowVmDnsServers'; Parameters = $parameters }
    Wait-EflowTurn
    try {
        $work = Start-EflowWork -Worker $Worker -Command 'Invoke-EflowCmdlet' -Parameters $call
        $result = Wait-EflowWork -Work $work -TimeoutSeconds $script:setServersSeconds
        Add-EflowTurn
    }
    catch {
        return $_.Exception.GetBaseException().Message
    }
    if (-not $result.Finished) {
        return $script:localizedData.DnsSetSilent -f $script:setServersSeconds
    }
    if ($result.Output[0].thrown) {
        return $script:localizedData.DnsSetFailed -f (ConvertTo-EflowPrintable -Text $result.Output[0].thrown)
    }
}

function Test-EflowDnsRepair {
    <#
        .SYNOPSIS
            Looks at the device anew, over new sessions, and lets the core judge whether the names resolve at each layer. What
            does not is tried again.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $From
    )

    Write-EflowJournal -Plan $Plan -Step 'verify'
    $pauses = $script:dnsSettleSeconds
    if ($Plan.repair -eq 'set-engine-dns') {
        $pauses = $script:engineSettleSeconds
    }
    foreach ($seconds in $pauses) {
        Write-EflowProgress -Step 'DnsVerify'
        $until = [datetime]::UtcNow.AddSeconds($seconds)
        while ([datetime]::UtcNow -lt $until) {
            # In short turns, so that Ctrl+C is heard.
            [System.Threading.Thread]::Sleep(200)
        }
        $source = Get-EflowLiveSource @From -Probe 'Standard'
        $verdict = Send-EflowCoreRequest -Core $From.Core -Request @{ kind = 'verifyDns'; source = $source; plan = $Plan }
        if ($verdict.passed) {
            break
        }
    }
    return $verdict
}
