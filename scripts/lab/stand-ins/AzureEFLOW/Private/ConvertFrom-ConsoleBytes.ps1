# Windows PowerShell decodes what a native program writes with the console's output code page, whatever the program
# meant: the OEM code page of the display language, or 65001 where someone has run "chcp 65001".
function Get-ConsoleEncoding {
    $byEdition = @{ en = 437; de = 850; ja = 932 }
    $edition = Get-StandInOption -Name 'edition' -Default 'en'
    $codePage = Get-StandInOption -Name 'codePage' -Default $byEdition[$edition]
    $provider = 'System.Text.CodePagesEncodingProvider' -as [type]
    if ($null -ne $provider) {
        # .NET knows only Unicode and Latin 1 by itself.
        [System.Text.Encoding]::RegisterProvider($provider::Instance)
    }
    [System.Text.Encoding]::GetEncoding([int] $codePage)
}

# Into lines as PowerShell does it with a native program's output: StreamReader.ReadLine ends a line at CR, LF or CR LF,
# and the reader of System.Diagnostics.Process honours a byte order mark.
function ConvertFrom-ConsoleBytes {
    param(
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [byte[]] $Bytes
    )

    $stream = [System.IO.MemoryStream]::new($Bytes)
    $reader = [System.IO.StreamReader]::new($stream, (Get-ConsoleEncoding), $true)
    try {
        $line = $reader.ReadLine()
        while ($null -ne $line) {
            $line
            $line = $reader.ReadLine()
        }
    }
    finally {
        $reader.Dispose()
    }
}
