function Select-EflowFinding {
    <#
        .SYNOPSIS
            The findings that a cmdlet was asked for. Nothing named means any.
    #>
    [CmdletBinding()]
    param (
        [AllowEmptyCollection()]
        [object[]]
        $Finding,

        [string[]]
        $Category,

        [string[]]
        $Severity,

        [string[]]
        $Outcome
    )

    foreach ($one in $Finding) {
        $inCategory = -not $Category -or $Category -contains $one.category
        $inSeverity = -not $Severity -or $Severity -contains $one.severity
        if ($inCategory -and $inSeverity -and (-not $Outcome -or $Outcome -contains $one.outcome)) {
            $one
        }
    }
}
