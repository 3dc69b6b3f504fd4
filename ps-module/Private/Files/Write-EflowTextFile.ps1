function Write-EflowTextFile {
    <#
        .SYNOPSIS
            Writes a text as a file that is complete or not there, as UTF-8 without a byte order mark.
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

    $bytes = [System.Text.UTF8Encoding]::new($false).GetBytes($Text)
    Write-EflowFile -Path $Path -Write {
        param ($Stream)
        $Stream.Write($bytes, 0, $bytes.Length)
    }
}
