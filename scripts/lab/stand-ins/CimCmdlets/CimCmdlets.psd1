@{
    RootModule        = 'CimCmdlets.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '5fbdafef-e8ac-53c2-89f6-16486a1c62d1'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the CimCmdlets module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-CimInstance', 'Invoke-CimMethod')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
