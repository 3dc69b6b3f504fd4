# Windows 11 22H2 has these cmdlets in NetSecurity; here they are a module of their own, so that a lab can do without
# (stand-in.json: missingModules). windows.json: hyperVFirewall: { settings, rules }.
enum HyperVSwitch { False = 0; True = 1; NotConfigured = 2 }
enum HyperVAction { NotConfigured = 0; Allow = 2; Block = 4 }
enum HyperVRuleEnabled { True = 1; False = 2 }
enum HyperVDirection { Inbound = 1; Outbound = 2 }

function Get-NetFirewallHyperVVMSetting {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0)]
        [string[]] $Name,

        [string] $PolicyStore,

        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        # The creator that Windows Subsystem for Linux registers; what EFLOW's machines count as is not documented.
        $given = @(Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'hyperVFirewall') -Name 'settings')
        if ($null -eq $given[0]) {
            $given = @([pscustomobject]@{ Name = '{40E0AC32-46A5-438A-A0B2-2B479E8F2E90}' })
        }
        foreach ($one in $given) {
            $object = New-CimObject -ClassName 'MSFT_NetFirewallHyperVVMSetting' -Property ([ordered]@{
                    Name = ''; Enabled = [HyperVSwitch]::True; DefaultInboundAction = [HyperVAction]::Block
                    DefaultOutboundAction = [HyperVAction]::Allow; LoopbackEnabled = [HyperVSwitch]::True
                    AllowHostPolicyMerge = [HyperVSwitch]::True
                })
            Set-ObjectProperty -InputObject $object -Setting $one
        }
    }
}

function Get-NetFirewallHyperVRule {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0)]
        [string[]] $Name,

        [string] $PolicyStore,

        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        foreach ($one in @(Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'hyperVFirewall') -Name 'rules')) {
            if ($null -eq $one) {
                continue
            }
            $object = New-CimObject -ClassName 'MSFT_NetFirewallHyperVRule' -Property ([ordered]@{
                    Name = ''; DisplayName = ''; VMCreatorId = ''; Enabled = [HyperVRuleEnabled]::True
                    Direction = [HyperVDirection]::Inbound; Action = [HyperVAction]::Allow; Protocol = 'Any'
                    LocalAddresses = @('Any'); RemoteAddresses = @('Any'); LocalPorts = @('Any'); RemotePorts = @('Any')
                })
            Set-ObjectProperty -InputObject $object -Setting $one
        }
    }
}
