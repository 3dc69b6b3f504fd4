# How long Windows' own cmdlets, and those of AzureEFLOW that are no guest command, may take in all.
$script:hostFactSeconds = 60

function Start-EflowHostLook {
    <#
        .SYNOPSIS
            Starts reading from Windows what nothing is needed for from the guest.
    #>
    [CmdletBinding()]
    param (
        # Those of the look, the network's facts first.
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [System.Collections.Generic.List[hashtable]]
        $Parts,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Facts,

        # Without what takes long.
        [switch]
        $Briefly
    )

    Start-EflowHostPart -Parts $Parts -Name $script:networkFacts -Facts $Facts
    if (-not $Briefly) {
        Start-EflowHostPart -Parts $Parts -Name $script:machineFacts -Facts $Facts
    }
}

function Start-EflowHostPart {
    <#
        .SYNOPSIS
            Starts reading a part of the host's facts beside the others: in the worker of one that has come to its end, which has
            the module loaded already, or else in a new one.
    #>
    [CmdletBinding()]
    param (
        # Those of the look, to which this one is added.
        [Parameter(Mandatory = $true)]
        [AllowEmptyCollection()]
        [System.Collections.Generic.List[hashtable]]
        $Parts,

        [Parameter(Mandatory = $true)]
        [string[]]
        $Name,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Facts,

        # What the collectors are to ask, for those that do.
        [hashtable]
        $With = @{}
    )

    $worker = $null
    foreach ($part in $Parts) {
        if ($null -eq $worker -and $null -ne $part.Worker -and ($null -eq $part.Work -or $part.Work.Handle.IsCompleted)) {
            $worker, $part.Worker = $part.Worker, $null
        }
    }
    if ($null -eq $worker) {
        $worker = Open-EflowWorker
    }
    $work = Start-EflowWork -Worker $worker -Command 'Get-EflowHostFact' -Parameters @{ Name = $Name; Into = $Facts; With = $With }
    $Parts.Add(@{ Names = $Name; Worker = $worker; Work = $work })
}

function Complete-EflowHostPart {
    <#
        .SYNOPSIS
            Waits for a part of the host's facts, once.
    #>
    [CmdletBinding()]
    param (
        [hashtable]
        $Part,

        [hashtable]
        $Facts
    )

    if ($null -ne $Part.Work) {
        $work, $Part.Work = $Part.Work, $null
        Complete-EflowHostFact -Work $work -Name $Part.Names -Facts $Facts
    }
}

function Complete-EflowHostFact {
    <#
        .SYNOPSIS
            Waits for host facts; what did not come in time has failed.
    #>
    [CmdletBinding()]
    param (
        [object]
        $Work,

        [string[]]
        $Name,

        [hashtable]
        $Facts
    )

    $reason = $script:reasons.FactSilent -f $script:hostFactSeconds
    try {
        $null = Wait-EflowWork -Work $Work -TimeoutSeconds $script:hostFactSeconds
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
    }
    foreach ($fact in $Name) {
        if (-not $Facts.ContainsKey($fact)) {
            $Facts[$fact] = @{ status = 'failed'; reason = $reason }
        }
    }
}
