function Get-HostAddressesFact {
    <#
        .SYNOPSIS
            The host's IPv4 addresses.
    #>
    [CmdletBinding()]
    param ()

    $addresses = foreach ($address in @(Get-NetIPAddress -AddressFamily 'IPv4' -ErrorAction Stop)) {
        @{
            address        = [string] $address.IPAddress
            prefixLength   = [int] $address.PrefixLength
            interfaceIndex = [int] $address.InterfaceIndex
            interfaceAlias = [string] $address.InterfaceAlias
            origin         = Get-EflowProperty -InputObject $address -Name 'PrefixOrigin'
        }
    }
    return , @($addresses)
}
