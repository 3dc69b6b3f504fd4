# The lab's VM is made by the lab. The parameters are those of the reference; the static trio is checked as there.
function Deploy-Eflow {
    [CmdletBinding()]
    param(
        [string] $acceptEula,

        [string] $acceptOptionalTelemetry,

        [int] $cpuCount,

        [int] $memoryInMB,

        [int] $vmDiskSize,

        [string] $vswitchName,

        [ValidateSet('Internal', 'External')]
        [string] $vswitchType,

        [string] $ip4Address,

        [string] $ip4PrefixLength,

        [string] $ip4GatewayAddress,

        [string] $gpuName,

        [ValidateSet('DirectDeviceAssignment', 'ParaVirtualization')]
        [string] $gpuPassthroughType,

        [int] $gpuCount,

        [switch] $customSsh
    )

    Stop-NotPlayed -Cmdlet $PSCmdlet
}
