@{
    RootModule        = 'NetAdapter.psm1'
    ModuleVersion     = '2.0.0.0'
    GUID              = '8248fab9-20a9-5b2a-b47e-0cf17d208e7d'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the NetAdapter module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-NetAdapter')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
