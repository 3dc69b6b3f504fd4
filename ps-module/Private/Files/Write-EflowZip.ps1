function Write-EflowZip {
    <#
        .SYNOPSIS
            Writes texts into a zip that is complete or not there.
    #>
    [CmdletBinding()]
    param (
        # Texts by their names, which are our own: plain file names, in no folder.
        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary]
        $Entry,

        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    # Windows PowerShell does not load it by itself.
    $null = [System.Reflection.Assembly]::Load('System.IO.Compression, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
    try {
        Write-EflowFile -Path $Path -Write {
            param ($Stream)
            $zip = [System.IO.Compression.ZipArchive]::new($Stream, [System.IO.Compression.ZipArchiveMode]::Create, $true)
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
            }
        }
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
        throw (New-EflowErrorRecord -Id 'BundleNotWritten' -Arguments $Path, $reason -Target $Path -InnerException $_.Exception)
    }
}
