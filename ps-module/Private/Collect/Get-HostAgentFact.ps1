function Get-HostAgentFact {
    <#
        .SYNOPSIS
            Since when the lifecycle agent has had its certificate, and the end of its log.

        .DESCRIPTION
            The login file is written whenever the certificate is made, at the installation or by updateWssdCert.ps1 of Microsoft.
            Only its time is looked at: it holds a private key.
    #>
    [CmdletBinding()]
    param ()

    $writtenAt, $log = $null, $null
    if ($env:ProgramData) {
        $login = [System.IO.Path]::Combine($env:ProgramData, 'Azure IoT Edge', 'protected', '.wssd', 'cloudconfig')
        if ([System.IO.File]::Exists($login)) {
            $invariant = [System.Globalization.CultureInfo]::InvariantCulture
            $writtenAt = [System.IO.File]::GetLastWriteTimeUtc($login).ToString('yyyy-MM-ddTHH:mm:ssZ', $invariant)
        }
        $log = Read-EflowTextFile -Path ([System.IO.Path]::Combine($env:ProgramData, 'wssdagent', 'log', 'wssdagent.log'))
    }
    return @{ loginWrittenAt = $writtenAt; log = $log }
}
