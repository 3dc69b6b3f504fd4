function Get-HostEflowFact {
    <#
        .SYNOPSIS
            Whether AzureEFLOW can be used, which EFLOW is installed, whether its virtual machine was deployed.
    #>
    [CmdletBinding()]
    param ()

    $said = Invoke-EflowCmdlet -Name 'Verify-EflowVm'
    $deployed = $null
    if (-not $said.thrown -and @($said.output).Count -gt 0) {
        $deployed = [bool] @($said.output)[-1]
    }
    return @{
        installed  = $true
        version    = Get-EflowProductVersion
        vmDeployed = $deployed
    }
}

function Get-EflowProductVersion {
    <#
        .SYNOPSIS
            The version of the installed product, as Windows lists it among its programs; nothing where it does not.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    if (-not $script:onWindows) {
        return $null
    }
    $machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
    $programs = $machine.OpenSubKey('SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall')
    foreach ($name in $programs.GetSubKeyNames()) {
        $program = $programs.OpenSubKey($name)
        if ([string] $program.GetValue('DisplayName') -like 'Azure IoT Edge*') {
            return [string] $program.GetValue('DisplayVersion')
        }
    }
    return $null
}
