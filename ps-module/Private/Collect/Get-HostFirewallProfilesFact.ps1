function Get-HostFirewallProfilesFact {
    <#
        .SYNOPSIS
            The profiles of the Windows firewall, their settings by number.
    #>
    [CmdletBinding()]
    param ()

    $profiles = foreach ($setting in @(Get-NetFirewallProfile -ErrorAction Stop)) {
        @{
            name            = [string] $setting.Name
            enabled         = [int] $setting.Enabled
            defaultInbound  = [int] $setting.DefaultInboundAction
            defaultOutbound = [int] $setting.DefaultOutboundAction
            allowLocalRules = [int] $setting.AllowLocalFirewallRules
        }
    }
    return , @($profiles)
}
