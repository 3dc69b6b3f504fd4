function New-EflowRepairResult {
    <#
        .SYNOPSIS
            What became of a repair.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.RepairResult')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Names it in the journal; nothing where the guest was not asked.
        [object]
        $Run,

        [Parameter(Mandatory = $true)]
        [ValidateSet('alreadyThere', 'added', 'removed', 'rolledBack', 'undone', 'refused', 'failed')]
        [string]
        $State,

        [bool]
        $Persisted = $false,

        [bool]
        $Verified = $false,

        # Text, or $null: a [string] would turn that into an empty one.
        [object]
        $Reason
    )

    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.RepairResult'
        Port       = $Plan.wish.port
        Protocol   = $Plan.wish.protocol
        State      = $State
        Persisted  = $Persisted
        Verified   = $Verified
        Reason     = $Reason
        Id         = $Run
        Plan       = ConvertTo-EflowRepairPlan -Plan $Plan
    }
}
