@{
    RootModule        = 'AzureEFLOW.psm1'
    # A build of EFLOW 1.4 LTS (Azure/iotedge-eflow, release tags).
    ModuleVersion     = '1.4.9'
    GUID              = '6b8f0c2e-7c0b-4a58-9d0e-0d3f4a1f5c11'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the AzureEFLOW module of Azure IoT Edge for Linux on Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
        'Add-EflowNetwork', 'Add-EflowVmEndpoint', 'Add-EflowVmSharedFolder', 'Connect-EflowVm', 'Copy-EflowVmFile',
        'Deploy-Eflow', 'Get-EflowHostConfiguration', 'Get-EflowLogs', 'Get-EflowNetwork', 'Get-EflowVm', 'Get-EflowVmAddr',
        'Get-EflowVmEndpoint', 'Get-EflowVmFeature', 'Get-EflowVmName', 'Get-EflowVmSharedFolder',
        'Get-EflowVmTelemetryOption', 'Get-EflowVmTpmProvisioningInfo', 'Get-EflowVmUserName', 'Invoke-EflowVmCommand',
        'Provision-EflowVm', 'Remove-EflowNetwork', 'Remove-EflowVmEndpoint', 'Remove-EflowVmSharedFolder', 'Set-EflowVM',
        'Set-EflowVmDNSServers', 'Set-EflowVmFeature', 'Set-EflowVmTelemetryOption', 'Start-EflowVm', 'Stop-EflowVm',
        'Verify-EflowVm'
    )
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
