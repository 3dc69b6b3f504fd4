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
        # When the look began.
        [Parameter(Mandatory = $true)]
        [datetime]
        $At,

        # What the guest said.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Guest,

        # Those of the look, to which these are added; the first reads the network's facts, which the questions rest on.
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
    elseif ($Guest.status -ne 'ok') {
        $reason = $script:reasons.GuestSaidNothing
    }
    if ($reason) {
        foreach ($name in $script:askedFacts) {
            $Into[$name] = @{ status = 'skipped'; reason = $reason }
        }
        return
    }

    Write-EflowProgress -Step 'Ask'
    Complete-EflowHostPart -Part $Parts[0] -Facts $Into
    $source = @{ from = 'collected'; collected = (New-EflowCollected -At $At -Facts $Into.Clone() -Guest $Guest) }
    $questions = Send-EflowCoreRequest -Core $Core -Request @{ kind = 'hostQuestions'; source = $source }
    foreach ($name in $script:askedFacts) {
        Start-EflowHostPart -Parts $Parts -Name $name -Facts $Into -With @{ Questions = $questions }
    }
}
