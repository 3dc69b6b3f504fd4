function ConvertTo-EflowFinding {
    <#
        .SYNOPSIS
            Makes the object that people's scripts depend on from a finding of the core.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Finding')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Finding
    )

    $evidence = foreach ($item in $Finding.evidence) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.Evidence'
            Fact       = $item.fact
            Path       = $item.path
            Observed   = $item.observed
            Expected   = $item.expected
        }
    }
    $remedy = foreach ($step in $Finding.remedy) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.RemedyStep'
            Text       = $step.text
            Command    = $step.command
        }
    }
    return [pscustomobject] @{
        PSTypeName  = 'EflowNetDiag.Finding'
        Rule        = $Finding.rule
        Outcome     = $Finding.outcome
        Severity    = $Finding.severity
        Category    = $Finding.category
        Title       = $Finding.title
        Message     = $Finding.message
        Target      = $Finding.target
        Evidence    = [object[]] @($evidence)
        Remedy      = [object[]] @($remedy)
        CausedBy    = $Finding.causedBy
        Suppressed  = ConvertTo-EflowSuppressed -Suppressed $Finding.suppressed
        Repair      = $Finding.repair
        Page        = $Finding.page
        Device      = $Finding.device
        CollectedAt = $Finding.collectedAt
    }
}

function ConvertTo-EflowSuppressed {
    <#
        .SYNOPSIS
            Makes the object that says that a finding is known and accepted; nothing of nothing.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Suppressed')]
    param (
        [AllowNull()]
        [object]
        $Suppressed
    )

    if ($null -eq $Suppressed) {
        return $null
    }
    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.Suppressed'
        Reason     = $Suppressed.reason
        Expires    = $Suppressed.expires
    }
}
