function Get-HostNatMappingsFact {
    <#
        .SYNOPSIS
            The ports of the host that a NAT network hands on.
    #>
    [CmdletBinding()]
    param ()

    $mappings = foreach ($mapping in @(Get-NetNatStaticMapping -ErrorAction Stop)) {
        @{
            natName         = [string] $mapping.NatName
            protocol        = Get-EflowProperty -InputObject $mapping -Name 'Protocol' -Type ([int])
            externalAddress = Get-EflowProperty -InputObject $mapping -Name 'ExternalIPAddress'
            externalPort    = [int] $mapping.ExternalPort
            internalAddress = Get-EflowProperty -InputObject $mapping -Name 'InternalIPAddress'
            internalPort    = [int] $mapping.InternalPort
        }
    }
    return , @($mappings)
}
