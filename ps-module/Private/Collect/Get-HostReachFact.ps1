function Get-HostReachFact {
    <#
        .SYNOPSIS
            Whether this host reaches the ports that the VM needs, by the address that it finds itself.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Questions
    )

    $addresses = @{}
    foreach ($name in @($Questions.endpoints | ForEach-Object -Process { [string] $_.host } | Sort-Object -Unique)) {
        $own = $null
        $addresses[$name] = $name
        if (-not [System.Net.IPAddress]::TryParse($name, [ref] $own)) {
            $addresses[$name] = @((Resolve-EflowName -Name $name).addresses) | Select-Object -First 1
        }
    }
    $known = @($Questions.endpoints | Where-Object -FilterScript { $addresses[[string] $_.host] })
    $tries = @(Connect-EflowPort -Target @($known | ForEach-Object -Process { @{ Address = $addresses[[string] $_.host]; Port = $_.port } }))
    $index = 0
    $reached = foreach ($one in @($Questions.endpoints)) {
        $address = $addresses[[string] $one.host]
        $try = @{ state = 'unresolved'; tookMs = $null }
        if ($address) {
            $try = $tries[$index++]
        }
        @{ host = [string] $one.host; port = [int] $one.port; address = $address; tcp = $try.state; tookMs = $try.tookMs }
    }
    return , @($reached)
}
