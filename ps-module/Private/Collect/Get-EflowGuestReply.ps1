function Get-EflowGuestReply {
    <#
        .SYNOPSIS
            Asks the guest what the core wants to know of it. One call, or more where the guest lacks gzip.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [object]
        $Next,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Request
    )

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $replies = [System.Collections.Generic.List[string]]::new()
    while (@($Next.commands).Count -gt 0) {
        if ($Next.note) {
            Write-Verbose -Message $Next.note
        }
        foreach ($command in $Next.commands) {
            $answer = Invoke-EflowGuest -Worker $Worker -Command $command -TimeoutSeconds $Request.timeoutSeconds
            if ($answer['refused'] -and $script:overTcp) {
                $answer = Get-EflowSecondAnswer -Asked @{ Worker = $Worker; Command = $command; TimeoutSeconds = $Request.timeoutSeconds }
            }
            if ($answer.status -ne 'ok') {
                return @{ status = 'failed'; reason = $answer.reason; tookMs = $watch.ElapsedMilliseconds }
            }
            $replies.Add($answer.reply)
        }
        $Next = Send-EflowCoreRequest -Core $Core -Request ($Request + @{ nonce = $Next.nonce; replies = $replies.ToArray() })
    }
    return @{ status = 'ok'; nonce = $Next.nonce; replies = $replies.ToArray(); tookMs = $watch.ElapsedMilliseconds }
}

function Get-EflowSecondAnswer {
    <#
        .SYNOPSIS
            Asks the guest once more after a minute without asking: others than this session may have used its turns up.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        # The parameters of Invoke-EflowGuest.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Asked
    )

    Add-EflowTurn -Count $script:turnsPerMinute
    $answer = Invoke-EflowGuest @Asked
    if ($answer['refused']) {
        $answer.reason = $script:reasons.GuestRefused -f $answer.reason
    }
    return $answer
}
