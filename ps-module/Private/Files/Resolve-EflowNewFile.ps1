function Resolve-EflowNewFile {
    <#
        .SYNOPSIS
            The path of a file that may be written: its folder is there, and no file of that name, or it may be replaced.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path,

        [switch]
        $Force
    )

    $folder = [System.IO.Path]::GetDirectoryName($Path)
    if (-not [System.IO.Directory]::Exists($folder)) {
        throw (New-EflowErrorRecord -Id 'FolderNotFound' -Arguments $folder -Target $folder)
    }
    if ([System.IO.Directory]::Exists($Path) -or ([System.IO.File]::Exists($Path) -and -not $Force)) {
        throw (New-EflowErrorRecord -Id 'FileExists' -Arguments $Path -Target $Path)
    }
    return $Path
}
