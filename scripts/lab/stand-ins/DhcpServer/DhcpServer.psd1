@{
    RootModule        = 'DhcpServer.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = 'da3907d5-c7f1-5329-94ff-85f613ac087e'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for DhcpServer of Windows Server in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-DhcpServerv4Scope', 'Get-DhcpServerv4OptionValue')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
