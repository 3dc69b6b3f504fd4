# System.ServiceProcess.ServiceControllerStatus and ServiceStartMode.
enum ServiceControllerStatus {
    Stopped = 1; StartPending = 2; StopPending = 3; Running = 4; ContinuePending = 5; PausePending = 6; Paused = 7
}
enum ServiceStartMode { Boot = 0; System = 1; Automatic = 2; Manual = 3; Disabled = 4 }

# PowerShell on Linux has no Get-Service, so that this one needs no other name.
function Get-Service {
    [CmdletBinding(DefaultParameterSetName = 'Default')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Default', ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)]
        [Alias('ServiceName')]
        [string[]] $Name,

        [Parameter(Mandatory = $true, ParameterSetName = 'DisplayName')]
        [string[]] $DisplayName,

        [Alias('DS')]
        [switch] $DependentServices,

        [Alias('SDO', 'ServicesDependedOn')]
        [switch] $RequiredServices,

        [string[]] $Include,

        [string[]] $Exclude,

        [Parameter(ValueFromPipelineByPropertyName = $true)]
        [Alias('Cn')]
        [string[]] $ComputerName,

        [Parameter(ParameterSetName = 'InputObject')]
        [object[]] $InputObject
    )

    process {
        $notPlayed = @('DependentServices', 'RequiredServices', 'Include', 'Exclude', 'ComputerName', 'InputObject')
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed $notPlayed
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $all = @(Get-HostService)
        if ($PSBoundParameters.ContainsKey('DisplayName')) {
            return $all | Where-Object { $one = $_; @($DisplayName | Where-Object { $one.DisplayName -like $_ }).Count -gt 0 }
        }
        if (-not $PSBoundParameters.ContainsKey('Name')) {
            return $all | Sort-Object -Property Name
        }
        foreach ($wanted in $Name) {
            $found = @($all | Where-Object { $_.Name -like $wanted })
            if ($found.Count -eq 0 -and -not [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($wanted)) {
                $exception = [System.InvalidOperationException]::new((Get-WindowsText -Key 'NoService' -Argument @($wanted)))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                        $exception, 'NoServiceFoundForGivenName', 'ObjectNotFound', $wanted))
            }
            $found
        }
    }
}

# Service -> display name in English, status, start type. WSSDAgent's is from Azure/iotedge-eflow#279.
$script:usualServices = [ordered]@{
    WSSDAgent    = @('WSSD Agent Service', 'Running', 'Automatic')
    SharedAccess = @('Internet Connection Sharing (ICS)', 'Running', 'Manual')
    hns          = @('Host Network Service', 'Running', 'Manual')
    nvagent      = @('Network Virtualization Service', 'Stopped', 'Manual')
    vmcompute    = @('Hyper-V Host Compute Service', 'Running', 'Manual')
    vmms         = @('Hyper-V Virtual Machine Management', 'Running', 'Automatic')
    BFE          = @('Base Filtering Engine', 'Running', 'Automatic')
    mpssvc       = @('Windows Defender Firewall', 'Running', 'Automatic')
    Dhcp         = @('DHCP Client', 'Running', 'Automatic')
    Dnscache     = @('DNS Client', 'Running', 'Automatic')
    NlaSvc       = @('Network Location Awareness', 'Running', 'Automatic')
    RemoteAccess = @('Routing and Remote Access', 'Stopped', 'Disabled')
    W32Time      = @('Windows Time', 'Running', 'Manual')
}

# Only to have another text where the display name is localised.
$script:localDisplayNames = @{
    de = @{
        SharedAccess = 'Gemeinsame Nutzung der Internetverbindung'
        hns          = 'Hostnetzwerkdienst'
        vmms         = 'Hyper-V-Verwaltung f\u00fcr virtuelle Computer'
        Dhcp         = 'DHCP-Client'
        Dnscache     = 'DNS-Client'
        W32Time      = 'Windows-Zeitgeber'
    }
    ja = @{
        hns     = '\u30db\u30b9\u30c8 \u30cd\u30c3\u30c8\u30ef\u30fc\u30af \u30b5\u30fc\u30d3\u30b9'
        Dhcp    = 'DHCP \u30af\u30e9\u30a4\u30a2\u30f3\u30c8'
        W32Time = 'Windows \u30bf\u30a4\u30e0'
    }
}

# The usual services and those of windows.json: services: { name: { Status, StartType, DisplayName } }, or null for one that
# is not installed.
function Get-HostService {
    $given = Get-WindowsSetting -Name 'services'
    $names = @($script:usualServices.Keys)
    if ($null -ne $given) {
        $names += @($given.PSObject.Properties.Name | Where-Object { $names -notcontains $_ })
    }
    foreach ($name in $names) {
        $isGiven = $null -ne $given -and $null -ne $given.PSObject.Properties[$name]
        if ($isGiven -and $null -eq $given.PSObject.Properties[$name].Value) {
            continue
        }
        $object = New-ServiceObject -Name $name
        if ($isGiven) {
            $object = Set-ObjectProperty -InputObject $object -Setting $given.PSObject.Properties[$name].Value
        }
        $object
    }
}

function New-ServiceObject {
    param([string] $Name)

    $usual = @($Name, 'Running', 'Automatic')
    if ($script:usualServices.Contains($Name)) {
        $usual = $script:usualServices[$Name]
    }
    $displayName = $usual[0]
    $local = $script:localDisplayNames[[string] (Get-StandInOption -Name 'edition' -Default 'en')]
    if ($null -ne $local -and $local.ContainsKey($Name)) {
        $displayName = [regex]::Unescape($local[$Name])
    }
    New-WindowsObject -TypeName 'System.ServiceProcess.ServiceController' -Property ([ordered]@{
            Name        = $Name
            ServiceName = $Name
            DisplayName = $displayName
            Status      = [ServiceControllerStatus] $usual[1]
            StartType   = [ServiceStartMode] $usual[2]
            MachineName = '.'
            CanStop     = $usual[1] -eq 'Running'
        })
}
