function Get-NetIPInterface {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [Alias('ifAlias')]
        [string[]] $InterfaceAlias,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [AddressFamily[]] $AddressFamily,

        [Switched[]] $Forwarding,

        [Switched[]] $Advertising,

        [uint32[]] $InterfaceMetric,

        [Switched[]] $NeighborUnreachabilityDetection,

        [RouterDiscovery[]] $RouterDiscovery,

        [Switched[]] $WeakHostSend,

        [Switched[]] $WeakHostReceive,

        [Switched[]] $IgnoreDefaultRoutes,

        [Switched[]] $Dhcp,

        [ConnectionState[]] $ConnectionState,

        [Switched[]] $AutomaticMetric,

        [uint32[]] $CompartmentId,

        [Parameter(ValueFromPipeline = $true)]
        [object] $AssociatedAdapter,

        [string] $PolicyStore,

        [switch] $IncludeAllCompartments,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed @('CimSession', 'AsJob', 'PolicyStore')
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Get-HostLink | ForEach-Object { Get-LinkIPInterface -Link $_ })
        $all = @(Complete-WindowsResult -Command 'Get-NetIPInterface' -InputObject $seen -New { New-NetIPInterfaceObject })
        if ($null -ne $AssociatedAdapter) {
            $all = @($all | Where-Object { $_.InterfaceIndex -eq $AssociatedAdapter.InterfaceIndex })
        }
        $except = @('AssociatedAdapter')
        if ($null -ne $AssociatedAdapter) {
            # From the pipeline the adapter's own properties bind by name as well.
            $except += @('InterfaceAlias', 'InterfaceIndex')
        }
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetIPInterface' -InputObject $all -Except $except
    }
}

function New-NetIPInterfaceObject {
    $property = [ordered]@{
        InterfaceIndex                  = [uint32] 0
        InterfaceAlias                  = ''
        CompartmentId                   = [uint32] 1
        AddressFamily                   = [AddressFamily]::IPv4
        Forwarding                      = [Switched]::Disabled
        Advertising                     = [Switched]::Disabled
        NlMtu                           = [uint32] 1500
        AutomaticMetric                 = [Switched]::Enabled
        InterfaceMetric                 = [uint32] 25
        NeighborUnreachabilityDetection = [Switched]::Enabled
        RouterDiscovery                 = [RouterDiscovery]::ControlledByDHCP
        WeakHostSend                    = [Switched]::Disabled
        WeakHostReceive                 = [Switched]::Disabled
        IgnoreDefaultRoutes             = [Switched]::Disabled
        Dhcp                            = [Switched]::Disabled
        ConnectionState                 = [ConnectionState]::Connected
        Store                           = [Store]::ActiveStore
    }
    Add-InterfaceAlias -InputObject (New-CimObject -ClassName 'MSFT_NetIPInterface' -Property $property)
}

function Get-LinkIPInterface {
    param([object] $Link)

    foreach ($family in @('ipv4', 'ipv6')) {
        $object = New-NetIPInterfaceObject
        $object.InterfaceIndex = $Link.Index
        $object.InterfaceAlias = $Link.Name
        if ($family -eq 'ipv6') {
            $object.AddressFamily = [AddressFamily]::IPv6
        }
        $object.NlMtu = [uint32] [math]::Min([long] $Link.Entry.mtu, [uint32]::MaxValue)
        $path = "/proc/sys/net/$family/conf/$($Link.Link)/forwarding"
        if ([System.IO.File]::Exists($path) -and [System.IO.File]::ReadAllText($path).Trim() -eq '1') {
            $object.Forwarding = [Switched]::Enabled
        }
        if ($Link.Entry.operstate -eq 'DOWN') {
            $object.ConnectionState = [ConnectionState]::Disconnected
        }
        $addresses = @($Link.Entry.addr_info | Where-Object { Get-OptionalProperty -InputObject $_ -Name 'dynamic' })
        if ($addresses.Count -gt 0) {
            $object.Dhcp = [Switched]::Enabled
        }
        $object
    }
}
