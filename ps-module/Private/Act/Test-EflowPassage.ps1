# A lost SYN is sent again after 1 s and after 3 s.
$script:passageMilliseconds = 5000

function Test-EflowPassage {
    <#
        .SYNOPSIS
            Tries a new connection from this host: connected, refused, silent or unreachable.

        .DESCRIPTION
            Connected and refused prove that packets pass: a refusal comes from the target itself, where nothing listens.
            Over UDP silence proves nothing either way, for a listener need not answer.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Address,

        [Parameter(Mandatory = $true)]
        [int]
        $Port,

        [Parameter(Mandatory = $true)]
        [ValidateSet('tcp', 'udp', 'icmp')]
        [string]
        $Protocol
    )

    if ($Protocol -eq 'icmp') {
        return Test-EflowPing -Address $Address
    }
    $client = [System.Net.Sockets.TcpClient]::new()
    if ($Protocol -eq 'udp') {
        $client = [System.Net.Sockets.UdpClient]::new()
    }
    try {
        if ($Protocol -eq 'udp') {
            $client.Connect($Address, $Port)
            $null = $client.Send([byte[]] @(0), 1)
            $task = $client.ReceiveAsync()
        }
        else {
            $task = $client.ConnectAsync($Address, $Port)
        }
        Wait-EflowPassage -Task $task
        return Get-EflowConnectState -Task $task
    }
    catch {
        # Connect and Send of UDP throw at once.
        $task = [System.Threading.Tasks.Task]::FromException($_.Exception.GetBaseException())
        return Get-EflowConnectState -Task $task
    }
    finally {
        $client.Dispose()
    }
}

function Wait-EflowPassage {
    <#
        .SYNOPSIS
            Waits for what was sent to be answered, as long as that may take.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [System.Threading.Tasks.Task]
        $Task
    )

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not $Task.IsCompleted -and $watch.ElapsedMilliseconds -lt $script:passageMilliseconds) {
        # Not $Task.Wait: it throws what the state tells. In short turns, so that Ctrl+C is heard.
        $null = [System.Threading.Tasks.Task]::WaitAny([System.Threading.Tasks.Task[]] @($Task), 100)
    }
}

function Test-EflowPing {
    <#
        .SYNOPSIS
            Sends one echo request: connected where the answer came, silent where none did.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Address
    )

    $ping = [System.Net.NetworkInformation.Ping]::new()
    try {
        $task = $ping.SendPingAsync($Address, $script:passageMilliseconds)
        Wait-EflowPassage -Task $task
        if ($task.IsCompleted -and $task.Result.Status -eq 'Success') {
            return 'connected'
        }
        return 'silent'
    }
    catch {
        # Not every account may send one; the counter of the rule tells then.
        Write-Verbose -Message $_.Exception.GetBaseException().Message
        return 'silent'
    }
    finally {
        $ping.Dispose()
    }
}
