# A lost SYN is sent again after 1 s and after 3 s.
$script:connectMilliseconds = 5000
$script:connectionsAtOnce = 6

function Connect-EflowPort {
    <#
        .SYNOPSIS
            Tries TCP connections from this host, some at a time, and closes them: connected, refused, silent or unreachable.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        # Each has an Address and a Port.
        [AllowEmptyCollection()]
        [object[]]
        $Target
    )

    for ($first = 0; $first -lt $Target.Count; $first += $script:connectionsAtOnce) {
        $last = [System.Math]::Min($first + $script:connectionsAtOnce, $Target.Count) - 1
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $tries = @(
            foreach ($one in $Target[$first..$last]) {
                $client = [System.Net.Sockets.TcpClient]::new()
                @{ Client = $client; Task = $client.ConnectAsync([string] $one.Address, [int] $one.Port); TookMs = $null }
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
        foreach ($try in $tries) {
            @{ state = Get-EflowConnectState -Task $try.Task; tookMs = $try.TookMs }
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
