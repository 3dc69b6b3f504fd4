function Get-HostReachFact {
    <#
        .SYNOPSIS
            Whether this host reaches the ports that the VM needs, by the address that it finds itself, as far as a TLS hello,
            and once more by the proxy where one is set.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Questions
    )

    $wanted = @(
        foreach ($one in @($Questions.endpoints)) {
            @{ host = [string] $one.host; port = [int] $one.port; via = 'direct'; At = [string] $one.host; AtPort = [int] $one.port; To = $null }
        }
        foreach ($one in @($Questions.proxied)) {
            @{ host = [string] $one.host; port = [int] $one.port; via = 'proxy'; At = [string] $one.proxy; AtPort = [int] $one.proxyPort; To = ('{0}:{1}' -f $one.host, $one.port) }
        }
    )
    $addresses = @{}
    foreach ($name in @($wanted | ForEach-Object -Process { $_.At } | Sort-Object -Unique)) {
        $own = $null
        $addresses[$name] = $name
        if (-not [System.Net.IPAddress]::TryParse($name, [ref] $own)) {
            $addresses[$name] = @((Resolve-EflowName -Name $name).addresses) | Select-Object -First 1
        }
    }
    $known = @($wanted | Where-Object -FilterScript { $addresses[$_.At] })
    $targets = @($known | ForEach-Object -Process { @{ Address = $addresses[$_.At]; Port = $_.AtPort } })
    $hellos = @($known | ForEach-Object -Process { @{ Name = $_.host; To = $_.To } })
    $tries = @(Connect-EflowPort -Target $targets -Hello $hellos)
    $index = 0
    $reached = foreach ($one in $wanted) {
        $address = $addresses[$one.At]
        $try = @{ state = 'unresolved'; tls = 'notTried'; issuer = $null; tookMs = $null }
        if ($address) {
            $try = $tries[$index++]
        }
        @{
            host    = $one.host
            port    = $one.port
            address = $address
            tcp     = $try.state
            tls     = $try.tls
            issuer  = $try.issuer
            via     = $one.via
            tookMs  = $try.tookMs
        }
    }
    return , @($reached)
}
