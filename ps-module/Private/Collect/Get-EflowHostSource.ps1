function Get-EflowHostSource {
    <#
        .SYNOPSIS
            Looks at the host alone, as the source of a request to the core: for a VM that is not deployed yet.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Worker
    )

    $collectedAt = [datetime]::UtcNow
    $facts = [hashtable]::Synchronized(@{})
    $parts = [System.Collections.Generic.List[hashtable]]::new()
    try {
        Write-EflowProgress -Step 'Host'
        Start-EflowHostLook -Parts $parts -Facts $facts
        $work = Start-EflowWork -Worker $Worker -Command 'Get-EflowHostFact' -Parameters @{ Name = @('host.eflow'); Into = $facts }
        Complete-EflowHostFact -Work $work -Name 'host.eflow' -Facts $facts
        foreach ($part in $parts) {
            Complete-EflowHostPart -Part $part -Facts $facts
        }
    }
    finally {
        foreach ($part in $parts) {
            Close-EflowWorker -Worker $part.Worker
        }
    }
    $guest = @{ status = 'skipped'; reason = $script:reasons.HostAlone }
    Write-EflowLookTrace -Facts $facts -Guest $guest
    return @{ from = 'collected'; collected = (New-EflowCollected -At $collectedAt -Facts $facts -Guest $guest) }
}
