# The lab gives its VM one adapter. What is checked before that is played: the network, and the static trio
# (troubleshoot-iot-edge-for-linux-on-windows-common-errors.md).
function Add-EflowVmEndpoint {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $vswitchName,

        [Parameter(Mandatory = $true)]
        [string] $vendpointName,

        [string] $ip4Address,

        [string] $ip4PrefixLength,

        [string] $ip4GatewayAddress
    )

    $ErrorActionPreference = 'Stop'
    $null = Get-EflowNetwork -vswitchName $vswitchName
    $isStatic = $ip4Address -or $ip4PrefixLength -or $ip4GatewayAddress
    if ($isStatic -and -not ($ip4Address -and $ip4PrefixLength)) {
        throw 'ip4Address & ip4PrefixLength are required for StaticIP!'
    }
    if ($isStatic -and (Test-IsDefaultSwitch)) {
        throw 'Cannot set Static IP on ICS type virtual switch (Default Switch)'
    }
    $ErrorActionPreference = 'Continue'
    Stop-NotPlayed -Cmdlet $PSCmdlet
}
