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

    if (-not $HostAlone -and -not (Get-Module -Name 'AzureEFLOW' -ListAvailable)) {
        throw (New-EflowErrorRecord -Id 'AzureEflowMissing' -Target 'AzureEFLOW')
    }
    if (-not (Test-EflowElevated)) {
        throw (New-EflowErrorRecord -Id 'NotElevated' -Target ([System.Environment]::UserName))
    }
}
