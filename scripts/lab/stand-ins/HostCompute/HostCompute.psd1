@{
    RootModule        = 'HostCompute.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '3163412e-d007-5dae-adea-042b0ba42f9d'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for hcsdiag.exe of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('hcsdiag.exe')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
