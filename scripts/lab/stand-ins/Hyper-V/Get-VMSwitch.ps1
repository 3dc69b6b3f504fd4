# Microsoft.HyperV.PowerShell.VMSwitchType, VMState, OnOffState.
enum VMSwitchType { Private = 0; Internal = 1; External = 2 }
enum VMState { Other = 1; Running = 2; Off = 3; Stopping = 4; Saved = 6; Paused = 9; Starting = 10 }
enum OnOffState { On = 0; Off = 1 }

function Get-VMSwitch {
    [CmdletBinding(DefaultParameterSetName = 'Name')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Name', ValueFromPipeline = $true)]
        [Alias('SwitchName')]
        [string] $Name,

        [Parameter(Position = 0, ParameterSetName = 'Id')]
        [Alias('SwitchId')]
        [guid[]] $Id,

        [Parameter(Position = 1)]
        [string[]] $ResourcePoolName,

        [VMSwitchType[]] $SwitchType,

        [object[]] $CimSession,

        [string[]] $ComputerName,

        [pscredential[]] $Credential
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed @('CimSession', 'ComputerName', 'Credential', 'ResourcePoolName')
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $all = @(Complete-WindowsResult -Command 'Get-VMSwitch' -InputObject @(Get-HostSwitch) -New { New-VMSwitchObject })
        if ($PSBoundParameters.ContainsKey('SwitchType')) {
            $all = @($all | Where-Object { $SwitchType -contains $_.SwitchType })
        }
        if ($PSBoundParameters.ContainsKey('Id')) {
            return $all | Where-Object { $Id -contains $_.Id }
        }
        if (-not $Name) {
            return $all
        }
        $found = @($all | Where-Object { $_.Name -like $Name })
        if ($found.Count -eq 0 -and -not [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($Name)) {
            Write-HyperVNotFound -Cmdlet $PSCmdlet -Key 'NoVirtualSwitch' -Name $Name
        }
        $found
    }
}

function New-VMSwitchObject {
    New-WindowsObject -TypeName 'Microsoft.HyperV.PowerShell.VMSwitch' -Property ([ordered]@{
            Name                            = ''
            Id                              = [guid]::Empty
            SwitchType                      = [VMSwitchType]::Internal
            AllowManagementOS               = $true
            Notes                           = ''
            NetAdapterInterfaceDescription  = $null
            NetAdapterInterfaceDescriptions = $null
            NetAdapterInterfaceGuid         = $null
            EmbeddedTeamingEnabled          = $false
            IovEnabled                      = $false
            BandwidthReservationMode        = 'Absolute'
            ComputerName                    = [Environment]::MachineName
            IsDeleted                       = $false
        })
}

# The type of the Default Switch is Internal (how-to-configure-iot-edge-for-linux-on-windows-networking.md shows the list).
function Get-HostSwitch {
    $hostState = (Get-LabState).host
    $object = New-VMSwitchObject
    $object.Name = Get-SwitchDisplayName
    $object.Id = [guid] $hostState.switchId
    if ($hostState.switchType -eq 'External') {
        $object.SwitchType = [VMSwitchType]::External
        $uplink = @(Get-HostLink | Where-Object { $_.Link -eq $hostState.uplinkName })
        if ($uplink.Count -gt 0) {
            $mac = ([string] $uplink[0].Entry.address).Replace(':', '').ToUpperInvariant()
            $object.NetAdapterInterfaceDescription = $uplink[0].Description
            $object.NetAdapterInterfaceDescriptions = @($uplink[0].Description)
            $object.NetAdapterInterfaceGuid = @([guid] "00000000-0000-0000-0000-$mac")
        }
    }
    elseif ($hostState.switchType -eq 'Private') {
        $object.SwitchType = [VMSwitchType]::Private
    }
    $object
}

function Write-HyperVNotFound {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $Key, [string] $Name)

    $exception = [System.ArgumentException]::new((Get-WindowsText -Key $Key -Argument @($Name)))
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($exception, 'InvalidParameter', 'InvalidArgument', $Name))
}
