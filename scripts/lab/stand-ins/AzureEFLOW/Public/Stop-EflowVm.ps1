# Nothing to do when it is off already (reference-iot-edge-for-linux-on-windows-functions.md).
function Stop-EflowVm {
    [CmdletBinding()]
    param()

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    if ((Get-EflowPower) -eq 'Running') {
        Write-EflowStatus -Text 'Stopping virtual machine'
        Invoke-LabCommand -Name 'stopGuest'
    }
}
