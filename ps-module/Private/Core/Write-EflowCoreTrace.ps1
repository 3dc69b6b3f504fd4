function Write-EflowCoreTrace {
    <#
        .SYNOPSIS
            Passes on what the core has logged so far: JSON lines on standard error become verbose, debug and warning records.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Core')]
        [object]
        $Core
    )

    while ($true) {
        if ($null -eq $Core.ErrorReading) {
            $Core.ErrorReading = $Core.Process.StandardError.ReadLineAsync()
        }
        if (-not $Core.ErrorReading.IsCompleted) {
            return
        }
        $line = $Core.ErrorReading.Result
        if ($null -eq $line) {
            # The end: the finished reading stays, so that this is seen again instead of read again.
            return
        }
        $Core.ErrorReading = $null
        Write-EflowCoreLine -Core $Core -Line $line
    }
}

function Write-EflowCoreLine {
    <#
        .SYNOPSIS
            Passes on one line of the core's log. What is no log line is kept as its last words.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Core')]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [AllowEmptyString()]
        [string]
        $Line
    )

    $level, $message = $null, $null
    if ($Line -match '^\uFEFF?\{"level":"(debug|info|warn)","message":".*"\}$') {
        try {
            $entry = ConvertFrom-EflowJson -Json $Line.TrimStart([char] 0xFEFF)
            $level, $message = $entry.level, (ConvertTo-EflowPrintable -Text $entry.message)
        }
        catch [System.ArgumentException] {
            Write-Debug -Message $_.Exception.Message
        }
    }
    switch ($level) {
        'debug' { Write-Debug -Message $message }
        'info' { Write-Verbose -Message $message }
        'warn' { Write-Warning -Message $message }
        default {
            $words = ConvertTo-EflowPrintable -Text $Line
            Write-Debug -Message $words
            $Core.LastWords.Enqueue($words)
            if ($Core.LastWords.Count -gt 10) {
                $null = $Core.LastWords.Dequeue()
            }
        }
    }
}

# Control characters, line and paragraph separators, what turns the direction of a line, and what has no width: those of
# core/src/engine/printable.ts.
$script:unprintable = '[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]'

function ConvertTo-EflowPrintable {
    <#
        .SYNOPSIS
            Text that a terminal cannot take for commands, and of bounded length.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [AllowEmptyString()]
        [string]
        $Text,

        [int]
        $Length = 500
    )

    if ($Text.Length -gt $Length) {
        $Text = $Text.Substring(0, $Length) + '...'
    }
    return $Text -replace $script:unprintable, '?'
}
