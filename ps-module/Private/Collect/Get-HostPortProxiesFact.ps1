function Get-HostPortProxiesFact {
    <#
        .SYNOPSIS
            The port proxies of this Windows, from where netsh keeps them: what netsh prints is localized.
    #>
    [CmdletBinding()]
    param ()

    $proxies = foreach ($kind in 'v4tov4', 'v4tov6', 'v6tov4', 'v6tov6') {
        $values = Read-EflowRegistry -Key "SYSTEM\CurrentControlSet\Services\PortProxy\$kind\tcp"
        foreach ($name in @($values.Keys | Sort-Object)) {
            @{ kind = $kind; listen = [string] $name; connect = [string] $values[$name] }
        }
    }
    return , @($proxies)
}
