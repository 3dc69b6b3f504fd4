# The rest of the documented list, with its parameters (reference-iot-edge-for-linux-on-windows-functions.md): they are
# found by Get-Command and Get-Help, and say clearly that nothing was done.

function Add-EflowVmSharedFolder {
    [CmdletBinding()]
    param([string] $sharedFoldersJsonPath)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Remove-EflowVmSharedFolder {
    [CmdletBinding()]
    param([string] $sharedFolderRoot, [string[]] $hostFolderPath)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Get-EflowVmSharedFolder {
    [CmdletBinding()]
    param([string] $sharedfolderRoot, [string[]] $hostFolderPath)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Connect-EflowVm {
    [CmdletBinding()]
    param()

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Copy-EflowVmFile {
    [CmdletBinding()]
    param([string] $fromFile, [string] $toFile, [switch] $pushFile)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Get-EflowLogs {
    [CmdletBinding()]
    param([string] $zipName)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Get-EflowVmTelemetryOption {
    [CmdletBinding()]
    param()

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Set-EflowVmTelemetryOption {
    [CmdletBinding()]
    param([bool] $optionalTelemetry)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Get-EflowVmTpmProvisioningInfo {
    [CmdletBinding()]
    param()

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Provision-EflowVm {
    [CmdletBinding()]
    param(
        [string] $provisioningType, [string] $devConnString, [string] $iotHubHostname, [string] $deviceId, [string] $scopeId,
        [string] $symmKey, [string] $registrationId, [string] $identityCertPath, [string] $identityPrivKeyPath,
        [string] $globalEndpoint, [switch] $headless
    )

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Set-EflowVM {
    [CmdletBinding()]
    param(
        [int] $cpuCount, [int] $memoryInMB, [string] $gpuName, [string] $gpuPassthroughType, [int] $gpuCount, [switch] $headless
    )

    Stop-NotPlayed -Cmdlet $PSCmdlet
}

function Set-EflowVmFeature {
    [CmdletBinding()]
    param([string] $feature, [switch] $enable)

    Stop-NotPlayed -Cmdlet $PSCmdlet
}
