# Where Windows writes down what concerns EFLOW and its switch. A log that a Windows does not have is passed over.
$script:eventLogs = @(
    'Azure IoT Edge for Linux on Windows'
    'Microsoft-EFLOW-EFLOWProxy/Admin'
    'Microsoft-EFLOW-EFLOWProxy/Operational'
    'Microsoft-Windows-Host-Network-Service-Admin'
    'Microsoft-Windows-Hyper-V-VmSwitch-Operational'
    'Microsoft-Windows-Hyper-V-Compute-Admin'
)
# In the log "System" many others write: only these providers.
$script:eventProviders = @(
    'Microsoft-Windows-SharedAccess_NAT'
    'Microsoft-Windows-DNS-Client'
    'Microsoft-Windows-Dhcp-Client'
    'Microsoft-Windows-Hyper-V-VmSwitch'
    'Tcpip'
)

function Get-HostEventsFact {
    <#
        .SYNOPSIS
            Warnings and errors of the last day, by provider and id; their texts are localized and stay on the host.
    #>
    [CmdletBinding()]
    param ()

    $common = @{ Level = 1, 2, 3; StartTime = [datetime]::Now.AddDays(-1) }
    $queries = @(
        foreach ($log in $script:eventLogs) {
            $common + @{ LogName = $log }
        }
        foreach ($provider in $script:eventProviders) {
            $common + @{ LogName = 'System'; ProviderName = $provider }
        }
    )
    $events = foreach ($query in $queries) {
        foreach ($one in @(Read-EflowEvent -Filter $query)) {
            @{
                log      = [string] $one.LogName
                provider = [string] $one.ProviderName
                id       = [int] $one.Id
                level    = [int] $one.Level
                at       = $one.TimeCreated.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
            }
        }
    }
    return , @($events)
}

function Read-EflowEvent {
    <#
        .SYNOPSIS
            The newest events that fit; none where there are none, or no such log or provider. Those are told by the error's id.
    #>
    [CmdletBinding()]
    param (
        [hashtable]
        $Filter
    )

    try {
        Get-WinEvent -FilterHashtable $Filter -MaxEvents 20 -ErrorAction Stop
    }
    catch {
        if ($_.FullyQualifiedErrorId -notmatch '^(NoMatching\w+Found|NoMatchingLogsFound|LogInfoUnavailable)\b') {
            throw
        }
    }
}
