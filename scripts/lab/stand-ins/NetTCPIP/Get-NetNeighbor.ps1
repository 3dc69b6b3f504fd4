function Get-NetNeighbor {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [string[]] $IPAddress,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifAlias')]
        [string[]] $InterfaceAlias,

        [string[]] $LinkLayerAddress,

        [NeighborState[]] $State,

        [AddressFamily[]] $AddressFamily,

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
        $seen = @(Read-LabJson -ArgumentList @('ip', '-j', 'neigh', 'show') | ForEach-Object {
                ConvertTo-NetNeighbor -Entry $_ -Link $links
            })
        $all = @(Complete-WindowsResult -Command 'Get-NetNeighbor' -InputObject $seen -New { New-NetNeighborObject })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetNeighbor' -InputObject $all
    }
}

function New-NetNeighborObject {
    $property = [ordered]@{
        IPAddress        = ''
        InterfaceIndex   = [uint32] 0
        InterfaceAlias   = ''
        LinkLayerAddress = '00-00-00-00-00-00'
        State            = [NeighborState]::Unreachable
        AddressFamily    = [AddressFamily]::IPv4
        Store            = [Store]::ActiveStore
    }
    Add-InterfaceAlias -InputObject (New-CimObject -ClassName 'MSFT_NetNeighbor' -Property $property)
}

# Linux' NUD state -> that of Windows; both follow RFC 4861.
$script:neighborStates = @{
    REACHABLE = [NeighborState]::Reachable; STALE = [NeighborState]::Stale; DELAY = [NeighborState]::Delay
    PROBE = [NeighborState]::Probe; INCOMPLETE = [NeighborState]::Incomplete; FAILED = [NeighborState]::Unreachable
    PERMANENT = [NeighborState]::Permanent; NOARP = [NeighborState]::Permanent
}

function ConvertTo-NetNeighbor {
    param([object] $Entry, [object[]] $Link)

    foreach ($one in @($Link | Where-Object { $_.Link -eq $Entry.dev })) {
        $object = New-NetNeighborObject
        $object.IPAddress = $Entry.dst
        $object.InterfaceIndex = $one.Index
        $object.InterfaceAlias = $one.Name
        if ($Entry.dst.IndexOf(':') -ge 0) {
            $object.AddressFamily = [AddressFamily]::IPv6
        }
        $address = Get-OptionalProperty -InputObject $Entry -Name 'lladdr'
        if ($null -ne $address) {
            $object.LinkLayerAddress = $address.ToUpperInvariant().Replace(':', '-')
        }
        $states = @(Get-OptionalProperty -InputObject $Entry -Name 'state' -Default @('STALE'))
        $object.State = $script:neighborStates[[string] $states[0]]
        $object
    }
}
