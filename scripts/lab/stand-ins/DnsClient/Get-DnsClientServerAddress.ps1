enum AddressFamily { IPv4 = 2; IPv6 = 23 }

function Get-DnsClientServerAddress {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [Alias('ifAlias')]
        [string[]] $InterfaceAlias,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('ifIndex')]
        [uint32[]] $InterfaceIndex,

        [Alias('Family')]
        [AddressFamily[]] $AddressFamily,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Get-HostLink | ForEach-Object { Get-LinkServerAddress -Link $_ })
        $new = { New-ServerAddressObject }
        $all = @(Complete-WindowsResult -Command 'Get-DnsClientServerAddress' -InputObject $seen -New $new)
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_DNSClientServerAddress' -InputObject $all
    }
}

function New-ServerAddressObject {
    $object = New-CimObject -ClassName 'MSFT_DNSClientServerAddress' -Property ([ordered]@{
            InterfaceAlias = ''; InterfaceIndex = [uint32] 0; AddressFamily = [AddressFamily]::IPv4; ServerAddresses = @()
        })
    $object.PSObject.Members.Add([System.Management.Automation.PSAliasProperty]::new('Address', 'ServerAddresses'))
    $object
}

# Two objects a link, one a family. Where no IPv6 server is set Windows answers with the three site-local addresses that it
# once had as well-known ones (RFC 3879 took them back): they are no configuration of this host.
function Get-LinkServerAddress {
    param([object] $Link)

    foreach ($family in @([AddressFamily]::IPv4, [AddressFamily]::IPv6)) {
        $object = New-ServerAddressObject
        $object.InterfaceAlias = $Link.Name
        $object.InterfaceIndex = $Link.Index
        $object.AddressFamily = $family
        if ($family -eq [AddressFamily]::IPv4) {
            $object.ServerAddresses = @(Get-HostDnsServer -LinkName $Link.Link)
        }
        else {
            $object.ServerAddresses = @('fec0:0:0:ffff::1', 'fec0:0:0:ffff::2', 'fec0:0:0:ffff::3')
        }
        $object
    }
}

# Linux keeps no list of servers a link: windows.json has one (dnsServers: link -> addresses), else the link with the host's
# default route has those that the lab names, else its gateway.
function Get-HostDnsServer {
    param([string] $LinkName)

    $given = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'dnsServers') -Name $LinkName
    if ($null -ne $given) {
        return $given
    }
    $routes = @(Read-LabJson -ArgumentList @('ip', '-j', '-4', 'route', 'show', 'default') | Where-Object { $_.dev -eq $LinkName })
    if ($routes.Count -gt 0) {
        $gateway = Get-OptionalProperty -InputObject $routes[0] -Name 'gateway'
        Get-OptionalProperty -InputObject (Get-LabState).host -Name 'dnsServers' -Default $gateway
    }
}
