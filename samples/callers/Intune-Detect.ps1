<#
    .SYNOPSIS
        Detection for Intune (Remediations): one line of output; exit 1 where there is a fault to mend, else 0.

    .DESCRIPTION
        What could not be judged is no reason to mend anything: the line says UNKNOWN or FAILED, and the exit code is 0.
        EflowNetDiag has to be installed in a module path of all users. Runs as SYSTEM, in 64-bit PowerShell.
#>
[CmdletBinding()]
param (
    [string]
    $Snapshot,

    # The path of a device profile on the device: a fault that it accepts is none here.
    [string]
    $DeviceProfile,

    [string]
    $NodePath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$look = @{ Culture = 'en-US'; ErrorAction = 'Stop' }
foreach ($name in 'Snapshot', 'DeviceProfile', 'NodePath') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $look[$name] = $PSBoundParameters[$name]
    }
}
$code = 0
try {
    if (-not (Get-Module -Name EflowNetDiag)) {
        Import-Module -Name EflowNetDiag
    }
    $bad = @(Test-EflowNetwork @look | Where-Object -FilterScript { $_.Rule -ne 'DEV001' -and -not $_.Suppressed })
    $fault = $bad | Where-Object -FilterScript { $_.Outcome -eq 'fail' } | Select-Object -First 1
    $line = 'OK'
    if ($fault) {
        $line, $code = ('FAULT {0}: {1}' -f $fault.Rule, $fault.Message), 1
    }
    elseif ($bad.Count -gt 0) {
        $line = 'UNKNOWN {0}: {1}' -f $bad[0].Rule, $bad[0].Message
    }
}
catch {
    $line = 'FAILED {0}' -f $_.Exception.Message
}
$line = ($line -replace '[\x00-\x1f\x7f]+', ' ').Trim()
$line.Substring(0, [System.Math]::Min($line.Length, 2047))
exit $code
