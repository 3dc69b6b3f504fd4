# The main job, shown once: the table, one finding in full, the DNS report, and what a repair would do.
# Live where AzureEFLOW is installed, else on a snapshot that was recorded from a broken device.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$projectRoot = Split-Path -Path $PSScriptRoot -Parent
Import-Module -Name (Join-Path -Path $projectRoot -ChildPath 'EflowNetDiag.psd1')

$source = @{}
if (Get-Module -Name AzureEFLOW -ListAvailable) {
    'AzureEFLOW is installed: this device is looked at.'
}
else {
    $source = @{ Snapshot = Join-Path -Path $projectRoot -ChildPath 'samples/published-port-blocked.json' }
    'AzureEFLOW is not installed: this is a snapshot that was recorded from a broken device.'
}

''
'PS> Test-EflowNetwork | Format-Table'
$findings = @(Test-EflowNetwork @source)
$findings | Format-Table

'PS> Test-EflowNetwork | Where-Object Outcome -EQ fail | Select-Object -First 1 | Format-List'
$findings | Where-Object -Property Outcome -EQ -Value fail | Select-Object -First 1 | Format-List

'PS> Get-EflowDnsReport'
Get-EflowDnsReport @source | Format-Table

'PS> Repair-EflowFirewall -Port 8883 -Protocol tcp -WhatIf'
Repair-EflowFirewall -Port 8883 -Protocol tcp -WhatIf @source | Format-List
