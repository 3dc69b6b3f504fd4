function Get-HostAdaptersFact {
    <#
        .SYNOPSIS
            The host's network adapters.
    #>
    [CmdletBinding()]
    param ()

    $adapters = foreach ($adapter in @(Get-NetAdapter -ErrorAction Stop)) {
        @{
            name        = [string] $adapter.Name
            description = [string] $adapter.InterfaceDescription
            index       = [int] $adapter.ifIndex
            status      = [string] $adapter.Status
            mac         = [string] $adapter.MacAddress
            linkSpeed   = Get-EflowProperty -InputObject $adapter -Name 'LinkSpeed'
            virtual     = Get-EflowProperty -InputObject $adapter -Name 'Virtual' -Type ([bool])
        }
    }
    return , @($adapters)
}
