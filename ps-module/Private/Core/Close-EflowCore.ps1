function Close-EflowCore {
    <#
        .SYNOPSIS
            Ends the core: no more requests, then by force if it does not leave.
    #>
    [CmdletBinding()]
    param (
        [AllowNull()]
        [PSTypeName('EflowNetDiag.Core')]
        [object]
        $Core
    )

    if ($null -eq $Core -or $null -eq $Core.Process) {
        return
    }
    try {
        $Core.Process.StandardInput.Close()
    }
    catch [System.IO.IOException] {
        Write-Debug -Message $_.Exception.Message
    }
    if (-not $Core.Process.WaitForExit(2000)) {
        $Core.Process.Kill()
    }
    $Core.Process.Dispose()
}

function Restart-EflowCore {
    <#
        .SYNOPSIS
            Ends the core, whatever it does, and starts it anew: one that owes an answer cannot be asked anything else.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [PSTypeName('EflowNetDiag.Core')]
        [object]
        $Core
    )

    $info = $Core.Process.StartInfo
    if (-not $Core.Process.HasExited) {
        $Core.Process.Kill()
    }
    Close-EflowCore -Core $Core
    $Core.Process, $Core.OutputReading, $Core.ErrorReading = $null, $null, $null
    Start-EflowNode -Path $info.FileName -Arguments $info.Arguments -WorkingDirectory $info.WorkingDirectory -Into $Core
}
