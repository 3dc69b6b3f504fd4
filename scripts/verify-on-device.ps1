<#
    .SYNOPSIS
        Checks on a real EFLOW device what EflowNetDiag and its lab take for granted of AzureEFLOW, and prints a report that
        can be pasted into an issue.

    .DESCRIPTION
        Nothing public says all of how AzureEFLOW behaves. The lab's stand-in for it plays what Microsoft's documents,
        scripts and issues show (scripts/lab/stand-ins/README.md cites them); some questions stayed open. This script asks a
        real device both. It only reads: in the virtual machine it runs echo, cat, ls, command -v and iptables-save, and
        changes nothing there or on the host.

        Each line of the report is:

            <id> <result> <what was asked> | <what was seen>

        C..: a behaviour that is cited; asCited or differs. O..: an open question; answered. Either: unknown, with the
        reason. Of addresses, names and files only the kind is shown, never the value.

        Needs AzureEFLOW, an elevated session and a running virtual machine. Works in Windows PowerShell 5.1 and in
        PowerShell 7, as it is: no other file of the project is needed.

    .PARAMETER SecondsBetweenSessions
        How long to wait between sessions into the virtual machine. Default: 21 for AzureEFLOW 1.1, which lets in three a
        minute, else 0.

    .EXAMPLE
        .\verify-on-device.ps1 | Set-Clipboard

        Copies the report, to be pasted.

    .OUTPUTS
        System.String
        The report, a line each.
#>
[CmdletBinding()]
[OutputType([string])]
param (
    [ValidateRange(-1, 120)]
    [int]
    $SecondsBetweenSessions = -1
)

Set-StrictMode -Version Latest
# Errors beside success are among what is looked at: they must not end it.
$ErrorActionPreference = 'Continue'

# The rules of the stock file of Mariner 2.0 and 3.0; Mariner 1.0 has the first four and the last.
$stockRules = @(
    '-A INPUT -i lo -j ACCEPT'
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'
    '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'
    '-A INPUT -p icmp --icmp-type 11 -j ACCEPT'
    '-A INPUT -p icmp --icmp-type 3 -j ACCEPT'
    '-A OUTPUT -j ACCEPT'
)
$tools = 'ip', 'ss', 'netstat', 'ifconfig', 'route', 'resolvectl', 'systemd-resolve', 'networkctl', 'iptables-save', 'iptables-legacy-save',
'iptables-nft-save', 'nft', 'docker', 'nsenter', 'getent', 'openssl', 'curl', 'nc', 'dig', 'nslookup', 'ping', 'tracepath', 'timedatectl',
'chronyc', 'iotedge', 'gzip', 'base64', 'timeout'

# What is asked of the guest in one session, a line each: key=value. No double quotes: ssh.exe's command line loses them.
$guestQuestions = @(
    'echo user=$(id -un)'
    'echo shell=$0'
    'echo folder=$PWD'
    'echo sbin=$(case $PATH in *sbin*) echo yes;; *) echo no;; esac)'
    'sudo -n true 2>/dev/null; echo sudo=$?'
    'grep -s ^ID= /etc/os-release | sed s/^ID=/os=/'
    'grep -s ^VERSION_ID= /etc/os-release | sed s/^VERSION_ID=/osversion=/'
    'grep -s ^ID= /etc/os-subrelease | sed s/^ID=/subrelease=/'
    'systemctl --version 2>/dev/null | head -n 1 | cut -d . -f 1 | sed s/^/systemd=/'
    'sudo -n iptables --version 2>/dev/null | sed s/^/iptables=/'
    'for f in /etc/systemd/network/*; do echo networkfile=${f##*/}; done'
    'grep -slE ^DNS= /etc/systemd/network/* /run/systemd/network/* | sed s/^/dnsfile=/'
    'grep -sE ^DNS= /etc/systemd/resolved.conf | head -n 1 | sed s/=.*/=resolvedconf/'
    'grep -sh ^DNS= /run/systemd/netif/leases/* | head -n 1 | sed s/=.*/=lease/'
    'grep -sh ^DNS= /run/systemd/netif/links/* | head -n 1 | sed s/=.*/=link/'
    'sudo -n cat /etc/systemd/scripts/ip4save 2>/dev/null | grep -E ^- | sed s/^/saved=/'
    'sudo -n iptables-save 2>/dev/null | grep -e ^: -e ^-A | sed s/^/live=/'
    "for t in $($tools -join ' '); do command -v `$t >/dev/null && echo tool=`$t; done; true"
)

$report = [System.Collections.Generic.List[string]]::new()
$private = [System.Collections.Generic.List[string]]::new()
$session = @{ Last = [datetime]::MinValue; Seconds = 0 }

# The kinds of what was seen, in place of it: a report shows nobody's network.
function Hide-Value {
    param ([string] $Text)

    foreach ($name in @($private | Where-Object -FilterScript { $_.Length -gt 1 } | Sort-Object -Property Length -Descending)) {
        $Text = $Text -replace [regex]::Escape($name), '<name>'
    }
    $Text = $Text -replace '\b([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b', '<mac>'
    $Text = $Text -replace '\b\d{1,3}(\.\d{1,3}){3}/\d{1,2}\b', '<prefix>' -replace '\b\d{1,3}(\.\d{1,3}){3}\b', '<ipv4>'
    $Text = $Text -replace '\b[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){3,}\b', '<ipv6>' -replace '[0-9A-Fa-f]{12,}', '<id>'
    $Text = $Text -replace '\b([A-Za-z0-9-]+\.)+(net|com|org|local|lan|internal|io|cn|de|jp)\b', '<host>'
    $Text = $Text -replace '[^\x20-\x7E]', '?'
    if ($Text.Length -gt 300) {
        $Text = $Text.Substring(0, 300) + '...'
    }
    return $Text
}

function Add-Line {
    param ([string] $Id, [string] $Result, [string] $Asked, [string] $Seen)

    $report.Add(('{0} {1} {2} | {3}' -f $Id, $Result.PadRight(8), $Asked, (Hide-Value -Text $Seen)))
}

# A cited behaviour: Check emits what was seen, then whether it is as cited.
function Test-Cited {
    param ([string] $Id, [string] $Asked, [scriptblock] $Check)

    try {
        $seen, $good = & $Check
        $result = 'differs'
        if ($good) {
            $result = 'asCited'
        }
        Add-Line -Id $Id -Result $result -Asked $Asked -Seen $seen
    }
    catch {
        Add-Line -Id $Id -Result 'unknown' -Asked $Asked -Seen $_.Exception.Message
    }
}

# An open question: Check emits the answer.
function Get-Answer {
    param ([string] $Id, [string] $Asked, [scriptblock] $Check)

    try {
        $seen = @(& $Check) -join ', '
        $result = 'answered'
        if ($seen -eq '') {
            $result, $seen = 'unknown', 'nothing was to be seen'
        }
        Add-Line -Id $Id -Result $result -Asked $Asked -Seen $seen
    }
    catch {
        Add-Line -Id $Id -Result 'unknown' -Asked $Asked -Seen $_.Exception.Message
    }
}

function Wait-Session {
    $left = $session.Seconds - ([datetime]::UtcNow - $session.Last).TotalSeconds
    if ($left -gt 0) {
        Write-Progress -Activity 'Checking' -Status ('This build lets in three sessions a minute: waiting {0:0} s' -f $left)
        Start-Sleep -Milliseconds ([int] ($left * 1000))
    }
    $session.Last = [datetime]::UtcNow
}

# Output, what was said to the host, errors beside success, and what was thrown, each by itself.
function Invoke-Apart {
    param ([scriptblock] $Script)

    Wait-Session
    $seen = @{ Output = $null; Said = @(); Errors = @(); Thrown = '' }
    try {
        $all = @(& $Script 2>&1 6>&1)
        $seen.Said = @($all | Where-Object -FilterScript { $_ -is [System.Management.Automation.InformationRecord] } | ForEach-Object -Process { "$_" })
        $seen.Errors = @($all | Where-Object -FilterScript { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object -Process { "$_" })
        $rest = @($all | Where-Object -FilterScript { $_ -isnot [System.Management.Automation.InformationRecord] -and $_ -isnot [System.Management.Automation.ErrorRecord] })
        if ($rest.Count -eq 1) {
            $seen.Output = $rest[0]
        }
        elseif ($rest.Count -gt 1) {
            $seen.Output = $rest
        }
    }
    catch {
        $seen.Thrown = $_.Exception.Message
    }
    return $seen
}

function Get-Kind {
    param ([AllowNull()] [object] $Value)

    if ($null -eq $Value) {
        return 'nothing'
    }
    if ($Value -is [array]) {
        return '{0} of {1}' -f $Value.Count, (@($Value | ForEach-Object -Process { $_.GetType().Name } | Sort-Object -Unique) -join ', ')
    }
    return $Value.GetType().Name
}

function Get-Names {
    param ([AllowNull()] [object] $Value)

    if ($null -eq $Value) {
        return
    }
    return @($Value.PSObject.Properties | ForEach-Object -Process { $_.Name })
}

function Test-Names {
    param ([AllowNull()] [object] $Value, [string[]] $Wanted)

    $names = @(Get-Names -Value $Value)
    $names -join ' '
    @($Wanted | Where-Object -FilterScript { $names -notcontains $_ }).Count -eq 0
}

# In the guest, with the exit code ignored or not.
function Invoke-InGuest {
    param ([string] $Command, [switch] $Strict)

    if ($Strict) {
        return (Invoke-Apart -Script { Invoke-EflowVmCommand -command $Command })
    }
    return (Invoke-Apart -Script { Invoke-EflowVmCommand -command $Command -ignoreError })
}

$module = @(Get-Module -Name 'AzureEFLOW' -ListAvailable)[0]
Import-Module -Name 'AzureEFLOW' -WarningAction SilentlyContinue -ErrorAction Stop
$session.Seconds = $SecondsBetweenSessions
if ($SecondsBetweenSessions -lt 0) {
    $session.Seconds = 0
    if ("$($module.Version)" -like '1.1.*') {
        $session.Seconds = 21
    }
}
$private.Add([System.Environment]::MachineName)
$private.Add([System.Environment]::UserName)
$report.Add('EflowNetDiag device check, format 1')
$report.Add(('PowerShell {0} {1}, AzureEFLOW {2}' -f $PSVersionTable.PSVersion, $PSVersionTable.PSEdition, $module.Version))

# Names first: whatever is printed later must not hold them.
$vmName = Invoke-Apart -Script { Get-EflowVmName }
$created = Invoke-Apart -Script { Verify-EflowVm }
$network = Invoke-Apart -Script { Get-EflowNetwork }
$endpoint = Invoke-Apart -Script { Get-EflowVmEndpoint }
foreach ($name in @($vmName.Output) + @(@($network.Output) + @($endpoint.Output) | ForEach-Object -Process { if ($null -ne $_) { $_.Name } })) {
    if ($name) {
        $private.Add([string] $name)
    }
}

Test-Cited -Id 'C01' -Asked 'the cmdlets of the reference are there' -Check {
    $wanted = 'Get-EflowNetwork', 'Get-EflowVm', 'Get-EflowVmAddr', 'Get-EflowVmEndpoint', 'Get-EflowVmName', 'Invoke-EflowVmCommand', 'Set-EflowVmDNSServers', 'Start-EflowVm', 'Stop-EflowVm', 'Verify-EflowVm'
    $absent = @($wanted | Where-Object -FilterScript { -not (Get-Command -Name $_ -ErrorAction SilentlyContinue) })
    'absent: {0}' -f ($absent -join ' ')
    $absent.Count -eq 0
}
Test-Cited -Id 'C02' -Asked 'they have the parameters that are used' -Check {
    $wanted = @{ 'Invoke-EflowVmCommand' = 'command', 'ignoreError'; 'Get-EflowVmEndpoint' = , 'vswitchName'; 'Set-EflowVmDNSServers' = 'vendpointName', 'dnsServers' }
    $absent = @(foreach ($name in $wanted.Keys) { $has = (Get-Command -Name $name).Parameters.Keys; $wanted[$name] | Where-Object -FilterScript { $has -notcontains $_ } | ForEach-Object -Process { "$name -$_" } })
    'absent: {0}' -f ($absent -join ', ')
    $absent.Count -eq 0
}
Test-Cited -Id 'C03' -Asked 'Get-EflowVmName gives a string, Verify-EflowVm a truth value' -Check {
    '{0}, {1}' -f (Get-Kind -Value $vmName.Output), (Get-Kind -Value $created.Output)
    $vmName.Output -is [string] -and $created.Output -is [bool]
}
$address = Invoke-Apart -Script { Get-EflowVmAddr }
Test-Cited -Id 'C04' -Asked 'Get-EflowVmAddr gives two strings, the MAC and then the address' -Check {
    (@($address.Output) | ForEach-Object -Process { "'$_'" }) -join ', '
    @($address.Output).Count -eq 2 -and $address.Output[0] -cmatch '^([0-9a-f]{2}:){5}[0-9a-f]{2}$' -and $address.Output[1] -match '^(\d+\.\d+\.\d+\.\d+ ?)?$'
}
Test-Cited -Id 'C05' -Asked 'it says on the host what it does, with the time in front' -Check {
    $first = @($address.Said | Where-Object -FilterScript { $_ })[0]
    $first -replace '\([^)]*\)', '(...)'
    $first -match '^\[\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\] Querying IP and MAC addresses from virtual machine'
}
Test-Cited -Id 'C06' -Asked 'it says where the address is from' -Check {
    $line = @($address.Said -match '^ - (Virtual machine IP : |Failed to acquire IP)')[0]
    $line
    $line -match '^ - Virtual machine IP : [\d.]+ ?(retrieved directly from virtual machine|retrieved from NodeAgent)?$' -or $line -like ' - Failed to acquire IP address*'
}
Test-Cited -Id 'C07' -Asked 'one endpoint is an object by itself, several are an array' -Check {
    Get-Kind -Value $endpoint.Output
    $null -ne $endpoint.Output
}
Test-Cited -Id 'C08' -Asked 'an endpoint has its properties' -Check {
    Test-Names -Value @($endpoint.Output)[0] -Wanted 'Name', 'MacAddress', 'HealthStatus', 'IpConfiguration'
}
Test-Cited -Id 'C09' -Asked 'its IpConfiguration is an object with its own' -Check {
    Test-Names -Value @($endpoint.Output)[0].IpConfiguration -Wanted 'Address', 'PrefixLength', 'Gateway', 'AllocationMethod', 'SubNet'
}
Test-Cited -Id 'C10' -Asked 'its HealthStatus is one string' -Check {
    $health = @($endpoint.Output)[0].HealthStatus
    "$health"
    $health -is [string] -and $health -match '^currentState:\S* previousState:\S*$'
}
Test-Cited -Id 'C11' -Asked 'a network has its properties' -Check {
    Test-Names -Value @($network.Output)[0] -Wanted 'Name', 'AllocationMethod', 'Cidr', 'Type'
}
$nothing = Invoke-InGuest -Command 'true' -Strict
Test-Cited -Id 'C12' -Asked 'a command that prints nothing gives nothing' -Check {
    Get-Kind -Value $nothing.Output
    $null -eq $nothing.Output -and $nothing.Thrown -eq ''
}
$one = Invoke-InGuest -Command 'echo one'
Test-Cited -Id 'C13' -Asked 'one line gives a string' -Check {
    Get-Kind -Value $one.Output
    $one.Output -is [string] -and $one.Output -eq 'one'
}
$many = Invoke-InGuest -Command 'echo one; echo; echo ''a b'' | cat && echo $(echo three)'
Test-Cited -Id 'C14' -Asked 'lines give strings, blank ones too; quotes, pipes and $() are those of the guest''s shell' -Check {
    (@($many.Output) | ForEach-Object -Process { "'$_'" }) -join ', '
    (@($many.Output) -join '|') -eq 'one||a b|three'
}
$failing = Invoke-InGuest -Command 'echo seen; exit 3' -Strict
Test-Cited -Id 'C15' -Asked 'a command that fails throws, and says at which line of the module' -Check {
    $failing.Thrown
    $failing.Thrown -match 'failed to execute \[.*\]( at line \d+)?'
}
$global:LASTEXITCODE = -1
$ignored = Invoke-InGuest -Command 'echo seen; echo beside >&2; exit 3'
$exitCode = $global:LASTEXITCODE
Test-Cited -Id 'C16' -Asked 'with -ignoreError it gives its output instead' -Check {
    (@($ignored.Output) | ForEach-Object -Process { "'$_'" }) -join ', '
    @($ignored.Output)[0] -eq 'seen' -and $ignored.Thrown -eq ''
}
Test-Cited -Id 'C17' -Asked 'Write-EventLog errors stand beside success in PowerShell 7 only' -Check {
    $stray = @(@($nothing, $one, $address) | Where-Object -FilterScript { "$($_.Errors)" -match 'EventLog' }).Count
    'in {0} of 3 calls' -f $stray
    ($stray -gt 0) -eq ($PSVersionTable.PSEdition -eq 'Core')
}
$guest = Invoke-InGuest -Command ($guestQuestions -join '; ')
$lines = @(@($guest.Output) | Where-Object -FilterScript { $_ -is [string] })
function Get-Told {
    param ([string] $Key)
    return @($lines | Where-Object -FilterScript { $_.StartsWith("$Key=", [System.StringComparison]::Ordinal) } | ForEach-Object -Process { $_.Substring($Key.Length + 1) })
}
Test-Cited -Id 'C18' -Asked 'the user is iotedge-user, its shell bash, sudo asks for no password' -Check {
    $user, $shell, $sudo = (Get-Told -Key 'user'), (Get-Told -Key 'shell'), (Get-Told -Key 'sudo')
    "$user, $shell, sudo $sudo"
    "$user" -eq 'iotedge-user' -and "$shell" -match 'bash$' -and "$sudo" -eq '0'
}
Test-Cited -Id 'C19' -Asked 'os-subrelease says eflow' -Check {
    $subrelease = Get-Told -Key 'subrelease'
    "$subrelease"
    "$subrelease" -eq 'eflow'
}

Get-Answer -Id 'O01' -Asked 'does standard error come back under -ignoreError' -Check {
    if (@($ignored.Output) -contains 'beside') { 'yes' } else { 'no' }
}
Get-Answer -Id 'O02' -Asked '$LASTEXITCODE after a command that ended with 3' -Check { "$exitCode" }
Get-Answer -Id 'O03' -Asked 'editions and version of PowerShell that the module declares' -Check {
    'editions: {0}' -f (@($module.CompatiblePSEditions) -join ' ')
    'version: {0}' -f $module.PowerShellVersion
}
Get-Answer -Id 'O04' -Asked 'files in /etc/systemd/network' -Check { Get-Told -Key 'networkfile' }
Get-Answer -Id 'O05' -Asked 'AllocationMethod, Type and Cidr of the networks' -Check {
    foreach ($item in @($network.Output)) { '{0} / {1} / {2}' -f $item.AllocationMethod, $item.Type, $item.Cidr }
}
Get-Answer -Id 'O06' -Asked 'is ip4save the stock file' -Check {
    $saved = @(Get-Told -Key 'saved')
    if ($saved.Count -gt 0) {
        'stock rules missing: {0}' -f @($stockRules | Where-Object -FilterScript { $saved -cnotcontains $_ }).Count
        'others added: {0}' -f @($saved | Where-Object -FilterScript { $stockRules -cnotcontains $_ }).Count
    }
}
Get-Answer -Id 'O07' -Asked 'tools in the guest' -Check { (Get-Told -Key 'tool') -join ' ' }
Get-Answer -Id 'O08' -Asked 'where DNS servers are set: what Set-EflowVmDNSServers wrote would survive a start only in a file' -Check {
    foreach ($file in Get-Told -Key 'dnsfile') { 'file ' + $file }
    foreach ($place in Get-Told -Key 'DNS') { $place }
    if (@(Get-Told -Key 'dnsfile').Count + @(Get-Told -Key 'DNS').Count -eq 0) { 'nowhere' }
}
Get-Answer -Id 'O09' -Asked 'live policies, and how many rules each chain has' -Check {
    $live = @(Get-Told -Key 'live')
    $live | Where-Object -FilterScript { $_ -cmatch '^:(INPUT|FORWARD|OUTPUT) (DROP|ACCEPT) ' } | ForEach-Object -Process { $_.Substring(1).Split(' ')[0..1] -join ' ' } | Sort-Object -Unique
    foreach ($chain in 'INPUT', 'FORWARD', 'OUTPUT') { '{0} rules: {1}' -f $chain, @($live -cmatch "^-A $chain ").Count }
}
Get-Answer -Id 'O10' -Asked 'the release, systemd and iptables of the guest' -Check {
    foreach ($key in 'os', 'osversion', 'systemd', 'iptables') { '{0} {1}' -f $key, ((Get-Told -Key $key) -join ' ') }
}
Get-Answer -Id 'O11' -Asked 'where a session starts, and whether its PATH has sbin' -Check {
    $folder = (Get-Told -Key 'folder') -join ''
    if ($folder -ne '/') { $folder = $folder -replace '^/home/[^/]+$', 'home' }
    $folder
    'sbin: ' + ((Get-Told -Key 'sbin') -join '')
}

$report
