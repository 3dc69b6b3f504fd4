# The links of the host's namespace under the names that Windows gives them. The PowerShell that loads this module runs
# inside that namespace.

function Get-SwitchDisplayName {
    $hostState = (Get-LabState).host
    if (Test-IsDefaultSwitch) {
        return Get-WindowsText -Key 'DefaultSwitch'
    }
    $hostState.switchName
}

function Test-IsDefaultSwitch {
    # The id is the same on every Windows and in every language (microsoft/WSL#8213); the name is neither, and an
    # administrator of a server may give it to another switch (Azure/iotedge-eflow#210).
    [string] (Get-LabState).host.switchId -eq 'C08CB7B8-9B3C-408E-8E30-5E16A3AEB444'
}

# A link is { Index, Link, Name, Description, IsVirtual, Entry }: Entry is what `ip -j address` says of it.
function Get-HostLink {
    foreach ($entry in (Read-LabJson -ArgumentList @('ip', '-j', 'address', 'show'))) {
        $known = Get-HostLinkName -Entry $entry
        if ($null -ne $known) {
            [pscustomobject]@{
                Index       = [uint32] $entry.ifindex
                Link        = $entry.ifname
                Name        = $known.Name
                Description = $known.Description
                IsVirtual   = $known.IsVirtual
                Entry       = $entry
            }
        }
    }
}

# Nothing for a link that has no counterpart on Windows: a port of the bridge that plays the switch.
function Get-HostLinkName {
    param(
        [Parameter(Mandatory = $true)]
        [object] $Entry
    )

    $setting = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'links') -Name $Entry.ifname
    $name = Get-OptionalProperty -InputObject $setting -Name 'name'
    $description = Get-OptionalProperty -InputObject $setting -Name 'description'
    $hostState = (Get-LabState).host
    $isVirtual = $false
    if ($Entry.ifname -eq 'lo') {
        $usual = @('Loopback Pseudo-Interface 1', 'Software Loopback Interface 1')
    }
    elseif (Test-IsHostSwitchLink -Entry $Entry) {
        $isVirtual = $true
        $usual = @("vEthernet ($(Get-SwitchDisplayName))", 'Hyper-V Virtual Ethernet Adapter')
    }
    elseif ($Entry.ifname -eq $hostState.uplinkName) {
        $usual = @((Get-WindowsText -Key 'Ethernet'), 'Intel(R) Ethernet Connection I219-LM')
    }
    elseif ($null -ne (Get-OptionalProperty -InputObject $Entry -Name 'master') -and $null -eq $setting) {
        return
    }
    else {
        $usual = @($Entry.ifname, 'Hyper-V Virtual Ethernet Adapter')
        $isVirtual = $true
    }
    [pscustomobject]@{
        Name        = @($name, $usual[0] | Where-Object { $null -ne $_ })[0]
        Description = @($description, $usual[1] | Where-Object { $null -ne $_ })[0]
        IsVirtual   = $isVirtual
    }
}

# The host's own adapter on the VM's switch: named by the lab, else the link with the gateway's address.
function Test-IsHostSwitchLink {
    param(
        [Parameter(Mandatory = $true)]
        [object] $Entry
    )

    $hostState = (Get-LabState).host
    $named = Get-OptionalProperty -InputObject $hostState -Name 'hostInterface'
    if ($null -ne $named) {
        return $Entry.ifname -eq $named
    }
    if ($Entry.ifname -eq $hostState.uplinkName) {
        return $false
    }
    foreach ($address in @($Entry.addr_info)) {
        if ((Get-OptionalProperty -InputObject $address -Name 'local') -eq $hostState.gatewayAddress) {
            return $true
        }
    }
    $false
}
