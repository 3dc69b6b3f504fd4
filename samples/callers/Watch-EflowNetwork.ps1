<#
    .SYNOPSIS
        Looks at this EFLOW device and speaks on change only: for a scheduled task.

    .DESCRIPTION
        Keeps in a file how the last look came out: the exit code of Get-EflowStatusLine.ps1, and the rule and the target of every
        check that fails. When this one comes out otherwise, also by one more fault or one less, it prints the line and, on
        Windows, writes it to the event log Application, source EflowNetDiag: event 1000 well, 1001 a fault, 1002 something could
        not be judged, 1003 the look failed. These ids are permanent. Where it cannot be told or kept, the line says FAILED and
        why, and the exit code is 3.

        To have it run every 15 minutes, in an elevated PowerShell:

        $run = New-ScheduledTaskAction -Execute powershell.exe -Argument '-NoProfile -NonInteractive -File "C:\Program Files\EflowWatch\Watch-EflowNetwork.ps1"'
        $when = New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 15)
        Register-ScheduledTask -TaskName EflowWatch -Action $run -Trigger $when -User SYSTEM -RunLevel Highest

        Both scripts belong into a folder that only administrators can write to.
#>
[CmdletBinding()]
param (
    # Where it is kept how the last look came out. Its folder must exist.
    [string]
    $StateFile = [System.IO.Path]::Combine($PSScriptRoot, 'eflow-watch.txt'),

    [string]
    $Snapshot,

    # As for Get-EflowStatusLine.ps1.
    [string]
    $DeviceProfile,

    [string]
    $NodePath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Write-WatchEvent {
    param (
        [string] $Message,
        [int] $Code
    )

    if ($PSVersionTable.PSEdition -ne 'Desktop' -and -not $IsWindows) {
        return
    }
    if (-not [System.Diagnostics.EventLog]::SourceExists('EflowNetDiag')) {
        [System.Diagnostics.EventLog]::CreateEventSource('EflowNetDiag', 'Application')
    }
    $kind = [System.Diagnostics.EventLogEntryType]::Information
    if ($Code -ne 0) {
        $kind = [System.Diagnostics.EventLogEntryType]::Warning
    }
    [System.Diagnostics.EventLog]::WriteEntry('EflowNetDiag', $Message, $kind, 1000 + $Code)
}

$look = @{}
foreach ($name in 'Snapshot', 'DeviceProfile', 'NodePath') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $look[$name] = $PSBoundParameters[$name]
    }
}
$line, $code = $null, 3
try {
    $line, $names = & ([System.IO.Path]::Combine($PSScriptRoot, 'Get-EflowStatusLine.ps1')) @look -Named
    $code = $LASTEXITCODE
    # What is compared has no numbers that differ on every look: the outcome, and each check that comes out so.
    $state = @($code) + @($names) -join "`n"
    $before = $null
    if ([System.IO.File]::Exists($StateFile)) {
        $before = [System.IO.File]::ReadAllText($StateFile)
    }
    if ($state.Trim() -eq "$before".Trim()) {
        exit $code
    }
    Write-WatchEvent -Message $line -Code $code
    # After it has been told: what was not told is told the next time.
    [System.IO.File]::WriteAllText($StateFile, $state)
}
catch {
    # A caller that sees only the exit code is not to take this for a fault of the network.
    $line, $code = ('FAILED {0} {1}' -f $_.Exception.Message, $line), 3
    $line = ($line -replace '[\x00-\x1f\x7f]+', ' ').Trim()
    $line = $line.Substring(0, [System.Math]::Min($line.Length, 2047))
}
$line
exit $code
