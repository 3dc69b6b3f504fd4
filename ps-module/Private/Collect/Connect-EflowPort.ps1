# A lost SYN is sent again after 1 s and after 3 s.
$script:connectMilliseconds = 5000
# Ports, needs and servers are tried side by side: with one question to a server and one name, that makes eight.
$script:connectionsAtOnce = 3

function Connect-EflowPort {
    <#
        .SYNOPSIS
            Tries TCP connections from this host, some at a time, and closes them: connected, refused, silent or unreachable;
            of those that are to be greeted, also what became of a TLS hello.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        # Each has an Address and a Port.
        [AllowEmptyCollection()]
        [object[]]
        $Target,

        # To whom a TLS hello is said, for each target: its Name, and the place To which a proxy there is to connect, if any.
        [hashtable[]]
        $Hello = @($null) * $Target.Count
    )

    for ($first = 0; $first -lt $Target.Count; $first += $script:connectionsAtOnce) {
        $last = [System.Math]::Min($first + $script:connectionsAtOnce, $Target.Count) - 1
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $tries = @(
            for ($index = $first; $index -le $last; $index++) {
                $one = $Target[$index]
                $client = [System.Net.Sockets.TcpClient]::new()
                @{
                    Client = $client
                    Task   = $client.ConnectAsync([string] $one.Address, [int] $one.Port)
                    TookMs = $null
                    State  = $null
                    Hello  = $Hello[$index]
                    Tls    = 'notTried'
                    Issuer = $null
                }
            }
        )
        do {
            [System.Threading.Thread]::Sleep(10)
            foreach ($try in $tries) {
                if ($null -eq $try.TookMs -and $try.Task.IsCompleted) {
                    $try.TookMs = $watch.ElapsedMilliseconds
                }
            }
            $open = @($tries | Where-Object -FilterScript { $null -eq $_.TookMs }).Count
        } while ($open -gt 0 -and $watch.ElapsedMilliseconds -lt $script:connectMilliseconds)
        $tries | ForEach-Object -Process { $_.State = Get-EflowConnectState -Task $_.Task }
        Send-EflowHello -Connection @($tries | Where-Object -FilterScript { $_.State -eq 'connected' -and $_.Hello })
        foreach ($try in $tries) {
            @{ state = $try.State; tookMs = $try.TookMs; tls = $try.Tls; issuer = $try.Issuer }
            $try.Client.Dispose()
        }
    }
}

function Get-EflowConnectState {
    <#
        .SYNOPSIS
            What became of an attempt to connect, or to send. A refusal is an answer: it comes from the target itself.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Threading.Tasks.Task]
        $Task
    )

    if (-not $Task.IsCompleted) {
        return 'silent'
    }
    if (-not $Task.IsFaulted) {
        return 'connected'
    }
    $cause = $Task.Exception.GetBaseException()
    if (-not ($cause -is [System.Net.Sockets.SocketException])) {
        return 'unreachable'
    }
    switch ($cause.SocketErrorCode) {
        # Windows tells an ICMP "port unreachable" to a UDP socket as a reset.
        { $_ -eq 'ConnectionRefused' -or $_ -eq 'ConnectionReset' } { return 'refused' }
        'TimedOut' { return 'silent' }
        default { return 'unreachable' }
    }
}
