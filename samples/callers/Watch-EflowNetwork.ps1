<#
    .SYNOPSIS
        Looks at this EFLOW device and speaks on change only: for a scheduled task.

    .DESCRIPTION
        Keeps in a file how the last look came out (the exit code of Get-EflowStatusLine.ps1, and the rules that fail). When this
        one comes out otherwise, it prints the line and, on Windows, writes it to the event log Application, source EflowNetDiag:
        event 1000 well, 1001 a fault, 1002 something could not be judged, 1003 the look failed. These ids are permanent.

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

$look = @{}
foreach ($name in 'Snapshot', 'DeviceProfile', 'NodePath') {
    if ($PSBoundParameters.ContainsKey($name)) {
        $look[$name] = $PSBoundParameters[$name]
    }
}
$line = & ([System.IO.Path]::Combine($PSScriptRoot, 'Get-EflowStatusLine.ps1')) @look
$code = $LASTEXITCODE

# What is compared has no numbers that differ on every look: the outcome and the rule that it names.
$state = '{0} {1}' -f $code, ([regex]::Match($line, '\. ([A-Z]{2,4}\d{3}):').Groups[1].Value)
$before = $null
if ([System.IO.File]::Exists($StateFile)) {
    $before = [System.IO.File]::ReadAllText($StateFile).Trim()
}
if ($state.Trim() -eq $before) {
    exit $code
}
if ($PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows) {
    if (-not [System.Diagnostics.EventLog]::SourceExists('EflowNetDiag')) {
        [System.Diagnostics.EventLog]::CreateEventSource('EflowNetDiag', 'Application')
    }
    $kind = [System.Diagnostics.EventLogEntryType]::Information
    if ($code -ne 0) {
        $kind = [System.Diagnostics.EventLogEntryType]::Warning
    }
    [System.Diagnostics.EventLog]::WriteEntry('EflowNetDiag', $line, $kind, 1000 + $code)
}
# After it has been told: what was not told is told the next time.
[System.IO.File]::WriteAllText($StateFile, $state.Trim())
$line
exit $code
