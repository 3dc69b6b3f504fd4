function Get-HostHostsIcsFact {
    <#
        .SYNOPSIS
            The names that Internet Connection Sharing gives out, where there are any.
    #>
    [CmdletBinding()]
    param ()

    $text = $null
    if ($env:SystemRoot) {
        $text = Read-EflowTextFile -Path ([System.IO.Path]::Combine($env:SystemRoot, 'System32', 'drivers', 'etc', 'hosts.ics'))
    }
    return @{ text = $text }
}
