function Get-HostHyperVFirewallFact {
    <#
        .SYNOPSIS
            The Hyper-V firewall, which filters what virtual machines send: its settings for each kind of machine, and its rules.
            Windows 11 22H2 has it, and Windows Server 2025; elsewhere there is none.
    #>
    [CmdletBinding()]
    param ()

    $getSettings = Find-EflowCommand -Name 'Get-NetFirewallHyperVVMSetting'
    $getRules = Find-EflowCommand -Name 'Get-NetFirewallHyperVRule'
    if ($null -eq $getSettings -or $null -eq $getRules) {
        return @{ supported = $false; settings = @(); rules = @() }
    }
    $inForce = @{ PolicyStore = 'ActiveStore'; ErrorAction = 'Stop' }
    $settings = foreach ($setting in @(& $getSettings @inForce)) {
        @{
            creator         = [string] $setting.Name
            enabled         = [int] $setting.Enabled
            defaultInbound  = [int] $setting.DefaultInboundAction
            defaultOutbound = [int] $setting.DefaultOutboundAction
            mergeHostPolicy = Get-EflowProperty -InputObject $setting -Name 'AllowHostPolicyMerge' -Type ([int])
        }
    }
    $rules = foreach ($rule in @(& $getRules @inForce)) {
        if ([int] $rule.Enabled -eq 1) {
            @{
                id              = [string] $rule.Name
                creator         = Get-EflowProperty -InputObject $rule -Name 'VMCreatorId'
                direction       = [int] $rule.Direction
                action          = [int] $rule.Action
                protocol        = [string] $rule.Protocol
                localPorts      = [string[]] @($rule.LocalPorts)
                remotePorts     = [string[]] @($rule.RemotePorts)
                localAddresses  = [string[]] @($rule.LocalAddresses)
                remoteAddresses = [string[]] @($rule.RemoteAddresses)
            }
        }
    }
    return @{ supported = $true; settings = @($settings); rules = @($rules) }
}
