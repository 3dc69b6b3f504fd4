function Resolve-EflowSnapshotPath {
    <#
        .SYNOPSIS
            The absolute paths of the snapshots that a path or wildcard names; the files themselves are read by the core.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $location = $ExecutionContext.SessionState.Path
    try {
        $literal = $location.GetUnresolvedProviderPathFromPSPath($Path)
        if ([System.IO.File]::Exists($literal)) {
            return $literal
        }
        $provider = $null
        $found = @($location.GetResolvedProviderPathFromPSPath($Path, [ref] $provider))
    }
    catch {
        throw (New-EflowErrorRecord -Id 'SnapshotNotFound' -Arguments $Path -Target $Path -InnerException $_.Exception)
    }
    if ($found.Count -eq 0) {
        throw (New-EflowErrorRecord -Id 'SnapshotNotFound' -Arguments $Path -Target $Path)
    }
    return $found
}
