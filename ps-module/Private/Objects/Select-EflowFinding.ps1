# The first finding of each device: what it is, and how many checks are well.
$script:verdictRule = 'DEV001'

function Select-EflowFinding {
    <#
        .SYNOPSIS
            The findings that a cmdlet was asked for. Nothing named means any; the verdict on the device goes before them.
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
        $Outcome,

        # Only whether anything is wrong matters: the verdict says nothing to that, nor does what the profile accepts.
        [switch]
        $Counted
    )

    foreach ($one in $Finding) {
        if ($one.rule -eq $script:verdictRule) {
            if (-not $Counted) {
                $one
            }
            continue
        }
        if ($Counted -and $null -ne $one.suppressed) {
            continue
        }
        $inCategory = -not $Category -or $Category -contains $one.category
        $inSeverity = -not $Severity -or $Severity -contains $one.severity
        if ($inCategory -and $inSeverity -and (-not $Outcome -or $Outcome -contains $one.outcome)) {
            $one
        }
    }
}

function Get-EflowOutcome {
    <#
        .SYNOPSIS
            The outcomes that a cmdlet shows, in the spelling that the core knows alone; none where all are shown.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [string[]]
        $Outcome,

        [switch]
        $All,

        # Whether anything is wrong: whatever else was asked for.
        [switch]
        $Quiet
    )

    $wrong = 'fail', 'unknown', 'error'
    if ($Quiet) {
        return $wrong
    }
    if (-not $All) {
        return @('pass', 'notApplicable') + $wrong | Where-Object -FilterScript { $Outcome -contains $_ }
    }
}
