<#
    .SYNOPSIS
        Remediation for Intune: lets the named ports into the VM, with proof, and says in one line what was done.

    .DESCRIPTION
        Only what stands in -Port is opened: name the ports that your devices offer, and no others. Repair-EflowFirewall opens
        nothing that is open, and takes back what cannot be proved. Exit 0 where every port is open now, else 1.
#>
[CmdletBinding()]
param (
    [int[]]
    $Port = @(8883)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$code = 0
try {
    if (-not (Get-Module -Name EflowNetDiag)) {
        Import-Module -Name EflowNetDiag
    }
    $parts = foreach ($one in $Port) {
        $result = Repair-EflowFirewall -Port $one -Protocol tcp -Culture en-US -Confirm:$false -ErrorAction Stop
        if ($result.State -ne 'added' -and $result.State -ne 'alreadyThere') {
            $code = 1
        }
        '{0}/tcp {1}' -f $one, $result.State
    }
    $line = @($parts) -join '; '
}
catch {
    $line, $code = ('FAILED {0}' -f $_.Exception.Message), 1
}
$line = ($line -replace '[\x00-\x1f\x7f]+', ' ').Trim()
$line.Substring(0, [System.Math]::Min($line.Length, 2047))
exit $code
