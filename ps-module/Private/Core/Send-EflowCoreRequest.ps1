# How long the core may take to answer one request; judging takes it well under a second.
$script:coreTimeoutSeconds = 60

function Send-EflowCoreRequest {
    <#
        .SYNOPSIS
            Asks the core one thing and returns its response, or throws the error that it answers with.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject], [string])]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Core')]
        [object]
        $Core,

        [Parameter(Mandatory = $true)]
        [System.Collections.IDictionary]
        $Request,

        # Returns the response as the text that it is: for what is passed on without being looked at.
        [switch]
        $AsText
    )

    $deadline = [datetime]::UtcNow.AddSeconds($script:coreTimeoutSeconds)
    $Request['contract'] = $script:contract
    $Request['culture'] = $script:culture
    Write-Debug -Message ($script:localizedData.CoreAsked -f $Request['kind'])
    $bytes = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-EflowJson -InputObject $Request) + "`n")
    $stream = $Core.Process.StandardInput.BaseStream
    try {
        Wait-EflowCore -Core $Core -Task $stream.WriteAsync($bytes, 0, $bytes.Length) -Deadline $deadline
        Wait-EflowCore -Core $Core -Task $stream.FlushAsync() -Deadline $deadline
    }
    catch [System.IO.IOException] {
        # The core has ended: what it left behind says why.
        Write-Debug -Message $_.Exception.Message
    }

    $Core.OutputReading = $Core.Process.StandardOutput.ReadLineAsync()
    Wait-EflowCore -Core $Core -Task $Core.OutputReading -Deadline $deadline
    $line = $Core.OutputReading.Result
    if ($null -eq $line) {
        throw (Get-EflowCoreDeath -Core $Core)
    }
    Write-EflowCoreTrace -Core $Core
    $line = $line.TrimStart([char] 0xFEFF)
    if ($AsText -and $line -match ('^\{{"contract":{0},"coreVersion":"[^"]*",("report":.*?)?"kind":"{1}",' -f $script:contract, $Request['kind'])) {
        return $line
    }
    return Read-EflowCoreResponse -Line $line -Kind $Request['kind']
}

function Wait-EflowCore {
    <#
        .SYNOPSIS
            Waits for a task, passing the core's log on meanwhile, and gives up at the deadline.
    #>
    [CmdletBinding()]
    param (
        [object]
        $Core,

        [System.Threading.Tasks.Task]
        $Task,

        [datetime]
        $Deadline
    )

    while (-not $Task.IsCompleted) {
        if ([datetime]::UtcNow -gt $Deadline) {
            $Core.Process.Kill()
            throw (New-EflowErrorRecord -Id 'CoreTimeout' -Arguments $script:coreTimeoutSeconds -Target $Core.Process.StartInfo.FileName)
        }
        Write-EflowCoreTrace -Core $Core
        $waiting = [System.Threading.Tasks.Task[]] @($Task, $Core.ErrorReading)
        if ($Core.ErrorReading.IsCompleted) {
            $waiting = [System.Threading.Tasks.Task[]] @($Task)
        }
        # Short, so that Ctrl+C is heard.
        $null = [System.Threading.Tasks.Task]::WaitAny($waiting, 100)
    }
    if ($Task.IsFaulted) {
        throw $Task.Exception.GetBaseException()
    }
}

function Get-EflowCoreDeath {
    <#
        .SYNOPSIS
            The error for a core that ended instead of answering: its exit code and its last words.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.ErrorRecord])]
    param (
        [object]
        $Core
    )

    $code = '?'
    if ($Core.Process.WaitForExit(2000)) {
        $code = $Core.Process.ExitCode
    }
    $deadline = [datetime]::UtcNow.AddSeconds(2)
    do {
        Write-EflowCoreTrace -Core $Core
        $ended = $Core.ErrorReading.IsCompleted -or -not $Core.ErrorReading.Wait(100)
    } until ($ended -or [datetime]::UtcNow -gt $deadline)
    $words = $Core.LastWords.ToArray() -join ' '
    return New-EflowErrorRecord -Id 'CoreFailed' -Arguments ($script:localizedData.CoreEnded -f $code, $words) -Target $Core.Process.StartInfo.FileName
}

function Read-EflowCoreResponse {
    <#
        .SYNOPSIS
            Checks an answer of the core: ours, of our contract, to our question; an error in it is thrown.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [string]
        $Line,

        [string]
        $Kind
    )

    $excerpt = ConvertTo-EflowPrintable -Text $Line -Length 200
    try {
        $response = ConvertFrom-EflowJson -Json $Line
        $number, $answered = $response.contract, $response.kind
    }
    catch {
        throw (New-EflowErrorRecord -Id 'CoreFailed' -Arguments ($script:localizedData.CoreGarbage -f $excerpt) -Target $Kind -InnerException $_.Exception)
    }
    if ($number -ne $script:contract) {
        throw (New-EflowErrorRecord -Id 'ContractMismatch' -Arguments $script:contract, $number -Target $number)
    }
    if ($answered -eq 'error') {
        throw (New-EflowErrorRecord -Id $response.error.id -Message $response.error.message -Target $response.error.target)
    }
    if ($answered -ne $Kind) {
        throw (New-EflowErrorRecord -Id 'CoreFailed' -Arguments ($script:localizedData.CoreGarbage -f $excerpt) -Target $Kind)
    }
    return $response
}
