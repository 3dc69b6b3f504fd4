# Without -PolicyStore the local store: what an administrator set here, NotConfigured where nothing is. With ActiveStore what is
# in force, Group Policy included. windows.json: firewall: { local: { Public: {..} }, policy: { Public: {..} } }.
function Get-NetFirewallProfile {
    [CmdletBinding(PositionalBinding = $false, DefaultParameterSetName = 'All')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'ByName')]
        [Alias('Profile')]
        [string[]] $Name,

        [Parameter(ParameterSetName = 'All')]
        [switch] $All,

        [string] $PolicyStore = 'PersistentStore',

        [string] $GPOSession,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $isActive = $PolicyStore -eq 'ActiveStore'
        if (-not $isActive -and @('PersistentStore', 'localhost') -notcontains $PolicyStore) {
            throw [System.NotSupportedException]::new("The lab does not play the policy store '$PolicyStore'.")
        }
        $seen = @('Domain', 'Private', 'Public' | ForEach-Object { Get-HostFirewallProfile -Name $_ -IsActive $isActive })
        $new = { New-FirewallProfileObject -Name '' -IsActive $isActive }
        $found = @(Complete-WindowsResult -Command 'Get-NetFirewallProfile' -InputObject $seen -New $new)
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetFirewallProfile' -InputObject $found
    }
}

function New-FirewallProfileObject {
    param([string] $Name, [bool] $IsActive)

    # The firewall's own defaults apply where nobody set anything: inbound blocked, outbound allowed, local rules merged.
    $unset = @([GpoBoolean]::NotConfigured, [FirewallAction]::NotConfigured, [FirewallAction]::NotConfigured)
    if ($IsActive) {
        $unset = @([GpoBoolean]::True, [FirewallAction]::Block, [FirewallAction]::Allow)
    }
    New-CimObject -ClassName 'MSFT_NetFirewallProfile' -Property ([ordered]@{
            Name                            = $Name
            Profile                         = $Name
            Enabled                         = [GpoBoolean]::True
            DefaultInboundAction            = $unset[1]
            DefaultOutboundAction           = $unset[2]
            AllowInboundRules               = $unset[0]
            AllowLocalFirewallRules         = $unset[0]
            AllowLocalIPsecRules            = $unset[0]
            AllowUserApps                   = $unset[0]
            AllowUserPorts                  = $unset[0]
            AllowUnicastResponseToMulticast = $unset[0]
            NotifyOnListen                  = [GpoBoolean]::True
            EnableStealthModeForIPsec       = $unset[0]
            LogFileName                     = '%systemroot%\system32\LogFiles\Firewall\pfirewall.log'
            LogMaxSizeKilobytes             = [uint64] 4096
            LogAllowed                      = [GpoBoolean]::False
            LogBlocked                      = [GpoBoolean]::False
            LogIgnored                      = [GpoBoolean]::NotConfigured
            DisabledInterfaceAliases        = @('NotConfigured')
            InstanceID                      = "MSFT|FW|FirewallProfile|$Name"
        })
}

function Get-HostFirewallProfile {
    param([string] $Name, [bool] $IsActive)

    $object = New-FirewallProfileObject -Name $Name -IsActive $IsActive
    $firewall = Get-WindowsSetting -Name 'firewall'
    $stores = @('local')
    if ($IsActive) {
        # Group Policy has the last word.
        $stores = @('local', 'policy')
    }
    foreach ($store in $stores) {
        $given = Get-OptionalProperty -InputObject (Get-OptionalProperty -InputObject $firewall -Name $store) -Name $Name
        if ($null -ne $given) {
            $object = Set-ObjectProperty -InputObject $object -Setting $given
        }
    }
    $object
}
