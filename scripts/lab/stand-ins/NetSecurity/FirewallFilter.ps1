# A filter is a part of a rule and has the rule's InstanceID: Get-NetFirewallRule | Get-NetFirewallPortFilter.

# Class -> property -> the value of a rule that does not say.
$script:filterClasses = @{
    MSFT_NetProtocolPortFilter = [ordered]@{
        Protocol = 'Any'; LocalPort = 'Any'; RemotePort = 'Any'; IcmpType = 'Any'; DynamicTarget = 'Any'
    }
    MSFT_NetAddressFilter      = [ordered]@{ LocalAddress = 'Any'; RemoteAddress = 'Any' }
    MSFT_NetApplicationFilter  = [ordered]@{ Program = 'Any'; Package = $null }
    MSFT_NetServiceFilter      = [ordered]@{ Service = 'Any' }
    MSFT_NetInterfaceFilter    = [ordered]@{ InterfaceAlias = 'Any' }
}

function Get-FirewallFilter {
    param(
        [System.Management.Automation.PSCmdlet] $Cmdlet,

        [string] $ClassName,

        [AllowNull()]
        [object] $Rule
    )

    Assert-LabPlays -Cmdlet $Cmdlet
    Assert-CmdletWorks -Cmdlet $Cmdlet
    $rules = @(Get-HostFirewallRule | Where-Object { $null -eq $Rule -or $_.Name -eq $Rule.InstanceID })
    $seen = @($rules | ForEach-Object { New-FirewallFilterObject -ClassName $ClassName -Rule $_ })
    Select-CimObject -Cmdlet $Cmdlet -ClassName $ClassName -InputObject $seen -Except 'AssociatedNetFirewallRule'
}

function New-FirewallFilterObject {
    param([string] $ClassName, [object] $Rule)

    $property = [ordered]@{ InstanceID = $Rule.Name }
    foreach ($name in $script:filterClasses[$ClassName].Keys) {
        $usual = $script:filterClasses[$ClassName][$name]
        $property[$name] = Get-OptionalProperty -InputObject $Rule -Name $name -Default $usual
    }
    New-CimObject -ClassName $ClassName -Property $property
}

function Get-NetFirewallPortFilter {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [switch] $All, [string[]] $Protocol, [object[]] $DynamicTarget, [string] $PolicyStore, [string] $GPOSession,
        [Alias('Session')] [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,

        [Parameter(ValueFromPipeline = $true)]
        [object] $AssociatedNetFirewallRule
    )

    process {
        Get-FirewallFilter -Cmdlet $PSCmdlet -ClassName 'MSFT_NetProtocolPortFilter' -Rule $AssociatedNetFirewallRule
    }
}

function Get-NetFirewallAddressFilter {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [switch] $All, [string] $PolicyStore, [string] $GPOSession,
        [Alias('Session')] [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,

        [Parameter(ValueFromPipeline = $true)]
        [object] $AssociatedNetFirewallRule
    )

    process {
        Get-FirewallFilter -Cmdlet $PSCmdlet -ClassName 'MSFT_NetAddressFilter' -Rule $AssociatedNetFirewallRule
    }
}

function Get-NetFirewallApplicationFilter {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [switch] $All, [string[]] $Program, [string[]] $Package, [string] $PolicyStore, [string] $GPOSession,
        [Alias('Session')] [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,

        [Parameter(ValueFromPipeline = $true)]
        [object] $AssociatedNetFirewallRule
    )

    process {
        Get-FirewallFilter -Cmdlet $PSCmdlet -ClassName 'MSFT_NetApplicationFilter' -Rule $AssociatedNetFirewallRule
    }
}

function Get-NetFirewallServiceFilter {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [switch] $All, [string[]] $Service, [string] $PolicyStore, [string] $GPOSession,
        [Alias('Session')] [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,

        [Parameter(ValueFromPipeline = $true)]
        [object] $AssociatedNetFirewallRule
    )

    process {
        Get-FirewallFilter -Cmdlet $PSCmdlet -ClassName 'MSFT_NetServiceFilter' -Rule $AssociatedNetFirewallRule
    }
}

function Get-NetFirewallInterfaceFilter {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [switch] $All, [string] $PolicyStore, [string] $GPOSession,
        [Alias('Session')] [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,

        [Parameter(ValueFromPipeline = $true)]
        [object] $AssociatedNetFirewallRule
    )

    process {
        Get-FirewallFilter -Cmdlet $PSCmdlet -ClassName 'MSFT_NetInterfaceFilter' -Rule $AssociatedNetFirewallRule
    }
}
