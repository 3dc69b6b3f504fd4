@{
    RootModule        = 'DnsClient.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = 'bd998b7b-b44d-52fc-9514-4d7f49c39e78'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the DnsClient module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-DnsClientServerAddress', 'Resolve-DnsName')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
