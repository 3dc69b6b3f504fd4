function ConvertTo-EflowRuleInfo {
    <#
        .SYNOPSIS
            Makes the object for what a rule of the core says of itself.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RuleInfo')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Rule
    )

    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.RuleInfo'
        Rule       = $Rule.rule
        Category   = $Rule.category
        Severity   = $Rule.severity
        Title      = $Rule.title
        Requires   = [string[]] @($Rule.requires)
        Guide      = [string[]] @($Rule.guide)
        Page       = $Rule.page
    }
}
