function Start-EflowNode {
    <#
        .SYNOPSIS
            Starts Node.js with its three streams held, as UTF-8 and without what the environment could slip into it.

        .DESCRIPTION
            The process is laid where the caller looks for it, at once: what a function returns is lost where the pipeline is
            stopped while the process starts, and it would be left.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path,

        # Fixed words between single blanks, without quotes: ProcessStartInfo.ArgumentList does not exist in Windows PowerShell.
        [Parameter(Mandatory = $true)]
        [ValidatePattern('^[A-Za-z0-9._=*-]+( [A-Za-z0-9._=*-]+)*$')]
        [string]
        $Arguments,

        [Parameter(Mandatory = $true)]
        [string]
        $WorkingDirectory,

        # Gets the Process.
        [Parameter(Mandatory = $true)]
        [object]
        $Into
    )

    $startInfo = [System.Diagnostics.ProcessStartInfo]::new($Path, $Arguments)
    $startInfo.WorkingDirectory = $WorkingDirectory
    $startInfo.UseShellExecute = $false
    $startInfo.CreateNoWindow = $true
    $startInfo.RedirectStandardInput = $true
    $startInfo.RedirectStandardOutput = $true
    $startInfo.RedirectStandardError = $true
    $startInfo.StandardOutputEncoding = [System.Text.Encoding]::UTF8
    $startInfo.StandardErrorEncoding = [System.Text.Encoding]::UTF8

    # NODE_OPTIONS=--require x.js or an OPENSSL_CONF that loads a library would run a user's code with our rights.
    foreach ($name in @($startInfo.EnvironmentVariables.Keys)) {
        if ($name -match '^(NODE_|OPENSSL_|UV_|ELECTRON_)') {
            $startInfo.EnvironmentVariables.Remove($name)
        }
    }

    try {
        $Into.Process = [System.Diagnostics.Process]::Start($startInfo)
    }
    catch {
        $reason = $_.Exception.GetBaseException().Message
        throw (New-EflowErrorRecord -Id 'NodeNotStarted' -Arguments $Path, $reason -Target $Path -InnerException $_.Exception)
    }
}
