function Get-VMNetworkAdapter {
    [CmdletBinding(DefaultParameterSetName = 'VMName')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'VMName')]
        [string[]] $VMName,

        [Parameter(Mandatory = $true, ParameterSetName = 'ManagementOS')]
        [switch] $ManagementOS,

        [Parameter(Mandatory = $true, ParameterSetName = 'All')]
        [switch] $All,

        [Parameter(Mandatory = $true, ParameterSetName = 'VM', ValueFromPipeline = $true)]
        [object[]] $VM,

        [Alias('VMNetworkAdapterName')]
        [string] $Name,

        [Parameter(ParameterSetName = 'ManagementOS')]
        [string] $SwitchName,

        [bool] $IsLegacy,

        [object[]] $CimSession,

        [string[]] $ComputerName,

        [pscredential[]] $Credential
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed @('CimSession', 'ComputerName', 'Credential', 'IsLegacy')
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Get-ManagementAdapter) + @(Get-ServerMachineAdapter)
        $new = { New-VMNetworkAdapterObject }
        $found = @(Complete-WindowsResult -Command 'Get-VMNetworkAdapter' -InputObject $seen -New $new)
        if ($ManagementOS) {
            $found = @($found | Where-Object { $_.IsManagementOs -and (-not $SwitchName -or $_.SwitchName -eq $SwitchName) })
        }
        elseif (-not $All) {
            $wanted = @($VMName)
            if ($PSBoundParameters.ContainsKey('VM')) {
                $wanted = @($VM | ForEach-Object { $_.Name })
            }
            $null = Get-VM -Name $wanted
            $found = @($found | Where-Object { -not $_.IsManagementOs -and $wanted -contains $_.VMName })
        }
        $found | Where-Object { -not $Name -or $_.Name -like $Name }
    }
}

function New-VMNetworkAdapterObject {
    New-WindowsObject -TypeName 'Microsoft.HyperV.PowerShell.VMNetworkAdapter' -Property ([ordered]@{
            Name               = ''
            VMName             = $null
            IsManagementOs     = $false
            SwitchName         = ''
            SwitchId           = [guid]::Empty
            MacAddress         = ''
            MacAddressSpoofing = [OnOffState]::Off
            AllowTeaming       = [OnOffState]::Off
            DhcpGuard          = [OnOffState]::Off
            RouterGuard        = [OnOffState]::Off
            Connected          = $true
            Status             = @('Ok')
            IPAddresses        = @()
        })
}

# The host's own adapter of the VM's switch.
function Get-ManagementAdapter {
    foreach ($link in @(Get-HostLink | Where-Object { Test-IsHostSwitchLink -Entry $_.Entry })) {
        $object = New-VMNetworkAdapterObject
        $object.Name = Get-SwitchDisplayName
        $object.IsManagementOs = $true
        $object.SwitchName = Get-SwitchDisplayName
        $object.SwitchId = [guid] (Get-LabState).host.switchId
        $object.MacAddress = ([string] $link.Entry.address).Replace(':', '').ToUpperInvariant()
        $object.IPAddresses = @($link.Entry.addr_info | ForEach-Object { $_.local })
        $object
    }
}

function Get-ServerMachineAdapter {
    foreach ($machine in @(Get-ServerMachine)) {
        $object = New-VMNetworkAdapterObject
        $object.Name = "$($machine.Name)Interface"
        $object.VMName = $machine.Name
        $object.SwitchName = Get-SwitchDisplayName
        $object.SwitchId = [guid] (Get-LabState).host.switchId
        $object.MacAddress = (Get-LabState).guest.macAddress.Replace(':', '').ToUpperInvariant()
        $object
    }
}
