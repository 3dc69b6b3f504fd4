function Get-HostNeighboursFact {
    <#
        .SYNOPSIS
            The host's IPv4 neighbour table.
    #>
    [CmdletBinding()]
    param ()

    $neighbours = foreach ($neighbour in @(Get-NetNeighbor -AddressFamily 'IPv4' -ErrorAction Stop)) {
        @{
            address        = [string] $neighbour.IPAddress
            mac            = [string] $neighbour.LinkLayerAddress
            interfaceIndex = [int] $neighbour.InterfaceIndex
            state          = [string] $neighbour.State
        }
    }
    return , @($neighbours)
}
