function Get-HostFirewallRulesFact {
    <#
        .SYNOPSIS
            The rules in force of the Windows firewall that may decide on the switch's own DNS and DHCP: those whose ports
            are, or include, 53 or 67, and those that block whatever the port. By id and number: names are localized.
    #>
    [CmdletBinding()]
    param ()

    # All filters at once: asked for rule by rule, they take minutes.
    $ports = @{}
    foreach ($filter in @(Get-NetFirewallPortFilter -PolicyStore 'ActiveStore' -ErrorAction Stop)) {
        $ports[[string] $filter.InstanceID] = $filter
    }
    $rules = foreach ($rule in @(Get-NetFirewallRule -PolicyStore 'ActiveStore' -ErrorAction Stop)) {
        $filter = $ports[[string] $rule.InstanceID]
        # MSFT_NetFirewallRule.Enabled: 1 = true, 2 = false; Action: 2 = allow, 4 = block.
        if ([int] $rule.Enabled -eq 1 -and $null -ne $filter -and (Test-EflowSwitchRule -Filter $filter -Blocks ([int] $rule.Action -eq 4))) {
            ConvertFrom-EflowFirewallRule -Rule $rule -PortFilter $filter
        }
    }
    return , @($rules)
}

function Test-EflowSwitchRule {
    <#
        .SYNOPSIS
            Whether a rule may concern DNS or DHCP by its ports, as far as they are numbers.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [object]
        $Filter,

        [bool]
        $Blocks
    )

    foreach ($port in @($Filter.LocalPort) + @($Filter.RemotePort)) {
        $first, $last = ([string] $port).Split('-')
        if ($first -match '^\d{1,5}$') {
            if (-not $last) {
                $last = $first
            }
            foreach ($wanted in 53, 67) {
                if ([int] $first -le $wanted -and [int] $last -ge $wanted) {
                    return $true
                }
            }
        }
    }
    $anyPort = @($Filter.LocalPort) -contains 'Any' -and @($Filter.RemotePort) -contains 'Any'
    return $Blocks -and $anyPort
}

function ConvertFrom-EflowFirewallRule {
    <#
        .SYNOPSIS
            A rule with its conditions as plain values.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [object]
        $Rule,

        [object]
        $PortFilter
    )

    $addresses = $Rule | Get-NetFirewallAddressFilter -ErrorAction Stop
    $interfaces = $Rule | Get-NetFirewallInterfaceFilter -ErrorAction Stop
    $services = $Rule | Get-NetFirewallServiceFilter -ErrorAction Stop
    $programs = $Rule | Get-NetFirewallApplicationFilter -ErrorAction Stop
    return @{
        id              = [string] $Rule.Name
        direction       = [int] $Rule.Direction
        action          = [int] $Rule.Action
        profiles        = [int] $Rule.Profile
        protocol        = [string] $PortFilter.Protocol
        localPorts      = [string[]] @($PortFilter.LocalPort)
        remotePorts     = [string[]] @($PortFilter.RemotePort)
        localAddresses  = [string[]] @($addresses.LocalAddress)
        remoteAddresses = [string[]] @($addresses.RemoteAddress)
        interfaces      = [string[]] @($interfaces.InterfaceAlias)
        service         = [string] $services.Service
        program         = [string] $programs.Program
        # MSFT_NetFirewallRule.PolicyStoreSourceType: 1 = local, 2 = Group Policy.
        source          = Get-EflowProperty -InputObject $Rule -Name 'PolicyStoreSourceType' -Type ([int])
    }
}
