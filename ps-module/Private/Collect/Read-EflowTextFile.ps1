function Read-EflowTextFile {
    <#
        .SYNOPSIS
            The end of a text file that another program may be writing to; nothing where there is no such file.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path,

        [int]
        $Bytes = 16KB
    )

    if (-not [System.IO.File]::Exists($Path)) {
        return $null
    }
    $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete')
    try {
        $start = [System.Math]::Max([long] 0, $stream.Length - $Bytes)
        $null = $stream.Seek($start, 'Begin')
        $buffer = [byte[]]::new($Bytes)
        $count = 0
        do {
            $read = $stream.Read($buffer, $count, $Bytes - $count)
            $count += $read
        } while ($read -gt 0 -and $count -lt $Bytes)
        $text = [System.Text.Encoding]::UTF8.GetString($buffer, 0, $count)
        if ($start -gt 0) {
            # The first line was cut.
            $text = $text.Substring($text.IndexOf("`n") + 1)
        }
        return $text
    }
    finally {
        $stream.Dispose()
    }
}
