# reference-iot-edge-for-linux-on-windows-functions.md: Name, AllocationMethod, Cidr, Type.
function Get-EflowNetwork {
    [CmdletBinding()]
    param(
        [string] $vswitchName
    )

    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    $networks = @(Get-EflowKnownNetwork)
    if (-not $vswitchName) {
        return $networks
    }
    $found = @($networks | Where-Object { $_.Name -eq $vswitchName })
    if ($found.Count -eq 0) {
        # troubleshoot-iot-edge-for-linux-on-windows-common-errors.md
        throw "Network '$vswitchName' does not exist"
    }
    $found
}
