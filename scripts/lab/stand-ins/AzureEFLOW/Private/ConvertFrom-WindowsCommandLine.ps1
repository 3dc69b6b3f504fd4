# The arguments that a program built with Microsoft's C runtime (ssh.exe is one) sees in a command line. The rules are
# those of "Parsing C command-line arguments" in Microsoft's C documentation:
#   blanks and tabs outside quotes separate; a quote starts and ends a quoted part and is itself dropped;
#   2n backslashes before a quote are n backslashes, 2n + 1 are n and a literal quote; others are themselves;
#   two quotes in a row within a quoted part are one literal quote.
function ConvertFrom-WindowsCommandLine {
    [OutputType([string[]])]
    param(
        [Parameter(Mandatory = $true)]
        [string] $CommandLine
    )

    $programEnd = Find-ProgramEnd -CommandLine $CommandLine
    $CommandLine.Substring(0, $programEnd).Replace('"', '')
    $position = $programEnd
    while ($true) {
        while ($position -lt $CommandLine.Length -and " `t".IndexOf($CommandLine[$position]) -ge 0) {
            $position++
        }
        if ($position -ge $CommandLine.Length) {
            return
        }
        $argument = Read-WindowsArgument -CommandLine $CommandLine -Start $position
        $argument.Value
        $position = $argument.End
    }
}

# In the program's own name a quote only groups, and a backslash is a backslash.
function Find-ProgramEnd {
    param([string] $CommandLine)

    $isQuoted = $false
    for ($position = 0; $position -lt $CommandLine.Length; $position++) {
        $character = $CommandLine[$position]
        if ($character -eq '"') {
            $isQuoted = -not $isQuoted
        }
        elseif (-not $isQuoted -and " `t".IndexOf($character) -ge 0) {
            break
        }
    }
    $position
}

function Read-WindowsArgument {
    param([string] $CommandLine, [int] $Start)

    $value = [System.Text.StringBuilder]::new()
    $isQuoted = $false
    $position = $Start
    while ($position -lt $CommandLine.Length) {
        $backslashes = 0
        while ($position -lt $CommandLine.Length -and $CommandLine[$position] -eq '\') {
            $backslashes++
            $position++
        }
        if ($position -lt $CommandLine.Length -and $CommandLine[$position] -eq '"') {
            $null = $value.Append('\', [math]::Floor($backslashes / 2))
            if ($backslashes % 2 -eq 1) {
                $null = $value.Append('"')
            }
            elseif ($isQuoted -and $position + 1 -lt $CommandLine.Length -and $CommandLine[$position + 1] -eq '"') {
                $null = $value.Append('"')
                $position++
            }
            else {
                $isQuoted = -not $isQuoted
            }
            $position++
            continue
        }
        $null = $value.Append('\', $backslashes)
        $end = Find-PlainEnd -CommandLine $CommandLine -Start $position -IsQuoted $isQuoted
        $null = $value.Append($CommandLine, $position, $end - $position)
        $position = $end
        if ($position -lt $CommandLine.Length -and '\"'.IndexOf($CommandLine[$position]) -lt 0) {
            break
        }
    }
    [pscustomobject]@{ Value = $value.ToString(); End = $position }
}

# Up to the next character that means something: a long script in base64 is one run.
function Find-PlainEnd {
    param([string] $CommandLine, [int] $Start, [bool] $IsQuoted)

    $special = [char[]] @('"', '\', ' ', "`t")
    if ($IsQuoted) {
        $special = [char[]] @('"', '\')
    }
    $end = $CommandLine.IndexOfAny($special, $Start)
    if ($end -lt 0) {
        $end = $CommandLine.Length
    }
    $end
}
