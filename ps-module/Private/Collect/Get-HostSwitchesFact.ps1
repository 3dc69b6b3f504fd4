function Get-HostSwitchesFact {
    <#
        .SYNOPSIS
            The virtual switches of Hyper-V. The Default Switch is known by its id: its name is localized.
    #>
    [CmdletBinding()]
    param ()

    $types = @{ 0 = 'Private'; 1 = 'Internal'; 2 = 'External' }
    $switches = foreach ($vmSwitch in @(Get-VMSwitch -ErrorAction Stop)) {
        @{
            id                  = [string] $vmSwitch.Id
            name                = [string] $vmSwitch.Name
            type                = $types[[int] $vmSwitch.SwitchType]
            adapterDescriptions = [string[]] @($vmSwitch.NetAdapterInterfaceDescriptions | Where-Object -FilterScript { $_ })
            forHostToo          = Get-EflowProperty -InputObject $vmSwitch -Name 'AllowManagementOS' -Type ([bool])
        }
    }
    return , @($switches)
}
