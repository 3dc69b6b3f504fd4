function Get-EflowLiveSource {
    <#
        .SYNOPSIS
            Looks at this device: host facts and guest facts side by side, as the source of a request to the core.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        # In which the cmdlets of AzureEFLOW run.
        [Parameter(Mandatory = $true)]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [string]
        $Probe,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds,

        # What the guest is asked for besides what it is configured to use: profile, names, iotedgeCheck.
        [AllowNull()]
        [hashtable]
        $Wishes,

        # Leaves out the facts whose cmdlets open a session of their own, and those that take long.
        [switch]
        $OneSession
    )

    $collectedAt = [datetime]::UtcNow
    $facts = [hashtable]::Synchronized(@{})
    $eflowFacts = @($script:eflowFacts | Where-Object -FilterScript { -not $OneSession -or $script:sessionFacts -notcontains $_ })
    $parts = [System.Collections.Generic.List[hashtable]]::new()
    $sessions = 0
    try {
        Write-EflowProgress -Step 'Host'
        $eflowWork = Start-EflowWork -Worker $Worker -Command 'Get-EflowHostFact' -Parameters @{ Name = @('host.eflow'); Into = $facts }
        $request = @{ kind = 'guestCommands'; probe = $Probe.ToLowerInvariant(); timeoutSeconds = $TimeoutSeconds }
        if ($Wishes) { $request += $Wishes }
        $next = Send-EflowCoreRequest -Core $Core -Request $request
        Start-EflowHostLook -Parts $parts -Facts $facts -Briefly:$OneSession
        Complete-EflowHostFact -Work $eflowWork -Name 'host.eflow' -Facts $facts
        Set-EflowPace -Eflow $facts['host.eflow']
        if ($facts['host.eflow'].status -eq 'ok' -and $facts['host.eflow'].value.vmDeployed -eq $false) {
            $guest = @{ status = 'skipped'; reason = $script:reasons.GuestNotDeployed }
            $eflowFacts | ForEach-Object -Process { $facts[$_] = $guest }
        }
        else {
            Write-EflowProgress -Step 'Guest'
            Wait-EflowNeighbour -Facts $facts -Probe $Probe
            $sessions = @($eflowFacts | Where-Object -FilterScript { $script:sessionFacts -contains $_ }).Count
            # Where sessions are counted, the guest's comes first, and theirs follow in their turn.
            if (-not $script:overTcp) { Start-EflowHostPart -Parts $parts -Name $eflowFacts -Facts $facts }
            $guest = Get-EflowGuestReply -Core $Core -Worker $Worker -Next $next -Request $request
            Wait-EflowTurn -Count $sessions
            if ($script:overTcp) { Start-EflowHostPart -Parts $parts -Name $eflowFacts -Facts $facts }
            if (-not $OneSession) {
                Read-EflowAskedFact -Core $Core -Probe $Probe -At $collectedAt -Guest $guest -Parts $parts -Into $facts
            }
        }
        $parts | ForEach-Object -Process { Complete-EflowHostPart -Part $_ -Facts $facts }
        Add-EflowTurn -Count $sessions
    }
    finally {
        $parts | ForEach-Object -Process { Close-EflowWorker -Worker $_.Worker }
    }
    Write-EflowLookTrace -Facts $facts -Guest $guest
    return @{ from = 'collected'; collected = (New-EflowCollected -At $collectedAt -Facts $facts -Guest $guest) }
}

function Get-EflowCheckScope {
    <#
        .SYNOPSIS
            How much of iotedge check runs: what runs containers and pulls an image only at level Deep.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [string]
        $Probe
    )

    if ($Probe -eq 'Deep') {
        return 'containers'
    }
    return 'host'
}

function Wait-EflowNeighbour {
    <#
        .SYNOPSIS
            Waits until the host's neighbour table was read: at level Deep the guest sends an ARP probe, which is to follow
            what both tables tell, not to precede it.
    #>
    [CmdletBinding()]
    param (
        [hashtable]
        $Facts,

        [string]
        $Probe
    )

    $deadline = [datetime]::UtcNow.AddSeconds(20)
    while ($Probe -eq 'Deep' -and -not $Facts.ContainsKey('host.neighbours') -and [datetime]::UtcNow -lt $deadline) {
        [System.Threading.Thread]::Sleep(50)
    }
}

function New-EflowCollected {
    <#
        .SYNOPSIS
            Puts together what a look has found, in the contract's words.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [datetime]
        $At,

        [hashtable]
        $Facts,

        [hashtable]
        $Guest
    )

    $sorted = [ordered] @{}
    foreach ($name in @($Facts.Keys | Sort-Object)) {
        $sorted[$name] = $Facts[$name]
    }
    return @{
        moduleVersion = $ExecutionContext.SessionState.Module.Version.ToString()
        device        = [System.Environment]::MachineName
        collectedAt   = $At.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
        host          = $sorted
        guest         = $Guest
    }
}

function Write-EflowLookTrace {
    <#
        .SYNOPSIS
            Tells in the verbose stream what could not be collected.
    #>
    [CmdletBinding()]
    param (
        [hashtable]
        $Facts,

        [hashtable]
        $Guest
    )

    foreach ($name in @($Facts.Keys | Sort-Object)) {
        if ($Facts[$name].status -ne 'ok') {
            Write-Verbose -Message ($script:localizedData.FactMissing -f $name, (ConvertTo-EflowPrintable -Text $Facts[$name].reason))
        }
    }
    if ($Guest.status -ne 'ok') {
        Write-Verbose -Message ($script:localizedData.FactMissing -f 'guest', (ConvertTo-EflowPrintable -Text $Guest.reason))
    }
    else {
        Write-Verbose -Message ($script:localizedData.GuestAnswered -f @($Guest.replies).Count, $Guest.tookMs)
    }
}

function Write-EflowProgress {
    <#
        .SYNOPSIS
            Shows what is being done, for looks that take seconds.
    #>
    [CmdletBinding()]
    param (
        # The end of a key of the strings file: ProgressHost, ProgressGuest ...
        [string]
        $Step,

        # How long it takes at most, where that is known.
        [int]
        $Seconds = -1,

        [switch]
        $Completed
    )

    $parameters = @{ Activity = $script:localizedData.ProgressActivity }
    if ($Completed) {
        $parameters['Completed'] = $true
    }
    else {
        $parameters['Status'] = $script:localizedData["Progress$Step"]
        $parameters['SecondsRemaining'] = $Seconds
    }
    Write-Progress @parameters
}
