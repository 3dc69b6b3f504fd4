# One session of ssh.exe into the VM: every caller pays for it, and every one is counted.
#
# Over TCP port 22 in 1.1, where an address may connect three times a minute; over a Hyper-V socket, which needs no network,
# in the builds after (iot-edge-for-linux-on-windows-security.md).

function Invoke-EflowSession {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Cmdlet,

        [Parameter(Mandatory = $true)]
        [string] $Command
    )

    $address = Get-EflowChannelAddress
    $commandLine = ConvertTo-SshCommandLine -Address $address -Command $Command
    Assert-CommandLineFits -CommandLine $commandLine
    $words = @(ConvertFrom-WindowsCommandLine -CommandLine $commandLine)
    # ssh.exe joins the words that it sees with single blanks.
    $remoteCommand = [string]::Join(' ', @($words | Select-Object -Skip $script:sshWordsBeforeCommand))

    $refusal = @(Get-SessionRefusal -Address $address)
    Add-SessionRecord -Cmdlet $Cmdlet -CommandLineLength $commandLine.Length -IsAccepted ($refusal.Count -eq 0)
    [System.Threading.Thread]::Sleep([int] (Get-StandInOption -Name 'latencyMs' -Default 0))
    if ($refusal.Count -gt 0) {
        $global:LASTEXITCODE = 255
        return New-SessionResult -ExitCode 255 -Errors $refusal
    }
    $result = Invoke-GuestShell -Command $remoteCommand
    # A by-product of calling a native program; AKS Edge's scripts, of the same ancestry, rely on it.
    $global:LASTEXITCODE = $result.ExitCode
    $outputLines = @(ConvertFrom-ConsoleBytes -Bytes $result.Output)
    $errorLines = @(ConvertFrom-ConsoleBytes -Bytes $result.Errors)
    New-SessionResult -ExitCode $result.ExitCode -Output $outputLines -Errors $errorLines
}

# Whether ssh.exe's standard error comes back with its output is not documented: "separate" (the default) loses it to the
# console, "merged" has it behind the output. The product has to do with either.
function New-SessionResult {
    param([int] $ExitCode, [string[]] $Output = @(), [string[]] $Errors = @())

    $captured = $Output
    if ((Get-StandInOption -Name 'standardError' -Default 'separate') -eq 'merged') {
        $captured = @($Output) + @($Errors)
    }
    [pscustomobject]@{ ExitCode = $ExitCode; Captured = @($captured); Errors = @($Errors) }
}

function Invoke-GuestShell {
    param([string] $Command)

    $guest = (Get-LabState).guest
    $prefix = @(Get-StandInOption -Name 'guestCommand')
    if ($null -eq $prefix[0]) {
        $prefix = @('nsenter', '-t', [string] $guest.initPid, '-m', '-u', '-i', '-n', '-p', '--',
            'su', $guest.userName, '-s', '/bin/bash', '-c')
    }
    # sshd gives a session an environment of its own, and no input.
    $environment = @{
        HOME = "/home/$($guest.userName)"; USER = $guest.userName; LOGNAME = $guest.userName; SHELL = '/bin/bash'
        PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'
    }
    Invoke-LabProcess -ArgumentList (@($prefix) + @($Command)) -Environment $environment
}

# What ssh.exe says when there is no session to be had, or nothing.
function Get-SessionRefusal {
    param([string] $Address)

    if ((Get-StandInOption -Name 'transport' -Default 'hvsocket') -eq 'tcp') {
        return Get-TcpRefusal -Address $Address
    }
    if (-not (Test-GuestIsAlive)) {
        # Azure/iotedge-eflow#279: the VM is gone, its agent doesn't know.
        return @('ERROR: 0x80072741', 'ssh_exchange_identification: Connection closed by remote host')
    }
}

function Test-GuestIsAlive {
    if ($null -ne (Get-StandInOption -Name 'guestCommand')) {
        return $true
    }
    [System.IO.Directory]::Exists("/proc/$((Get-LabState).guest.initPid)")
}

# The rule of the guest's firewall in 1.1 counted every attempt of the last minute, refused ones too ("--update" of the
# recent match; microsoft/azurelinux, iptables of branch 1.0, March to October 2021).
function Get-TcpRefusal {
    param([string] $Address)

    $timedOut = "ssh: connect to host $Address port 22: Connection timed out"
    $limit = [int] (Get-StandInOption -Name 'sessionsPerMinute' -Default 0)
    if ($limit -gt 0 -and (Get-RecentSessionCount) -ge $limit) {
        return $timedOut
    }
    $state = Test-TcpPort -Address $Address -Port 22
    if ($state -eq 'timedOut') {
        return $timedOut
    }
    if ($state -eq 'unreachable') {
        return "ssh: connect to host $Address port 22: No route to host"
    }
}

# A refused connection has reached the guest as well as an accepted one: the lab's guest runs no sshd.
function Test-TcpPort {
    param([string] $Address, [int] $Port)

    if ($null -ne (Get-StandInOption -Name 'guestCommand')) {
        return 'open'
    }
    $client = [System.Net.Sockets.TcpClient]::new()
    try {
        $connecting = $client.ConnectAsync($Address, $Port)
        if ($connecting.Wait([int] (Get-StandInOption -Name 'tcpTimeoutMs' -Default 3000))) {
            return 'open'
        }
        'timedOut'
    }
    catch {
        $socketError = $_.Exception.GetBaseException()
        if ($socketError -isnot [System.Net.Sockets.SocketException]) {
            throw
        }
        switch ([string] $socketError.SocketErrorCode) {
            'ConnectionRefused' { 'open' }
            'TimedOut' { 'timedOut' }
            default { 'unreachable' }
        }
    }
    finally {
        $client.Dispose()
    }
}

function Get-SessionLogPath {
    [System.IO.Path]::Combine((Get-LabState).stateFolder, 'sessions.log')
}

function Get-RecentSessionCount {
    $path = Get-SessionLogPath
    if (-not [System.IO.File]::Exists($path)) {
        return 0
    }
    $minuteAgo = [datetimeoffset]::UtcNow.AddSeconds(-[int] (Get-StandInOption -Name 'minuteSeconds' -Default 60)).ToUnixTimeMilliseconds()
    $recent = @([System.IO.File]::ReadAllLines($path) | Where-Object { (ConvertFrom-Json -InputObject $_).unixMs -gt $minuteAgo })
    $recent.Count
}

function Add-SessionRecord {
    param([string] $Cmdlet, [int] $CommandLineLength, [bool] $IsAccepted)

    $now = [datetimeoffset]::UtcNow
    $record = [ordered]@{
        time              = $now.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
        unixMs            = $now.ToUnixTimeMilliseconds()
        cmdlet            = $Cmdlet
        transport         = Get-StandInOption -Name 'transport' -Default 'hvsocket'
        accepted          = $IsAccepted
        commandLineLength = $CommandLineLength
    }
    $line = (ConvertTo-Json -InputObject $record -Compress) + "`n"
    # Sessions may be opened side by side, and a file is appended to by one at a time.
    for ($tries = 0; ; $tries++) {
        try {
            return [System.IO.File]::AppendAllText((Get-SessionLogPath), $line)
        }
        catch [System.IO.IOException] {
            if ($tries -ge 100) { throw }
            [System.Threading.Thread]::Sleep(5)
        }
    }
}
