function ConvertTo-EflowSnapshotChange {
    <#
        .SYNOPSIS
            Makes the object that people's scripts depend on from a difference that the core found.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.SnapshotChange')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Change
    )

    return [pscustomobject] @{
        PSTypeName    = 'EflowNetDiag.SnapshotChange'
        Change        = $Change.change
        What          = $Change.what
        Severity      = $Change.severity
        Target        = $Change.target
        OutcomeBefore = $Change.outcomeBefore
        OutcomeAfter  = $Change.outcomeAfter
        Before        = [string[]] @($Change.before)
        After         = [string[]] @($Change.after)
        Suppressed    = ConvertTo-EflowSuppressed -Suppressed $Change.suppressed
        Rules         = [string[]] @($Change.rules)
    }
}
