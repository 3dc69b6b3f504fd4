# Runspaces of workers that were closed, with the time when each was opened; the last closed is the last.
$script:idleRunspaces = [System.Collections.Generic.List[hashtable]]::new()
# How long one is used again: an AzureEFLOW that was updated meanwhile is to be loaded anew.
$script:runspaceMinutes = 10

function Open-EflowWorker {
    <#
        .SYNOPSIS
            A second runspace with this module in it, for work that must not hold the cmdlet up: slow cmdlets of Windows, and
            those of AzureEFLOW, which cannot be cancelled.

        .DESCRIPTION
            The one that a cmdlet before had closed last, which has its modules loaded, or else one that is opened with its first
            work. Of workers that are opened and closed in the same order each gets what it had.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Worker')]
    param ()

    $worker = [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.Worker'
        Runspace   = $null
        OpenedAt   = $null
        # The last one that did not come back.
        GivenUp    = $null
    }
    while ($null -eq $worker.Runspace -and $script:idleRunspaces.Count -gt 0) {
        $last = $script:idleRunspaces[$script:idleRunspaces.Count - 1]
        $script:idleRunspaces.RemoveAt($script:idleRunspaces.Count - 1)
        if ([datetime]::UtcNow -lt $last.OpenedAt.AddMinutes($script:runspaceMinutes)) {
            $worker.Runspace, $worker.OpenedAt = $last.Runspace, $last.OpenedAt
        }
        else {
            $last.Runspace.CloseAsync()
        }
    }
    return $worker
}

function Start-EflowWork {
    <#
        .SYNOPSIS
            Starts one of the module's functions in a worker. A worker does one thing at a time.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Work')]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Worker')]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [string]
        $Command,

        [hashtable]
        $Parameters = @{}
    )

    if ($null -eq $Worker.Runspace) {
        # As this one was made: the same commands are there, and the same restrictions hold.
        $state = [System.Management.Automation.Runspaces.Runspace]::DefaultRunspace.InitialSessionState
        if ($null -eq $state) {
            $state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
        }
        $Worker.OpenedAt = [datetime]::UtcNow
        $Worker.Runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state.Clone())
        $Worker.Runspace.Open()
    }

    $shell = [System.Management.Automation.PowerShell]::Create()
    $shell.Runspace = $Worker.Runspace
    $text = {
        param ($ModulePath, $Command, $Parameters)
        # What hangs here must not keep the whole process from ending.
        [System.Threading.Thread]::CurrentThread.IsBackground = $true
        try {
            $module = Import-Module -Name $ModulePath -PassThru -DisableNameChecking
            & $module {
                param ($Command, $Parameters)
                if ($null -eq $script:reasons) { Set-EflowLanguage } # no cmdlet began here
                & $Command @Parameters
            } $Command $Parameters
        }
        catch {
            # Without a try around it, an error ends its own statement only, and the function goes on.
            throw
        }
    }.ToString()
    $modulePath = [System.IO.Path]::Combine($script:moduleFolder, 'EflowNetDiag.psm1')
    $null = $shell.AddScript($text).AddArgument($modulePath).AddArgument($Command).AddArgument($Parameters)
    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.Work'
        Worker     = $Worker
        Shell      = $shell
        Handle     = $shell.BeginInvoke()
    }
}

function Wait-EflowWork {
    <#
        .SYNOPSIS
            Waits for a worker: true with what came out of it, or false when the time is over. The worker that did not
            come back is given up, for what it runs cannot be cancelled; its next work gets a new runspace.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.WorkResult')]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Work')]
        [object]
        $Work,

        [Parameter(Mandatory = $true)]
        [int]
        $TimeoutSeconds
    )

    $result = [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.WorkResult'
        Finished   = $false
        Output     = $null
    }
    $deadline = [datetime]::UtcNow.AddSeconds($TimeoutSeconds)
    # In short turns, so that Ctrl+C is heard.
    while (-not $Work.Handle.AsyncWaitHandle.WaitOne(100)) {
        if ([datetime]::UtcNow -gt $deadline) {
            # Not BeginStop: it waits for what hangs, on a thread that keeps the process from ending.
            $Work.Worker.GivenUp, $Work.Worker.Runspace = $Work.Worker.Runspace, $null
            return $result
        }
    }
    try {
        $result.Output = @($Work.Shell.EndInvoke($Work.Handle))
        $result.Finished = $true
    }
    finally {
        $Work.Shell.Dispose()
    }
    return $result
}

function Wait-EflowWorker {
    <#
        .SYNOPSIS
            Lets a worker end what it does, for so long; then it is given up, and what it runs is ended.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Worker')]
        [object]
        $Worker,

        [Parameter(Mandatory = $true)]
        [int]
        $Seconds
    )

    $until = [datetime]::UtcNow.AddSeconds($Seconds)
    while ($null -ne $Worker.Runspace -and "$($Worker.Runspace.RunspaceAvailability)" -eq 'Busy') {
        if ([datetime]::UtcNow -gt $until) {
            Close-EflowWorker -Worker $Worker
        }
        [System.Threading.Thread]::Sleep(50)
    }
}

function Close-EflowWorker {
    <#
        .SYNOPSIS
            Ends a worker without waiting for what it may still do; what has nothing to do is kept for the next one.

        .DESCRIPTION
            Not where AzureEFLOW runs in a Windows PowerShell of its own: a process is not left behind.
    #>
    [CmdletBinding()]
    param (
        [AllowNull()]
        [PSTypeName('EflowNetDiag.Worker')]
        [object]
        $Worker
    )

    if ($null -eq $Worker -or $null -eq $Worker.Runspace) {
        return
    }
    $runspace, $Worker.Runspace = $Worker.Runspace, $null
    $isCompatible = -not $script:onWindows -or $PSVersionTable.PSEdition -ne 'Core'
    if ($isCompatible -and "$($runspace.RunspaceAvailability)" -eq 'Available') {
        $script:idleRunspaces.Add(@{ Runspace = $runspace; OpenedAt = $Worker.OpenedAt })
        $ExecutionContext.SessionState.Module.OnRemove = { Close-EflowIdleRunspace }
    }
    else {
        $runspace.CloseAsync()
    }
}

function Close-EflowIdleRunspace {
    <#
        .SYNOPSIS
            Closes what is kept of workers, when the module is removed.
    #>
    [CmdletBinding()]
    param ()

    foreach ($one in $script:idleRunspaces) {
        $one.Runspace.CloseAsync()
    }
    $script:idleRunspaces.Clear()
}
