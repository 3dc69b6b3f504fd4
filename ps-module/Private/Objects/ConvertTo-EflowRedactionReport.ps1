function ConvertTo-EflowRedactionReport {
    <#
        .SYNOPSIS
            Makes the object that people's scripts depend on from the core's report of a redaction.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RedactionReport')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Report,

        # The file that the redacted snapshot was written to.
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $replaced = foreach ($one in $Report.replaced) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.Replaced'
            Kind       = $one.kind
            Values     = $one.values
            Places     = $one.places
        }
    }
    $dropped = foreach ($one in $Report.dropped) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.Dropped'
            Fact       = $one.fact
            Part       = $one.part
            Count      = $one.count
        }
    }
    return [pscustomobject] @{
        PSTypeName   = 'EflowNetDiag.RedactionReport'
        FullName     = $Path
        Replaced     = [object[]] @($replaced)
        Dropped      = [object[]] @($dropped)
        ChangedRules = [string[]] @($Report.changedRules)
    }
}
