function Get-HostDnsServersFact {
    <#
        .SYNOPSIS
            The DNS servers of the host's interfaces.
    #>
    [CmdletBinding()]
    param ()

    $interfaces = foreach ($interface in @(Get-DnsClientServerAddress -AddressFamily 'IPv4' -ErrorAction Stop)) {
        @{
            interfaceIndex = [int] $interface.InterfaceIndex
            interfaceAlias = [string] $interface.InterfaceAlias
            servers        = [string[]] @($interface.ServerAddresses)
        }
    }
    return , @($interfaces)
}
