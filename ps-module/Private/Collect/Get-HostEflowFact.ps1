function Get-HostEflowFact {
    <#
        .SYNOPSIS
            Whether AzureEFLOW can be used, which EFLOW is installed, whether its virtual machine was deployed.
    #>
    [CmdletBinding()]
    param ()

    if (-not (Get-Module -Name 'AzureEFLOW') -and -not (Get-Module -Name 'AzureEFLOW' -ListAvailable)) {
        return @{ installed = $false; version = $null; module = $null; vmDeployed = $null }
    }
    $said = Invoke-EflowCmdlet -Name 'Verify-EflowVm'
    $deployed = $null
    if (-not $said.thrown -and @($said.output).Count -gt 0) {
        $deployed = [bool] @($said.output)[-1]
    }
    $version = $null
    try {
        $version = Get-EflowProductVersion
    }
    catch {
        # Which version it is decides less than whether there is a VM.
        Write-Verbose -Message (ConvertTo-EflowPrintable -Text $_.Exception.Message)
    }
    return @{
        installed  = $true
        version    = $version
        module     = Get-EflowModuleVersion
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

    $programs = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    foreach ($name in @(Get-EflowRegistryKey -Key $programs)) {
        $display = Invoke-EflowRegistry -Method 'GetStringValue' -Hive 'machine' -Key "$programs\$name" -ValueName 'DisplayName'
        if ($null -ne $display -and [string] $display.sValue -like 'Azure IoT Edge*') {
            $version = Invoke-EflowRegistry -Method 'GetStringValue' -Hive 'machine' -Key "$programs\$name" -ValueName 'DisplayVersion'
            return [string] $version.sValue
        }
    }
    return $null
}

function Get-EflowModuleVersion {
    <#
        .SYNOPSIS
            The version of the module AzureEFLOW that runs here.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    $module = @(Get-Module -Name 'AzureEFLOW')
    if ($module.Count -gt 0) {
        return $module[0].Version.ToString()
    }
    return $null
}
