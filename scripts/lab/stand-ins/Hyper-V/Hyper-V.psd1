@{
    RootModule        = 'Hyper-V.psm1'
    ModuleVersion     = '2.0.0.0'
    GUID              = '3408ad63-4949-5841-9011-f2789287caf0'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the Hyper-V module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
        'Get-VMSwitch', 'Get-VMSwitchExtension', 'Get-VM', 'Get-VMNetworkAdapter'
    )
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
