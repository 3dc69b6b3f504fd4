function Get-HostNetworkProfilesFact {
    <#
        .SYNOPSIS
            Which profile of the firewall holds on which interface, by number.
    #>
    [CmdletBinding()]
    param ()

    $profiles = foreach ($network in @(Get-NetConnectionProfile -ErrorAction Stop)) {
        @{
            interfaceIndex = [int] $network.InterfaceIndex
            interfaceAlias = [string] $network.InterfaceAlias
            category       = [int] $network.NetworkCategory
        }
    }
    return , @($profiles)
}
