@{
    RootModule        = 'HyperVFirewall.psm1'
    ModuleVersion     = '1.0.0.0'
    GUID              = '00668846-f982-560c-a4df-f96f50421280'
    Author            = 'EflowNetDiag'
    Description       = 'Stands in for the Hyper-V firewall of NetSecurity of Windows 11 in the lab of EflowNetDiag.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Get-NetFirewallHyperVVMSetting', 'Get-NetFirewallHyperVRule')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
