function Get-HostFirewallProfilesFact {
    <#
        .SYNOPSIS
            The profiles of the Windows firewall as they are in force, policy included, their settings by number.
    #>
    [CmdletBinding()]
    param ()

    $profiles = foreach ($setting in @(Get-NetFirewallProfile -PolicyStore 'ActiveStore' -ErrorAction Stop)) {
        @{
            name               = [string] $setting.Name
            enabled            = [int] $setting.Enabled
            defaultInbound     = [int] $setting.DefaultInboundAction
            defaultOutbound    = [int] $setting.DefaultOutboundAction
            allowLocalRules    = [int] $setting.AllowLocalFirewallRules
            allowInboundRules  = Get-EflowProperty -InputObject $setting -Name 'AllowInboundRules' -Type ([int])
            disabledInterfaces = [string[]] @(
                Get-EflowProperty -InputObject $setting -Name 'DisabledInterfaceAliases' -Type ([string[]]) | Where-Object -FilterScript { $_ }
            )
        }
    }
    return , @($profiles)
}
