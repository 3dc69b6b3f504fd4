enum NatStore { Local = 0; Cluster = 1 }
enum FilteringBehavior { EndpointIndepedentFiltering = 0; AddressDependentFiltering = 1 }

# The Default Switch translates through ICS and shows nothing here (microsoft/WSL#8213; that is normal, not a fault). On an
# internal switch it is the administrator's New-NetNat; the lab's host translates by iptables, one object for each prefix.
function Get-NetNat {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0)]
        [string[]] $Name,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Get-HostTranslation)
        $all = @(Complete-WindowsResult -Command 'Get-NetNat' -InputObject $seen -New { New-NetNatObject })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetNat' -InputObject $all
    }
}

# Azure/iotedge-eflow#123 shows the whole object.
function New-NetNatObject {
    $property = [ordered]@{
        Name                             = ''
        ExternalIPInterfaceAddressPrefix = ''
        InternalIPInterfaceAddressPrefix = ''
        IcmpQueryTimeout                 = [uint32] 30
        TcpEstablishedConnectionTimeout  = [uint32] 1800
        TcpTransientConnectionTimeout    = [uint32] 120
        TcpFilteringBehavior             = [FilteringBehavior]::AddressDependentFiltering
        UdpFilteringBehavior             = [FilteringBehavior]::AddressDependentFiltering
        UdpIdleSessionTimeout            = [uint32] 120
        UdpInboundRefresh                = $false
        Store                            = [NatStore]::Local
        Active                           = $true
    }
    New-CimObject -ClassName 'MSFT_NetNat' -Property $property
}

function Get-HostTranslation {
    if (Test-IsDefaultSwitch) {
        return
    }
    $rules = (Read-LabText -ArgumentList @('iptables-save', '-t', 'nat')).Split("`n")
    $prefixes = @($rules | ForEach-Object {
            [regex]::Match($_, '^-A POSTROUTING .*-s (\S+) .*-j (?:MASQUERADE|SNAT)').Groups[1].Value
        } | Where-Object { $_ } | Select-Object -Unique)
    for ($index = 0; $index -lt $prefixes.Count; $index++) {
        $object = New-NetNatObject
        # eflowAutoDeploy.ps1 calls it "<switch>-NAT", the documentation "<switch>".
        $object.Name = "$(Get-SwitchDisplayName)-NAT"
        if ($index -gt 0) {
            $object.Name += "-$index"
        }
        $object.InternalIPInterfaceAddressPrefix = $prefixes[$index]
        $object
    }
}
