# Nothing to do when it runs already (reference-iot-edge-for-linux-on-windows-functions.md).
function Start-EflowVm {
    [CmdletBinding()]
    param()

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    if ((Get-EflowPower) -ne 'Running') {
        Write-EflowStatus -Text 'Starting virtual machine'
        Invoke-LabCommand -Name 'startGuest'
    }
}
