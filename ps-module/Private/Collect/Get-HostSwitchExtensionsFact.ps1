function Get-HostSwitchExtensionsFact {
    <#
        .SYNOPSIS
            What filters or forwards inside the virtual switches, by id: the programs of others among them.
    #>
    [CmdletBinding()]
    param ()

    $extensions = foreach ($vmSwitch in @(Get-VMSwitch -ErrorAction Stop)) {
        foreach ($extension in @($vmSwitch | Get-VMSwitchExtension -ErrorAction Stop)) {
            @{
                switchId = [string] $vmSwitch.Id
                id       = [string] $extension.Id
                name     = [string] $extension.Name
                enabled  = [bool] $extension.Enabled
                running  = [bool] $extension.Running
            }
        }
    }
    return , @($extensions)
}
