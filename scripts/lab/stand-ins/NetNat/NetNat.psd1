@{
    RootModule        = 'NetNat.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '9da32578-05ef-5b23-aaba-e17af763b6c0'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the NetNat module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-NetNat', 'Get-NetNatStaticMapping')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
