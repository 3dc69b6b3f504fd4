function Get-HostAdaptersFact {
    <#
        .SYNOPSIS
            The host's network adapters, their state and kind by number.
    #>
    [CmdletBinding()]
    param ()

    $adapters = foreach ($adapter in @(Get-NetAdapter -ErrorAction Stop)) {
        @{
            name              = [string] $adapter.Name
            description       = [string] $adapter.InterfaceDescription
            index             = [int] $adapter.ifIndex
            status            = [string] $adapter.Status
            mac               = [string] $adapter.MacAddress
            linkSpeed         = Get-EflowProperty -InputObject $adapter -Name 'LinkSpeed'
            virtual           = Get-EflowProperty -InputObject $adapter -Name 'Virtual' -Type ([bool])
            hardware          = Get-EflowProperty -InputObject $adapter -Name 'HardwareInterface' -Type ([bool])
            adminStatus       = Get-EflowProperty -InputObject $adapter -Name 'InterfaceAdminStatus' -Type ([int])
            operationalStatus = Get-EflowProperty -InputObject $adapter -Name 'InterfaceOperationalStatus' -Type ([int])
            mediaState        = Get-EflowProperty -InputObject $adapter -Name 'MediaConnectState' -Type ([int])
            interfaceType     = Get-EflowProperty -InputObject $adapter -Name 'InterfaceType' -Type ([int])
            physicalMedium    = Get-EflowProperty -InputObject $adapter -Name 'NdisPhysicalMedium' -Type ([int])
        }
    }
    return , @($adapters)
}
