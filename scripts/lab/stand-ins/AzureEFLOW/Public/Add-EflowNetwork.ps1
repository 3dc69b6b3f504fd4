# Azure/iotedge-eflow#143: a switch that Hyper-V does not have is refused with this text.
function Add-EflowNetwork {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $vswitchName,

        [Parameter(Mandatory = $true)]
        [ValidateSet('Internal', 'External')]
        [string] $vswitchType
    )

    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    $switches = @(Get-LabVirtualSwitch | Where-Object { $_.Name -eq $vswitchName -and $_.Type -eq $vswitchType })
    if ($switches.Count -eq 0) {
        throw "The virtual switch '$vswitchName' of type '$vswitchType' is not found"
    }
    $ErrorActionPreference = 'Continue'
    Stop-NotPlayed -Cmdlet $PSCmdlet
}
