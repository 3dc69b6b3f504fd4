function Get-NetRoute {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [string[]] $DestinationPrefix,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifAlias')]
        [string[]] $InterfaceAlias,

        [string[]] $NextHop,

        [AddressFamily[]] $AddressFamily,

        [Publish[]] $Publish,

        [uint16[]] $RouteMetric,

        [RouteProtocol[]] $Protocol,

        [uint32[]] $CompartmentId,

        [timespan[]] $ValidLifetime,

        [timespan[]] $PreferredLifetime,

        [object] $AssociatedIPInterface,

        [string] $PolicyStore,

        [switch] $IncludeAllCompartments,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed @('CimSession', 'AsJob', 'PolicyStore', 'AssociatedIPInterface')
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $links = @(Get-HostLink)
        $seen = @(Get-HostRoute -Link $links) + @($links | ForEach-Object { Get-AddressRoute -Link $_ })
        $all = @(Complete-WindowsResult -Command 'Get-NetRoute' -InputObject $seen -New { New-NetRouteObject })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetRoute' -InputObject $all
    }
}

function New-NetRouteObject {
    $property = [ordered]@{
        DestinationPrefix = ''
        NextHop           = '0.0.0.0'
        RouteMetric       = [uint16] 256
        InterfaceMetric   = [uint32] 25
        InterfaceIndex    = [uint32] 0
        InterfaceAlias    = ''
        AddressFamily     = [AddressFamily]::IPv4
        Protocol          = [RouteProtocol]::NetMgmt
        Publish           = [Publish]::No
        State             = 'Alive'
        Store             = [Store]::ActiveStore
        CompartmentId     = [uint32] 1
        IsStatic          = $null
        TypeOfRoute       = [uint16] 3
        ValidLifetime     = [timespan]::MaxValue
        PreferredLifetime = [timespan]::MaxValue
    }
    Add-InterfaceAlias -InputObject (New-CimObject -ClassName 'MSFT_NetRoute' -Property $property)
}

function Get-HostRoute {
    param([object[]] $Link)

    foreach ($family in @('-4', '-6')) {
        foreach ($entry in (Read-LabJson -ArgumentList @('ip', '-j', $family, 'route', 'show'))) {
            $device = Get-OptionalProperty -InputObject $entry -Name 'dev'
            foreach ($one in @($Link | Where-Object { $_.Link -eq $device })) {
                ConvertTo-NetRoute -Entry $entry -Link $one -IsIPv6 ($family -eq '-6')
            }
        }
    }
}

function ConvertTo-NetRoute {
    param([object] $Entry, [object] $Link, [bool] $IsIPv6)

    $object = New-NetRouteObject
    $object.InterfaceIndex = $Link.Index
    $object.InterfaceAlias = $Link.Name
    $length = 32
    $anywhere = '0.0.0.0/0'
    if ($IsIPv6) {
        $object.AddressFamily = [AddressFamily]::IPv6
        $object.NextHop = '::'
        $length = 128
        $anywhere = '::/0'
    }
    $object.DestinationPrefix = $Entry.dst
    if ($Entry.dst -eq 'default') {
        $object.DestinationPrefix = $anywhere
        $object.RouteMetric = 0
    }
    elseif ($Entry.dst.IndexOf('/') -lt 0) {
        $object.DestinationPrefix = "$($Entry.dst)/$length"
    }
    $gateway = Get-OptionalProperty -InputObject $Entry -Name 'gateway'
    if ($null -ne $gateway) {
        $object.NextHop = $gateway
    }
    $metric = Get-OptionalProperty -InputObject $Entry -Name 'metric'
    if ($null -ne $metric) {
        $object.RouteMetric = [uint16] [math]::Min([long] $metric, 65535)
    }
    if ((Get-OptionalProperty -InputObject $Entry -Name 'protocol') -eq 'kernel') {
        $object.Protocol = [RouteProtocol]::Local
    }
    $object
}

# Windows shows the routes to its own addresses in the same table.
function Get-AddressRoute {
    param([object] $Link)

    foreach ($one in @($Link.Entry.addr_info | Where-Object { $_.family -eq 'inet' })) {
        $object = New-NetRouteObject
        $object.DestinationPrefix = "$($one.local)/32"
        $object.InterfaceIndex = $Link.Index
        $object.InterfaceAlias = $Link.Name
        $object.Protocol = [RouteProtocol]::Local
        $object
    }
}
