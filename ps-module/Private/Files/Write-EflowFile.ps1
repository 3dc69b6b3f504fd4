function Write-EflowFile {
    <#
        .SYNOPSIS
            Writes a file that is complete or not there: beside its place, then moved. What stood there stays until then.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path,

        # Writes the content into the stream that it gets.
        [Parameter(Mandatory = $true)]
        [scriptblock]
        $Write
    )

    $beside = '{0}.{1}.tmp' -f $Path, [System.IO.Path]::GetRandomFileName()
    # CreateNew: never into a file, or through a link, that somebody else has laid there.
    $stream = [System.IO.FileStream]::new($beside, [System.IO.FileMode]::CreateNew)
    try {
        try {
            & $Write $stream
            # To the disk, before the former file is gone.
            $stream.Flush($true)
        }
        finally {
            $stream.Dispose()
        }
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
