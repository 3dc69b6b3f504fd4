function Write-EflowZip {
    <#
        .SYNOPSIS
            Writes texts into a zip that is complete or not there: beside its place, then moved.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary]
        $Entry,

        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    # Windows PowerShell does not load it by itself.
    $null = [System.Reflection.Assembly]::Load('System.IO.Compression, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
    $beside = '{0}.{1}.tmp' -f $Path, [System.Diagnostics.Process]::GetCurrentProcess().Id
    try {
        $stream = [System.IO.FileStream]::new($beside, [System.IO.FileMode]::Create)
        $zip = [System.IO.Compression.ZipArchive]::new($stream, [System.IO.Compression.ZipArchiveMode]::Create)
        try {
            foreach ($name in $Entry.Keys) {
                $bytes = [System.Text.UTF8Encoding]::new($false).GetBytes($Entry[$name])
                $inside = $zip.CreateEntry($name).Open()
                try {
                    $inside.Write($bytes, 0, $bytes.Length)
                }
                finally {
                    $inside.Dispose()
                }
            }
        }
        finally {
            $zip.Dispose()
            $stream.Dispose()
        }
        if ([System.IO.File]::Exists($Path)) {
            [System.IO.File]::Replace($beside, $Path, [NullString]::Value)
        }
        else {
            [System.IO.File]::Move($beside, $Path)
        }
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
        throw (New-EflowErrorRecord -Id 'BundleNotWritten' -Arguments $Path, $reason -Target $Path -InnerException $_.Exception)
    }
    finally {
        if ([System.IO.File]::Exists($beside)) {
            [System.IO.File]::Delete($beside)
        }
    }
}
