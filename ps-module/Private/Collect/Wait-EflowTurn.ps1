# EFLOW 1.1 reaches its VM over TCP port 22, where an address is let in three times a minute and every try counts, refused ones
# too (Microsoft's page on the security of EFLOW). Later releases use a Hyper-V socket, which has no such limit.
$script:releasesOverTcp = '^1\.[01](\.|$)'
$script:turnsPerMinute = 3
# A minute, and what a clock may differ by.
$script:turnSeconds = 62
$script:overTcp = $false
# When the sessions of the last minute ended: each was let in before that.
$script:turns = [System.Collections.Generic.List[datetime]]::new()

function Wait-EflowTurn {
    <#
        .SYNOPSIS
            Waits until as many sessions with the VM as wanted can be opened without being refused, and says so.
    #>
    [CmdletBinding()]
    param (
        # How many are about to be opened.
        [ValidateRange(0, 3)]
        [int]
        $Count = 1
    )

    $told = $false
    while ($true) {
        $seconds = Get-EflowTurnDelay -Count $Count
        if ($seconds -eq 0) {
            break
        }
        if (-not $told) {
            Write-Verbose -Message ($script:localizedData.TurnAwaited -f $script:turnsPerMinute, $seconds)
            $told = $true
        }
        Write-EflowProgress -Step 'Turn' -Seconds $seconds
        # In short turns, so that Ctrl+C is heard.
        [System.Threading.Thread]::Sleep(200)
    }
    if ($told) {
        Write-EflowProgress -Step 'Guest'
    }
}

function Get-EflowTurnDelay {
    <#
        .SYNOPSIS
            In how many seconds as many sessions as wanted can be opened without being refused; 0: now.
    #>
    [CmdletBinding()]
    [OutputType([int])]
    param (
        [int]
        $Count = 1
    )

    if (-not $script:overTcp -or $Count -eq 0) {
        return 0
    }
    $since = [datetime]::UtcNow.AddSeconds(-$script:turnSeconds)
    while ($script:turns.Count -gt 0 -and $script:turns[0] -lt $since) {
        $script:turns.RemoveAt(0)
    }
    $tooMany = $script:turns.Count + $Count - $script:turnsPerMinute
    if ($tooMany -le 0) {
        return 0
    }
    # Never 0: the session of that moment is still counted.
    return [System.Math]::Max(1, [int] [System.Math]::Ceiling(($script:turns[$tooMany - 1] - $since).TotalSeconds))
}

function Set-EflowPace {
    <#
        .SYNOPSIS
            Whether sessions with the VM have to be paced from now on, by the installed release.
    #>
    [CmdletBinding()]
    param (
        # The fact host.eflow in its envelope.
        [AllowNull()]
        [object]
        $Eflow
    )

    if ($null -ne $Eflow -and $Eflow.status -eq 'ok') {
        $script:overTcp = [string] $Eflow.value.version -match $script:releasesOverTcp
    }
}

function Add-EflowTurn {
    <#
        .SYNOPSIS
            Notes that sessions with the VM were opened.
    #>
    [CmdletBinding()]
    param (
        [int]
        $Count = 1
    )

    for ($turn = 0; $turn -lt $Count; $turn++) {
        $script:turns.Add([datetime]::UtcNow)
    }
}
