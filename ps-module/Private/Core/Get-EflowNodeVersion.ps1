# A version is asked for once a session and file: path and time of writing -> version.
$script:nodeVersions = @{}

function Get-EflowNodeVersion {
    <#
        .SYNOPSIS
            Asks a Node.js program for its version.
    #>
    [CmdletBinding()]
    [OutputType([version])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $key = '{0}|{1}' -f $Path, [System.IO.File]::GetLastWriteTimeUtc($Path).Ticks
    if (-not $script:nodeVersions.ContainsKey($key)) {
        $process = Start-EflowNode -Path $Path -Arguments '--version' -WorkingDirectory $script:moduleFolder
        try {
            $reading = $process.StandardOutput.ReadToEndAsync()
            if (-not $process.WaitForExit(10000)) {
                $process.Kill()
            }
            $answer = [string] $reading.Result
        }
        finally {
            $process.Dispose()
        }
        if ($answer.Trim() -notmatch '^v(\d+\.\d+\.\d+)') {
            throw (New-EflowErrorRecord -Id 'NodeNotStarted' -Arguments $Path, $script:localizedData.NodeNoVersion -Target $Path)
        }
        $script:nodeVersions[$key] = [version] $Matches[1]
    }
    return $script:nodeVersions[$key]
}
