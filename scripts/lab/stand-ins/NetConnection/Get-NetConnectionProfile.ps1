enum NetworkCategory { Public = 0; Private = 1; DomainAuthenticated = 2 }
enum Connectivity { Disconnected = 0; NoTraffic = 1; Subnet = 2; LocalNetwork = 3; Internet = 4 }

# MSFT_NetConnectionProfile. A network without a gateway of its own, as behind the host's own adapter on an internal
# switch, is an unidentified one and therefore Public.
function Get-NetConnectionProfile {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [string[]] $Name,

        [Alias('ifAlias')]
        [string[]] $InterfaceAlias,

        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [NetworkCategory[]] $NetworkCategory,

        [Connectivity[]] $IPv4Connectivity,

        [Connectivity[]] $IPv6Connectivity,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $withGateway = @(Read-LabJson -ArgumentList @('ip', '-j', '-4', 'route', 'show', 'default') | ForEach-Object { $_.dev })
        $links = @(Get-HostLink | Where-Object { $_.Link -ne 'lo' -and $_.Entry.operstate -ne 'DOWN' })
        $seen = @($links | ForEach-Object { ConvertTo-ConnectionProfile -Link $_ -HasGateway ($withGateway -contains $_.Link) })
        $new = { New-ConnectionProfileObject }
        $all = @(Complete-WindowsResult -Command 'Get-NetConnectionProfile' -InputObject $seen -New $new)
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetConnectionProfile' -InputObject $all
    }
}

function New-ConnectionProfileObject {
    $property = [ordered]@{
        Name             = Get-WindowsText -Key 'UnidentifiedNetwork'
        InterfaceAlias   = ''
        InterfaceIndex   = [uint32] 0
        NetworkCategory  = [NetworkCategory]::Public
        IPv4Connectivity = [Connectivity]::NoTraffic
        IPv6Connectivity = [Connectivity]::NoTraffic
    }
    New-CimObject -ClassName 'MSFT_NetConnectionProfile' -Property $property
}

function ConvertTo-ConnectionProfile {
    param([object] $Link, [bool] $HasGateway)

    $object = New-ConnectionProfileObject
    $object.InterfaceAlias = $Link.Name
    $object.InterfaceIndex = $Link.Index
    if ($HasGateway) {
        $object.Name = Get-WindowsText -Key 'Network'
        $object.NetworkCategory = [NetworkCategory]::Private
        $object.IPv4Connectivity = [Connectivity]::Internet
    }
    $object
}
