@{
    RootModule        = 'NetConnection.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '60a00ac5-c5f8-5b64-b145-34a091d02333'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the NetConnection module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-NetConnectionProfile')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
