function Write-EflowSnapshot {
    <#
        .SYNOPSIS
            Writes the snapshot that a response of the core carries, as UTF-8 without a byte order mark, and returns what
            the response says of its redaction, if anything.

        .DESCRIPTION
            The text goes from the response to the file as it is: reading it here and writing it again would change dates
            and numbers, differently in every version of PowerShell.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Line,

        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $answer = Split-EflowSnapshotAnswer -Line $Line -Target $Path
    try {
        Write-EflowTextFile -Text $answer.Json -Path $Path
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
        throw (New-EflowErrorRecord -Id 'SnapshotNotWritten' -Arguments $Path, $reason -Target $Path -InnerException $_.Exception)
    }
    return $answer.Report
}

function Split-EflowSnapshotAnswer {
    <#
        .SYNOPSIS
            The snapshot in a response of the core, as the text of its file, and what the response says of its redaction.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Line,

        # What the snapshot is for, where there is none.
        [Parameter(Mandatory = $true)]
        [string]
        $Target
    )

    $head = '"kind":"snapshot","snapshot":'
    $start = $Line.IndexOf($head, [System.StringComparison]::Ordinal)
    if ($start -lt 0) {
        throw (New-EflowErrorRecord -Id 'CoreFailed' -Arguments $script:localizedData.SnapshotMissing -Target $Target)
    }
    $report = $null
    if ($Line.Substring(0, $start) -match '"report":(.*),$') {
        $report = ConvertFrom-EflowJson -Json $Matches[1]
    }
    $start += $head.Length
    # The response's own closing brace is the last character.
    $json = $Line.Substring($start, $Line.Length - $start - 1)
    return [pscustomobject] @{ Json = $json + "`n"; Report = $report }
}
