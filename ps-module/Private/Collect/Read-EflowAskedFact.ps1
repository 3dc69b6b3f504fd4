function Read-EflowAskedFact {
    <#
        .SYNOPSIS
            Has this host begin to try what the VM needs and offers, side by side, as far as the core finds it in the guest's answer
            and the probe level allows it.
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

        # Those of the look, to which these are added.
        [Parameter(Mandatory = $true)]
        [System.Collections.Generic.List[hashtable]]
        $Parts,

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
        foreach ($name in $script:askedFacts) {
            $Into[$name] = @{ status = 'skipped'; reason = $reason }
        }
        return
    }

    Write-EflowProgress -Step 'Ask'
    $source = @{ from = 'collected'; collected = $Collected }
    $questions = Send-EflowCoreRequest -Core $Core -Request @{ kind = 'hostQuestions'; source = $source }
    foreach ($name in $script:askedFacts) {
        Start-EflowHostPart -Parts $Parts -Name $name -Facts $Into -With @{ Questions = $questions }
    }
}
