# Not in the reference, but called by Microsoft's own scripts (Azure/Industrial-IoT, deploy/iotedge/eflow-setup.ps1).
function Get-EflowVmUserName {
    [CmdletBinding()]
    [OutputType([string])]
    param()

    'iotedge-user'
}
