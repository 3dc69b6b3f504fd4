function Get-HostVpnConnectionsFact {
    <#
        .SYNOPSIS
            The VPN connections that Windows itself knows, of all users and of this one. The VPN programs of others show among
            adapters and routes.
    #>
    [CmdletBinding()]
    param ()

    $connections = foreach ($forAll in $true, $false) {
        foreach ($connection in @(Get-VpnConnection -AllUserConnection:$forAll -ErrorAction Stop)) {
            @{
                name           = [string] $connection.Name
                splitTunneling = Get-EflowProperty -InputObject $connection -Name 'SplitTunneling' -Type ([bool])
                allUsers       = $forAll
            }
        }
    }
    return , @($connections)
}
