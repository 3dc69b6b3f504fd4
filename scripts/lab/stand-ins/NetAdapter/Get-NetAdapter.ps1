enum OperationalStatus { Up = 1; Down = 2; Testing = 3; Unknown = 4; Dormant = 5; NotPresent = 6; LowerLayerDown = 7 }
enum MediaConnectState { Unknown = 0; Connected = 1; Disconnected = 2 }

function Get-NetAdapter {
    [CmdletBinding(PositionalBinding = $false, DefaultParameterSetName = 'ByName')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'ByName', ValueFromPipelineByPropertyName = $true)]
        [Alias('ifAlias', 'InterfaceAlias')]
        [string[]] $Name,

        [Parameter(Mandatory = $true, ParameterSetName = 'ByInstanceID')]
        [Alias('ifDesc', 'InstanceID')]
        [string[]] $InterfaceDescription,

        [Parameter(Mandatory = $true, ParameterSetName = 'ByIfIndex')]
        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [switch] $IncludeHidden,

        [switch] $Physical,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Get-HostLink | Where-Object { $_.Link -ne 'lo' } | ForEach-Object { ConvertTo-NetAdapter -Link $_ })
        $all = @(Complete-WindowsResult -Command 'Get-NetAdapter' -InputObject $seen -New { New-NetAdapterObject })
        if ($Physical) {
            $all = @($all | Where-Object { $_.HardwareInterface })
        }
        if (-not $IncludeHidden) {
            $all = @($all | Where-Object { -not $_.Hidden })
        }
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetAdapter' -InputObject $all
    }
}

# MSFT_NetAdapter (netadaptercimprov). Status, LinkSpeed, MacAddress and MediaConnectionState come from the module's type
# file: the first is a word in English whatever the display language.
function New-NetAdapterObject {
    $property = [ordered]@{
        Name                            = ''
        InterfaceAlias                  = ''
        InterfaceDescription            = ''
        InterfaceIndex                  = [uint32] 0
        InterfaceGuid                   = ''
        Status                          = 'Up'
        AdminStatus                     = [OperationalStatus]::Up
        MacAddress                      = ''
        PermanentAddress                = ''
        LinkSpeed                       = '1 Gbps'
        Speed                           = [uint64] 1000000000
        FullDuplex                      = $true
        MediaConnectionState            = [MediaConnectState]::Connected
        MediaConnectState               = [uint32] 1
        ConnectorPresent                = $true
        Virtual                         = $false
        HardwareInterface               = $true
        Hidden                          = $false
        MediaType                       = '802.3'
        PhysicalMediaType               = '802.3'
        NdisPhysicalMedium              = [uint32] 14
        InterfaceType                   = [uint32] 6
        InterfaceOperationalStatus      = [uint32] 1
        InterfaceAdminStatus            = [uint32] 1
        MtuSize                         = [uint32] 1500
        ActiveMaximumTransmissionUnit   = [uint64] 1500
        VlanID                          = $null
        DriverDescription               = ''
        DeviceID                        = ''
    }
    Add-InterfaceAlias -InputObject (New-CimObject -ClassName 'MSFT_NetAdapter' -Property $property) -AliasOf 'Name'
}

function ConvertTo-NetAdapter {
    param([object] $Link)

    $object = New-NetAdapterObject
    $object.Name = $Link.Name
    $object.InterfaceAlias = $Link.Name
    $object.InterfaceDescription = $Link.Description
    $object.DriverDescription = $Link.Description
    $object.InterfaceIndex = $Link.Index
    $address = [string] (Get-OptionalProperty -InputObject $Link.Entry -Name 'address')
    $object.MacAddress = $address.ToUpperInvariant().Replace(':', '-')
    $object.PermanentAddress = $address.ToUpperInvariant().Replace(':', '')
    # Stable for a lab's adapter, unlike the index.
    $object.InterfaceGuid = "{00000000-0000-0000-0000-$($object.PermanentAddress.PadLeft(12, '0'))}"
    $object.DeviceID = $object.InterfaceGuid
    $object.MtuSize = [uint32] $Link.Entry.mtu
    $object.ActiveMaximumTransmissionUnit = [uint64] $Link.Entry.mtu
    if ($Link.IsVirtual) {
        $object.Virtual = $true
        $object.HardwareInterface = $false
        $object.ConnectorPresent = $false
        $object.LinkSpeed = '10 Gbps'
        $object.Speed = [uint64] 10000000000
        $object.PhysicalMediaType = 'Unspecified'
        $object.NdisPhysicalMedium = [uint32] 0
    }
    if (@($Link.Entry.flags) -notcontains 'UP') {
        Set-AdapterDown -Object $object -Status 'Disabled'
        $object.AdminStatus = [OperationalStatus]::Down
        $object.InterfaceAdminStatus = [uint32] 2
    }
    elseif (@($Link.Entry.flags) -contains 'NO-CARRIER') {
        Set-AdapterDown -Object $object -Status 'Disconnected'
    }
    $object
}

function Set-AdapterDown {
    param([object] $Object, [string] $Status)

    $Object.Status = $Status
    $Object.MediaConnectionState = [MediaConnectState]::Disconnected
    $Object.MediaConnectState = [uint32] 2
    $Object.InterfaceOperationalStatus = [uint32] 2
    $Object.LinkSpeed = '0 bps'
    $Object.Speed = [uint64] 0
}
