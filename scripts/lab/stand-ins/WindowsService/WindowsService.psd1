@{
    RootModule        = 'WindowsService.psm1'
    ModuleVersion     = '3.1.0.0'
    GUID              = 'f2841486-4239-5b5b-b423-2588602a58e3'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for Get-Service of Microsoft.PowerShell.Management of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-Service')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
