function Get-HostIpInterfacesFact {
    <#
        .SYNOPSIS
            The host's interfaces as its IPv4 sees them: forwarding, DHCP, link, metric, MTU.
    #>
    [CmdletBinding()]
    param ()

    $interfaces = foreach ($interface in @(Get-NetIPInterface -AddressFamily 'IPv4' -ErrorAction Stop)) {
        @{
            interfaceIndex = [int] $interface.InterfaceIndex
            interfaceAlias = [string] $interface.InterfaceAlias
            forwarding     = Get-EflowProperty -InputObject $interface -Name 'Forwarding' -Type ([int])
            dhcp           = Get-EflowProperty -InputObject $interface -Name 'Dhcp' -Type ([int])
            connected      = Get-EflowProperty -InputObject $interface -Name 'ConnectionState' -Type ([int])
            metric         = Get-EflowProperty -InputObject $interface -Name 'InterfaceMetric' -Type ([int])
            mtu            = Get-EflowProperty -InputObject $interface -Name 'NlMtu' -Type ([long])
        }
    }
    return , @($interfaces)
}
