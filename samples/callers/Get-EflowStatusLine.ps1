<#
    .SYNOPSIS
        Says in one line how the network of this EFLOW device is, and by the exit code: for monitors, Arc run-command, Intune.

    .DESCRIPTION
        OK, FAULT, UNKNOWN or FAILED, the device, how many checks came out how, and what to mend first. At most 2,047 characters
        without line ends. Exit codes: 0 well; 1 a fault; 2 something could not be judged; 3 the look itself failed. These are
        the outcomes of Test-EflowNetwork -Quiet: true is 0, false is 1 or 2.
#>
[CmdletBinding()]
param (
    # Judges a saved snapshot instead of this device: for trying it out.
    [string]
    $Snapshot,

    # The path of a device profile: what the device should be, and which faults are accepted until when.
    [string]
    $DeviceProfile,

    [string]
    $NodePath,

    # After the line, one more for each check that it speaks of, as RULE|target, sorted: for Watch-EflowNetwork.ps1.
    [switch]
    $Named
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# A preference of a script does not reach into a module.
$look = @{ All = $true; ErrorAction = 'Stop' }
foreach ($name in 'Snapshot', 'DeviceProfile', 'NodePath') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $look[$name] = $PSBoundParameters[$name]
    }
}
$names = @()
try {
    if (-not (Get-Module -Name EflowNetDiag)) {
        Import-Module -Name EflowNetDiag
    }
    $findings = @(Test-EflowNetwork @look)
    $checks = @($findings | Where-Object -FilterScript { $_.Rule -ne 'DEV001' })
    $accepted = @($checks | Where-Object -FilterScript { $_.Suppressed })
    $faults = @($checks | Where-Object -FilterScript { $_.Outcome -eq 'fail' -and -not $_.Suppressed })
    $unsure = @($checks | Where-Object -FilterScript { $_.Outcome -eq 'unknown' -or $_.Outcome -eq 'error' })
    $word, $code, $first = 'OK', 0, $null
    if ($faults.Count -gt 0) {
        $word, $code, $first = 'FAULT', 1, $faults[0]
    }
    elseif ($unsure.Count -gt 0 -or $checks.Count -eq 0) {
        $word, $code, $first = 'UNKNOWN', 2, ($unsure | Select-Object -First 1)
    }
    $line = '{0} {1}: {2} of {3} checks wrong, {4} not known' -f $word, $findings[0].Device, $faults.Count, $checks.Count, $unsure.Count
    if ($accepted.Count -gt 0) {
        $line = '{0}, {1} suppressed' -f $line, $accepted.Count
    }
    $spokenOf = $faults
    if ($code -eq 2) {
        $spokenOf = $unsure
    }
    $names = @($spokenOf | ForEach-Object -Process { '{0}|{1}' -f $_.Rule, ($_.Target -replace '[\x00-\x1f\x7f]+', ' ').Trim() } | Sort-Object -Unique)
    if ($first) {
        $line = '{0}. {1}: {2}' -f $line, $first.Rule, $first.Message
    }
}
catch {
    $line, $code = ('FAILED {0}' -f $_.Exception.Message), 3
}
$line = ($line -replace '[\x00-\x1f\x7f]+', ' ').Trim()
if ($line.Length -gt 2047) {
    $line = $line.Substring(0, 2047)
}
$line
if ($Named) {
    $names
}
exit $code
