@{
    RootModule        = 'VpnClient.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = 'cde6ec11-12d5-5bb1-9247-fc61f3fe5541'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for VpnClient of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-VpnConnection')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
