function Get-NetTCPConnection {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [Alias('IPAddress')]
        [string[]] $LocalAddress,

        [Parameter(Position = 1)]
        [uint16[]] $LocalPort,

        [string[]] $RemoteAddress,

        [uint16[]] $RemotePort,

        [TcpState[]] $State,

        [object[]] $AppliedSetting,

        [uint32[]] $OwningProcess,

        [datetime[]] $CreationTime,

        [object[]] $OffloadState,

        [Alias('Session')]
        [object[]] $CimSession,

        [int] $ThrottleLimit,

        [switch] $AsJob
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed @('CimSession', 'AsJob', 'AppliedSetting', 'CreationTime', 'OffloadState')
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $seen = @(Read-HostSocket -Kind '-t' | ForEach-Object {
                $object = New-NetTCPConnectionObject
                $object.LocalAddress = $_.LocalAddress
                $object.LocalPort = $_.LocalPort
                $object.RemoteAddress = $_.RemoteAddress
                $object.RemotePort = $_.RemotePort
                $object.State = $script:tcpStates[$_.State]
                $object.OwningProcess = $_.Process
                $object
            })
        $all = @(Complete-WindowsResult -Command 'Get-NetTCPConnection' -InputObject $seen -New { New-NetTCPConnectionObject })
        Select-CimObject -Cmdlet $PSCmdlet -ClassName 'MSFT_NetTCPConnection' -InputObject $all
    }
}

function New-NetTCPConnectionObject {
    $property = [ordered]@{
        LocalAddress  = ''
        LocalPort     = [uint16] 0
        RemoteAddress = '0.0.0.0'
        RemotePort    = [uint16] 0
        State         = [TcpState]::Listen
        OwningProcess = [uint32] 4
    }
    New-CimObject -ClassName 'MSFT_NetTCPConnection' -Property $property
}

# ss(8)'s words for the states of RFC 9293.
$script:tcpStates = @{
    'LISTEN' = [TcpState]::Listen; 'SYN-SENT' = [TcpState]::SynSent; 'SYN-RECV' = [TcpState]::SynReceived
    'ESTAB' = [TcpState]::Established; 'FIN-WAIT-1' = [TcpState]::FinWait1; 'FIN-WAIT-2' = [TcpState]::FinWait2
    'CLOSE-WAIT' = [TcpState]::CloseWait; 'CLOSING' = [TcpState]::Closing; 'LAST-ACK' = [TcpState]::LastAck
    'TIME-WAIT' = [TcpState]::TimeWait; 'UNCONN' = [TcpState]::Closed
}

# The sockets of the host's namespace: state, two counters, local, remote, and the processes.
function Read-HostSocket {
    param([string] $Kind)

    $pattern = '^(\S+)\s+\d+\s+\d+\s+(\S+):(\d+|\*)\s+(\S+):(\d+|\*)'
    foreach ($line in (Read-LabText -ArgumentList @('ss', '-H', '-a', '-n', '-p', $Kind)).Split("`n")) {
        $match = [regex]::Match($line, $pattern)
        if (-not $match.Success) {
            continue
        }
        [pscustomobject]@{
            State         = $match.Groups[1].Value
            LocalAddress  = ConvertTo-SocketAddress -Text $match.Groups[2].Value
            LocalPort     = [uint16] $match.Groups[3].Value.Replace('*', '0')
            RemoteAddress = ConvertTo-SocketAddress -Text $match.Groups[4].Value
            RemotePort    = [uint16] $match.Groups[5].Value.Replace('*', '0')
            Process       = Get-SocketOwner -Line $line
        }
    }
}

# [::]:22 is :: and 127.0.0.53%lo is 127.0.0.53; * is both families, which Windows shows as ::.
function ConvertTo-SocketAddress {
    param([string] $Text)

    $address = $Text.Trim('[', ']')
    $zone = $address.IndexOf('%')
    if ($zone -ge 0) {
        $address = $address.Substring(0, $zone)
    }
    if ($address -eq '*') {
        return '::'
    }
    $address
}
