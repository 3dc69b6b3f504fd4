function Get-HostNatFact {
    <#
        .SYNOPSIS
            The NAT networks of Windows.
    #>
    [CmdletBinding()]
    param ()

    $nats = foreach ($nat in @(Get-NetNat -ErrorAction Stop)) {
        @{
            name           = [string] $nat.Name
            internalPrefix = [string] $nat.InternalIPInterfaceAddressPrefix
            active         = Get-EflowProperty -InputObject $nat -Name 'Active' -Type ([bool])
        }
    }
    return , @($nats)
}
