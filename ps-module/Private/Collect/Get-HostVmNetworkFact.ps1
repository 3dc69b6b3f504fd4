function Get-HostVmNetworkFact {
    <#
        .SYNOPSIS
            The networks that EFLOW knows.
    #>
    [CmdletBinding()]
    param ()

    $networks = foreach ($network in @(Read-EflowCmdlet -Name 'Get-EflowNetwork')) {
        @{
            name       = [string] $network.Name
            allocation = Get-EflowProperty -InputObject $network -Name 'AllocationMethod'
            cidr       = Get-EflowProperty -InputObject $network -Name 'Cidr'
            type       = Get-EflowProperty -InputObject $network -Name 'Type'
        }
    }
    return , @($networks)
}
