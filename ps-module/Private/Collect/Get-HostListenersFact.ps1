function Get-HostListenersFact {
    <#
        .SYNOPSIS
            Who waits on the host: on TCP everybody, on UDP whoever holds DNS (53) and DHCP (67). With the services of the process.
    #>
    [CmdletBinding()]
    param ()

    $services = @{}
    foreach ($service in @(Get-CimInstance -ClassName 'Win32_Service' -ErrorAction SilentlyContinue)) {
        if ([int] $service.ProcessId -ne 0) {
            $services[[int] $service.ProcessId] += , [string] $service.Name
        }
    }
    $sockets = @(
        foreach ($socket in @(Get-NetTCPConnection -ErrorAction Stop)) {
            # MSFT_NetTCPConnection.State: 2 = Listen.
            if ([int] $socket.State -eq 2) {
                @{ protocol = 'tcp'; socket = $socket }
            }
        }
        foreach ($socket in @(Get-NetUDPEndpoint -ErrorAction Stop)) {
            if (53, 67 -contains [int] $socket.LocalPort) {
                @{ protocol = 'udp'; socket = $socket }
            }
        }
    )
    $listeners = foreach ($one in $sockets) {
        $id = [int] $one.socket.OwningProcess
        @{
            protocol = $one.protocol
            address  = [string] $one.socket.LocalAddress
            port     = [int] $one.socket.LocalPort
            process  = Get-EflowProcessName -Id $id
            services = [string[]] @($services[$id] | Where-Object -FilterScript { $_ })
        }
    }
    return , @($listeners)
}

function Get-EflowProcessName {
    <#
        .SYNOPSIS
            The name of a process; nothing where it has gone.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [int]
        $Id
    )

    $process = Get-Process -Id $Id -ErrorAction SilentlyContinue
    if ($null -ne $process) {
        return [string] $process.ProcessName
    }
    return $null
}
