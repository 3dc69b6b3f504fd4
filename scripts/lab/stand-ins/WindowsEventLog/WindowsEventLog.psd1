@{
    RootModule        = 'WindowsEventLog.psm1'
    ModuleVersion     = '3.0.0.0'
    GUID              = 'e36db7d6-5251-522d-b50c-d4469d19f540'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for Get-WinEvent of Microsoft.PowerShell.Diagnostics of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-WinEvent')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
