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
        $node = @{ Process = $null }
        try {
            Start-EflowNode -Path $Path -Arguments '--version' -WorkingDirectory $script:moduleFolder -Into $node
            $reading = $node.Process.StandardOutput.ReadToEndAsync()
            if (-not $node.Process.WaitForExit(10000)) {
                $node.Process.Kill()
            }
            $answer = [string] $reading.Result
        }
        finally {
            if ($null -ne $node.Process) {
                $node.Process.Dispose()
            }
        }
        if ($answer.Trim() -notmatch '^v(\d+\.\d+\.\d+)') {
            throw (New-EflowErrorRecord -Id 'NodeNotStarted' -Arguments $Path, $script:localizedData.NodeNoVersion -Target $Path)
        }
        $script:nodeVersions[$key] = [version] $Matches[1]
    }
    return $script:nodeVersions[$key]
}
