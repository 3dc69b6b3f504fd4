function Assert-EflowLive {
    <#
        .SYNOPSIS
            Throws unless this machine can be looked at: AzureEFLOW is there and the session is elevated.
    #>
    [CmdletBinding()]
    param (
        # Before a deployment there need be no EFLOW.
        [switch]
        $HostAlone
    )

    $modules = @()
    if (-not $HostAlone) {
        $modules = @(Get-Module -Name 'AzureEFLOW' -ListAvailable)
    }
    if (-not $HostAlone -and $modules.Count -eq 0) {
        throw (New-EflowErrorRecord -Id 'AzureEflowMissing' -Target 'AzureEFLOW')
    }
    if (-not (Test-EflowElevated)) {
        throw (New-EflowErrorRecord -Id 'NotElevated' -Target ([System.Environment]::UserName))
    }
    # Elsewhere it is a stand-in, where the sources lie.
    if ($script:onWindows -and $modules.Count -gt 0) {
        Write-EflowModuleWarning -Path $modules[0].Path
    }
}

function Write-EflowModuleWarning {
    <#
        .SYNOPSIS
            Warns where others than administrators can change the AzureEFLOW that a session loads.

        .DESCRIPTION
            A warning, for whoever works with EFLOW runs that module with administrator's rights in any case.
    #>
    [CmdletBinding()]
    param (
        # Of the one that comes first on PSModulePath.
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    try {
        $distrust = Get-EflowWriteDistrust -Path $Path
    }
    catch {
        Write-Verbose -Message (ConvertTo-EflowPrintable -Text $_.Exception.Message)
        return
    }
    if ($distrust) {
        Write-Warning -Message (ConvertTo-EflowPrintable -Text ($script:localizedData.ModuleDistrusted -f $Path, $distrust))
    }
}
