function Test-EflowPlanCheck {
    <#
        .SYNOPSIS
            Tries what must hold after the change. Passed: nothing speaks against it. Proven: a real connection shows it.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Change,

        # What answered before the change, and how: of Get-EflowKeptCheck.
        [AllowEmptyCollection()]
        [object[]]
        $Kept
    )

    Write-EflowProgress -Step 'Verify'
    Write-EflowJournal -Plan $Change.Plan -Run $Change.Run -Step 'verify' -Backup $Change.Backup
    $wanted = @($Change.Plan.checks | Where-Object -FilterScript { $_.kind -ne 'keep' })
    $passage = @{ passed = $true; proven = $wanted.Count -gt 0; reason = $null }
    if (-not $passage.proven) {
        $passage.reason = $script:localizedData.RepairNotChecked
    }
    foreach ($check in $wanted) {
        $seen = Test-EflowPassage -Address $check.address -Port $check.port -Protocol $check.protocol
        Write-Verbose -Message ($script:localizedData.RepairChecked -f $check.protocol, $check.address, $check.port, $seen)
        $verdict = Get-EflowCheckVerdict -Check $check -Seen $seen -Target $Change.Plan.wish
        if ($verdict -eq 'proven') {
            continue
        }
        $text = $script:localizedData.RepairNoPassage
        if ($check.kind -eq 'closed') {
            $text = $script:localizedData.RepairStillOpen
            if ($verdict -eq 'open') {
                $text = $script:localizedData.RepairNotProven
            }
        }
        $passage.proven, $passage.reason = $false, ($text -f $check.protocol, $check.address, $check.port, $seen)
        $passage.passed = $verdict -eq 'open'
        if (-not $passage.passed) {
            return $passage
        }
    }
    $loss = Get-EflowLossSentence -Kept $Kept
    if ($loss) {
        return @{ passed = $false; proven = $false; reason = $loss }
    }
    return $passage
}

function Get-EflowLossSentence {
    <#
        .SYNOPSIS
            Says what answered before and does so no longer; nothing where all still does.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        # Of Get-EflowKeptCheck.
        [AllowEmptyCollection()]
        [object[]]
        $Kept
    )

    $lost = @(Select-EflowLostCheck -Kept $Kept)
    if ($lost.Count -gt 0) {
        $names = @($lost | ForEach-Object -Process { '{0}:{1}' -f $_.address, $_.port }) -join ', '
        return $script:localizedData.RepairLost -f $names
    }
}

function Get-EflowKeptCheck {
    <#
        .SYNOPSIS
            Those of a plan's checks that hold before the change: the ports of the VM that answer this host now.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    if (-not $Plan.PSObject.Properties['checks']) {
        # A plan of DNS servers: what must hold of it, the guest notes and tries itself.
        return
    }
    $checks = @($Plan.checks | Where-Object -FilterScript { $_.kind -eq 'keep' -and $_.from -eq 'host' })
    if ($checks.Count -eq 0) {
        return
    }
    $index = 0
    foreach ($try in @(Connect-EflowPort -Target $checks)) {
        $check = $checks[$index++]
        if ('connected', 'refused' -contains $try.state) {
            @{ Check = $check; State = $try.state }
        }
    }
}

function Select-EflowLostCheck {
    <#
        .SYNOPSIS
            What answered before and does so no longer. Where somebody listened, a refusal is a loss too: the change may
            be what refuses. Where nobody did, any answer shows that packets pass.
    #>
    [CmdletBinding()]
    param (
        [AllowEmptyCollection()]
        [object[]]
        $Kept
    )

    if ($Kept.Count -eq 0) {
        return
    }
    $index = 0
    foreach ($try in @(Connect-EflowPort -Target @($Kept | ForEach-Object -Process { $_.Check }))) {
        $before = $Kept[$index++]
        if ($try.state -ne 'connected' -and $try.state -ne $before.State) {
            $before.Check
        }
    }
}

function Get-EflowCheckVerdict {
    <#
        .SYNOPSIS
            proven, failed, or open: what this host alone cannot tell, and the counter of the rule in the guest will.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [object]
        $Check,

        [string]
        $Seen,

        [object]
        $Target
    )

    $answered = 'connected', 'refused' -contains $Seen
    if ($Check.kind -eq 'closed') {
        $rejects = $Target.PSObject.Properties['target'] -and $Target.target -eq 'REJECT'
        if ($Seen -eq 'connected' -or ($answered -and -not $rejects)) {
            return 'failed'
        }
        # Who listens on UDP need not answer, ping may not have been sent, there may be no way to the VM at all, and a port where
        # nobody listens refuses without a rule.
        if ($answered -or $Check.protocol -ne 'tcp' -or $Seen -ne 'silent') {
            return 'open'
        }
        return 'proven'
    }
    if ($answered) {
        return 'proven'
    }
    if ($Check.kind -eq 'count' -and $Seen -eq 'silent') {
        return 'open'
    }
    return 'failed'
}
