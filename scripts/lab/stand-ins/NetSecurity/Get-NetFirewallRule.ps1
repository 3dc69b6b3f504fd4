function Get-NetFirewallRule {
    [CmdletBinding(PositionalBinding = $false, DefaultParameterSetName = 'GetAll')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'ByInstanceId')]
        [Alias('ID', 'InstanceID')]
        [string[]] $Name,

        [Parameter(Mandatory = $true, ParameterSetName = 'ByName')]
        [string[]] $DisplayName,

        [Parameter(ParameterSetName = 'GetAll')]
        [switch] $All,

        [Parameter(ParameterSetName = 'ByQuery')]
        [string[]] $Description,

        [Parameter(ParameterSetName = 'ByQuery')]
        [string[]] $DisplayGroup,

        [Parameter(ParameterSetName = 'ByQuery')]
        [string[]] $Group,

        [Parameter(ParameterSetName = 'ByQuery')]
        [RuleEnabled[]] $Enabled,

        [Parameter(ParameterSetName = 'ByQuery')]
        [RuleDirection[]] $Direction,

        [Parameter(ParameterSetName = 'ByQuery')]
        [FirewallAction[]] $Action,

        [string] $PolicyStore,

        [string] $GPOSession,

        [switch] $TracePolicyStore,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Get-HostFirewallRule | ForEach-Object { New-FirewallRuleObject -Rule $_ })
        $new = { New-FirewallRuleObject -Rule ([pscustomobject]@{}) }
        $found = @(Complete-WindowsResult -Command 'Get-NetFirewallRule' -InputObject $seen -New $new)
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetFirewallRule' -InputObject $found
    }
}

# Rules of windows.json (firewall.rules: flat, with the filters' properties), else those that the Host Network Service makes for
# the Default Switch's own DNS and DHCP (microsoft/WSL#8236: "HNS Container Networking"). Their names' last words are not
# documented; nothing may be decided by them.
function Get-HostFirewallRule {
    $given = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'firewall') -Name 'rules'
    if ($null -ne $given) {
        return $given
    }
    if (-not (Test-IsDefaultSwitch)) {
        return
    }
    $id = ([string] (Get-LabState).host.switchId).ToUpperInvariant()
    $services = @(
        @('ICS DNS (TCP-In)', 'TCP', '53'), @('DNS (UDP-In)', 'UDP', '53'), @('DHCP (UDP-In)', 'UDP', '67')
    )
    foreach ($one in $services) {
        [pscustomobject]@{
            Name        = "HNS Container Networking - $($one[0]) - $id - 0"
            DisplayName = "HNS Container Networking - $($one[0]) - $id - 0"
            Group       = 'HNS Container Networking'
            Protocol    = $one[1]
            LocalPort   = $one[2]
            Service     = 'SharedAccess'
        }
    }
}

function New-FirewallRuleObject {
    param([object] $Rule)

    $object = New-CimObject -ClassName 'MSFT_NetFirewallRule' -Property ([ordered]@{
            Name                  = ''
            ID                    = ''
            InstanceID            = ''
            DisplayName           = ''
            Description           = $null
            Group                 = $null
            DisplayGroup          = $null
            Enabled               = [RuleEnabled]::True
            Profile               = [FirewallProfiles]::Any
            Direction             = [RuleDirection]::Inbound
            Action                = [FirewallAction]::Allow
            EdgeTraversalPolicy   = [EdgeTraversal]::Block
            LooseSourceMapping    = $false
            LocalOnlyMapping      = $false
            Owner                 = $null
            PrimaryStatus         = [PrimaryStatus]::OK
            Status                = 'The rule was parsed successfully from the store. (65536)'
            StatusCode            = [uint32] 65536
            PolicyStoreSource     = 'PersistentStore'
            PolicyStoreSourceType = [PolicyStoreType]::Local
        })
    foreach ($property in $Rule.PSObject.Properties) {
        if ($null -ne $object.PSObject.Properties[$property.Name]) {
            $null = Set-ObjectProperty -InputObject $object -Setting ([pscustomobject]@{ $property.Name = $property.Value })
        }
    }
    $object.ID = $object.Name
    $object.InstanceID = $object.Name
    $object.DisplayGroup = $object.Group
    $object
}
