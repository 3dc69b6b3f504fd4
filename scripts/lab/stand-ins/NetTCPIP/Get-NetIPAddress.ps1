function Get-NetIPAddress {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [Alias('LocalAddress')]
        [string[]] $IPAddress,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifAlias')]
        [string[]] $InterfaceAlias,

        [AddressFamily[]] $AddressFamily,

        [AddressType[]] $Type,

        [byte[]] $PrefixLength,

        [PrefixOrigin[]] $PrefixOrigin,

        [SuffixOrigin[]] $SuffixOrigin,

        [AddressState[]] $AddressState,

        [timespan[]] $ValidLifetime,

        [timespan[]] $PreferredLifetime,

        [bool[]] $SkipAsSource,

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
        $seen = @(Get-HostLink | ForEach-Object { Get-LinkAddress -Link $_ })
        $all = @(Complete-WindowsResult -Command 'Get-NetIPAddress' -InputObject $seen -New { New-NetIPAddressObject })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetIPAddress' -InputObject $all
    }
}

function New-NetIPAddressObject {
    $property = [ordered]@{
        IPAddress         = ''
        InterfaceIndex    = [uint32] 0
        InterfaceAlias    = ''
        AddressFamily     = [AddressFamily]::IPv4
        Type              = [AddressType]::Unicast
        PrefixLength      = [byte] 0
        PrefixOrigin      = [PrefixOrigin]::Manual
        SuffixOrigin      = [SuffixOrigin]::Manual
        AddressState      = [AddressState]::Preferred
        ValidLifetime     = [timespan]::MaxValue
        PreferredLifetime = [timespan]::MaxValue
        SkipAsSource      = $false
        PolicyStore       = 'ActiveStore'
        Store             = [Store]::ActiveStore
    }
    Add-InterfaceAlias -InputObject (New-CimObject -ClassName 'MSFT_NetIPAddress' -Property $property)
}

function Get-LinkAddress {
    param([object] $Link)

    foreach ($one in @($Link.Entry.addr_info)) {
        $object = New-NetIPAddressObject
        $object.IPAddress = $one.local
        $object.InterfaceIndex = $Link.Index
        $object.InterfaceAlias = $Link.Name
        $object.PrefixLength = [byte] $one.prefixlen
        if ($one.family -eq 'inet6') {
            $object.AddressFamily = [AddressFamily]::IPv6
        }
        if ($one.local -like 'fe80:*') {
            # Windows writes the zone with a link-local address.
            $object.IPAddress = "$($one.local)%$($Link.Index)"
        }
        Set-AddressOrigin -Object $object -Entry $one
        $object.ValidLifetime = ConvertTo-Lifetime -Seconds $one.valid_life_time
        $object.PreferredLifetime = ConvertTo-Lifetime -Seconds $one.preferred_life_time
        if ((Get-OptionalProperty -InputObject $one -Name 'tentative') -or $Link.Entry.operstate -eq 'DOWN') {
            $object.AddressState = [AddressState]::Tentative
        }
        if (Get-OptionalProperty -InputObject $one -Name 'dadfailed') {
            $object.AddressState = [AddressState]::Duplicate
        }
        $object
    }
}

# An address that Windows gave itself (169.254.0.0/16, fe80::/10) is WellKnown with the suffix made for the link.
function Set-AddressOrigin {
    param([object] $Object, [object] $Entry)

    if ($Entry.local -like '169.254.*' -or $Entry.local -like 'fe80:*') {
        $Object.PrefixOrigin = [PrefixOrigin]::WellKnown
        $Object.SuffixOrigin = [SuffixOrigin]::Link
    }
    elseif ($Entry.scope -eq 'host') {
        $Object.PrefixOrigin = [PrefixOrigin]::WellKnown
        $Object.SuffixOrigin = [SuffixOrigin]::WellKnown
    }
    elseif (Get-OptionalProperty -InputObject $Entry -Name 'dynamic') {
        $Object.PrefixOrigin = [PrefixOrigin]::Dhcp
        $Object.SuffixOrigin = [SuffixOrigin]::Dhcp
    }
}

function ConvertTo-Lifetime {
    param([long] $Seconds)

    # 2^32 - 1 is for ever on either system.
    if ($Seconds -ge 4294967295) {
        return [timespan]::MaxValue
    }
    [timespan]::FromSeconds($Seconds)
}
