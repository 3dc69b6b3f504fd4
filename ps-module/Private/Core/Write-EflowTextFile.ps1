function Write-EflowTextFile {
    <#
        .SYNOPSIS
            Writes a file that is complete or not there, as UTF-8 without a byte order mark: beside its place, then moved.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string]
        $Text,

        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $beside = '{0}.{1}.tmp' -f $Path, [System.Diagnostics.Process]::GetCurrentProcess().Id
    try {
        [System.IO.File]::WriteAllText($beside, $Text, [System.Text.UTF8Encoding]::new($false))
        if ([System.IO.File]::Exists($Path)) {
            [System.IO.File]::Replace($beside, $Path, [NullString]::Value)
        }
        else {
            [System.IO.File]::Move($beside, $Path)
        }
    }
    finally {
        if ([System.IO.File]::Exists($beside)) {
            [System.IO.File]::Delete($beside)
        }
    }
}
