function Get-HostDhcpServerFact {
    <#
        .SYNOPSIS
            The scopes of the DHCP server role and their options, by number; none where the role is not installed.
    #>
    [CmdletBinding()]
    param ()

    $getScope = Find-EflowCommand -Name 'Get-DhcpServerv4Scope'
    $getOption = Find-EflowCommand -Name 'Get-DhcpServerv4OptionValue'
    $role = @(Get-Service -Name 'DHCPServer' -ErrorAction SilentlyContinue)
    if ($role.Count -eq 0 -or $null -eq $getScope -or $null -eq $getOption) {
        return @{ installed = $role.Count -gt 0; options = @(); scopes = @() }
    }
    $scopes = foreach ($scope in @(& $getScope -ErrorAction Stop)) {
        @{
            id         = [string] $scope.ScopeId
            subnetMask = [string] $scope.SubnetMask
            first      = [string] $scope.StartRange
            last       = [string] $scope.EndRange
            # The property is a word in English whatever the display language.
            active     = [string] $scope.State -eq 'Active'
            options    = @(& $getOption -ScopeId $scope.ScopeId -ErrorAction SilentlyContinue | ForEach-Object -Process { ConvertFrom-EflowDhcpOption -Option $_ })
        }
    }
    return @{
        installed = $true
        options   = @(& $getOption -ErrorAction SilentlyContinue | ForEach-Object -Process { ConvertFrom-EflowDhcpOption -Option $_ })
        scopes    = @($scopes)
    }
}

function ConvertFrom-EflowDhcpOption {
    <#
        .SYNOPSIS
            An option of DHCP by its number (RFC 2132): 3 = router, 6 = DNS servers.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [object]
        $Option
    )

    return @{ id = [int] $Option.OptionId; values = [string[]] @($Option.Value) }
}
