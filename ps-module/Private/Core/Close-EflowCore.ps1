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

    if ($null -eq $Core) {
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
