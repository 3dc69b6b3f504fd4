function Read-EflowAskedFact {
    <#
        .SYNOPSIS
            Has this host try what the VM needs and offers, side by side, as far as the core finds it in the guest's answer and
            the probe level allows it.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [string]
        $Probe,

        # What has been collected so far.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Collected,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Into
    )

    $reason = $null
    if ($Probe -eq 'None') {
        $reason = $script:reasons.ProbeNone
    }
    elseif ($Collected.guest.status -ne 'ok') {
        $reason = $script:reasons.GuestSaidNothing
    }
    if ($reason) {
        foreach ($name in @($script:askedFacts | ForEach-Object -Process { $_ })) {
            $Into[$name] = @{ status = 'skipped'; reason = $reason }
        }
        return
    }

    Write-EflowProgress -Step 'Ask'
    $source = @{ from = 'collected'; collected = $Collected }
    $questions = Send-EflowCoreRequest -Core $Core -Request @{ kind = 'hostQuestions'; source = $source }
    $parts = @(
        foreach ($names in $script:askedFacts) {
            $worker = Open-EflowWorker
            $parameters = @{ Name = $names; Into = $Into; With = @{ Questions = $questions } }
            @{ Names = $names; Worker = $worker; Work = Start-EflowWork -Worker $worker -Command 'Get-EflowHostFact' -Parameters $parameters }
        }
    )
    try {
        foreach ($part in $parts) {
            Complete-EflowHostLook -Part $part -Facts $Into
        }
    }
    finally {
        foreach ($part in $parts) {
            Close-EflowWorker -Worker $part.Worker
        }
    }
}
