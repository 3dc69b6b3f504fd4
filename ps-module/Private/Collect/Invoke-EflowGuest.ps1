# What a session needs besides the command: ssh.exe, the Hyper-V socket, the guest's login.
$script:sessionSeconds = 20
# How ssh.exe's own words begin; those about its key in a frame of at signs.
$script:noSession = '^\s*(ssh: connect to host|(ssh|kex)_exchange_identification:|@{20,}\s+@\s+WARNING: UNPROTECTED|Load key "|\S+@\S+: Permission denied \()'

function Invoke-EflowGuest {
    <#
        .SYNOPSIS
            Runs one command in the guest: the only caller of Invoke-EflowVmCommand.

        .DESCRIPTION
            Returns what came back, or why nothing did. The command keeps its own time limit in the guest; here it is only
            waited for somewhat longer, because Invoke-EflowVmCommand cannot be cancelled.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Worker')]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [string]
        $Command,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    Wait-EflowTurn
    $limit = $TimeoutSeconds + $script:sessionSeconds
    $parameters = @{
        Name       = 'Invoke-EflowVmCommand'
        # Without -ignoreError a command that exits with another code than 0 throws, and its output is lost.
        Parameters = @{ command = $Command; ignoreError = $true }
    }
    Write-Debug -Message ($script:localizedData.GuestAsked -f $Command.Length)
    if ($VerbosePreference -ne 'SilentlyContinue') {
        Write-Verbose -Message ($script:localizedData.GuestRuns -f (Get-EflowScriptHash -Command $Command))
    }
    try {
        $work = Start-EflowWork -Worker $Worker -Command 'Invoke-EflowCmdlet' -Parameters $parameters
        $result = Wait-EflowWork -Work $work -TimeoutSeconds $limit
    }
    catch {
        return @{ status = 'failed'; reason = (ConvertTo-EflowPrintable -Text $_.Exception.GetBaseException().Message) }
    }
    finally {
        Add-EflowTurn
    }
    if (-not $result.Finished) {
        return @{ status = 'failed'; reason = $script:reasons.GuestSilent -f $limit }
    }
    return Read-EflowGuestAnswer -Said $result.Output[0]
}

function Read-EflowGuestAnswer {
    <#
        .SYNOPSIS
            Tells an answer of the guest from the ways in which there is none.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Said
    )

    # Not the banner of a warning of ssh.exe, framed with at signs: what follows says which file it is about.
    $complaints = @(@($Said.thrown) + @($Said.errors) | Where-Object -FilterScript { $_ -and "$_" -notmatch '^@.*@\s*$' })
    $few = @($Said.output | Select-Object -First 2)
    # "Can't process request, EFLOW VM is OFF!" or "Cannot process request, ..." (Azure/iotedge-eflow #254).
    if ((@($complaints) + @($Said.chatter) + $few) -match 'process request, EFLOW VM is OFF') {
        return @{ status = 'failed'; reason = $script:reasons.GuestOff }
    }

    if ($Said.tooMuch) {
        return @{ status = 'failed'; reason = $Said.thrown }
    }
    $reply = $Said.output -join "`n"
    # Where ssh.exe's own words come back instead of those of the guest, there was no session.
    if ($reply.Length -lt 2000 -and $reply -match $script:noSession) {
        $complaints = @($reply.Trim() -replace '(?m)^@.*@\s*\n', '') + $complaints
        $reply = ''
    }
    if ($Said.thrown -or -not $reply) {
        $reason = $script:reasons.GuestEmpty
        if ($complaints.Count -gt 0) {
            $reason = $script:reasons.GuestFailed -f (ConvertTo-EflowPrintable -Text $complaints[0])
        }
        return @{ status = 'failed'; reason = $reason; refused = $true }
    }
    foreach ($complaint in $complaints) {
        Write-Verbose -Message ($script:localizedData.GuestStray -f (ConvertTo-EflowPrintable -Text $complaint))
    }
    return @{ status = 'ok'; reply = $reply }
}

function Get-EflowScriptHash {
    <#
        .SYNOPSIS
            The SHA-256 of the script that a command carries, as guest-scripts.sha256 of a package lists it; - where it carries none.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Command
    )

    if ($Command -notmatch 'echo ([A-Za-z0-9+/=]{20,})\|base64 -d(\|gzip -d)?') {
        return '-'
    }
    $isPacked = $Matches.ContainsKey(2)
    $stream = [System.IO.MemoryStream]::new([System.Convert]::FromBase64String($Matches[1]))
    if ($isPacked) {
        $stream = [System.IO.Compression.GZipStream]::new($stream, [System.IO.Compression.CompressionMode]::Decompress)
    }
    $sha = [System.Security.Cryptography.SHA256]::Create()
    try {
        return [System.BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-', '').ToLowerInvariant()
    }
    finally {
        $stream.Dispose()
        $sha.Dispose()
    }
}
