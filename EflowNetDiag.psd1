@{
    RootModule           = 'ps-module/EflowNetDiag.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b6a2b8de-2f0c-4a4e-9d0a-5c8f4e1d7a36'
    Author               = 'The EflowNetDiag authors'
    CompanyName          = 'The EflowNetDiag authors'
    Copyright            = '(c) The EflowNetDiag authors. MIT licence.'
    Description          = 'Finds, explains and mends network faults of Azure IoT Edge for Linux on Windows (EFLOW).'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess     = @('ps-module/EflowNetDiag.format.ps1xml')
    TypesToProcess       = @('ps-module/EflowNetDiag.types.ps1xml')
    FunctionsToExport    = @(
        'Compare-EflowNetSnapshot'
        'Export-EflowNetReport'
        'Get-EflowDnsReport'
        'Get-EflowFirewallRule'
        'Get-EflowGuestScript'
        'Get-EflowNetworkRule'
        'Invoke-EflowFirewallBypass'
        'Measure-EflowFleet'
        'Repair-EflowDns'
        'Repair-EflowFirewall'
        'Save-EflowNetSnapshot'
        'Save-EflowSupportBundle'
        'Test-EflowNetwork'
        'Trace-EflowPacket'
        'Undo-EflowRepair'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        # SHA-256 of the Node.js runtime that a package may carry in ps-module/runtime; empty where none is carried.
        NodeRuntimeHash = ''
        # SHA-256 of each file of the core in a package; empty in the sources.
        CoreHashes      = @{}
        PSData          = @{
            Tags       = @('EFLOW', 'IoTEdge', 'AzureIoT', 'Network', 'Diagnostics', 'Firewall', 'DNS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
