function Test-EflowSnapshotFile {
    <#
        .SYNOPSIS
            Whether a file begins as a snapshot does: only its beginning is read.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    if ([System.IO.Path]::GetExtension($Path) -ne '.json') {
        return $false
    }
    $stream = [System.IO.File]::OpenRead($Path)
    try {
        $bytes = [byte[]]::new(512)
        $count = $stream.Read($bytes, 0, $bytes.Length)
        return [System.Text.Encoding]::UTF8.GetString($bytes, 0, $count) -match '"kind"\s*:\s*"EflowNetDiag\.Snapshot"'
    }
    finally {
        $stream.Dispose()
    }
}
