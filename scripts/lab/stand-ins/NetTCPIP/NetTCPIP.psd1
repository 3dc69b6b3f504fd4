@{
    RootModule        = 'NetTCPIP.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '0d8ad04b-d8f0-57d9-8824-7b3da29abfb3'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the NetTCPIP module of Windows in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
        'Get-NetIPAddress', 'Get-NetRoute', 'Get-NetNeighbor', 'Get-NetIPInterface', 'Get-NetTCPConnection',
        'Get-NetUDPEndpoint'
    )
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
