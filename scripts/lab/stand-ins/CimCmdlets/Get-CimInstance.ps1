# The classes that the product asks for, from the lab's host and windows.json (operatingSystem, computerSystem, bios, and cim:
# class name -> objects). A class that is not known is the error of WMI, in the language of Windows.
function Get-CimInstance {
    [CmdletBinding(DefaultParameterSetName = 'ClassNameComputerSet')]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'ClassNameComputerSet')]
        [string] $ClassName,

        [Parameter(Mandatory = $true, ParameterSetName = 'QueryComputerSet')]
        [string] $Query,

        [string] $Namespace = 'root/cimv2',

        [string] $Filter,

        [Alias('SelectProperties')]
        [string[]] $Property,

        [switch] $KeyOnly,

        [switch] $Shallow,

        [string] $QueryDialect,

        [Alias('OT')]
        [uint32] $OperationTimeoutSec,

        [Alias('CN', 'ServerName')]
        [string[]] $ComputerName,

        [object[]] $CimSession,

        [uri] $ResourceUri,

        [object] $InputObject
    )

    process {
        $notPlayed = @('Query', 'KeyOnly', 'Shallow', 'QueryDialect', 'ComputerName', 'CimSession', 'ResourceUri', 'InputObject')
        Assert-LabPlays -Cmdlet $PSCmdlet -NotPlayed $notPlayed
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        $objects = Find-CimClass -Cmdlet $PSCmdlet -ClassName $ClassName -Namespace $Namespace
        $objects | Where-Object { Test-CimFilter -InputObject $_ -Filter $Filter }
    }
}

function Find-CimClass {
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [string] $ClassName, [string] $Namespace)

    $given = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'cim') -Name $ClassName
    if ($null -ne $given) {
        foreach ($one in @($given)) {
            $empty = New-CimObject -ClassName $ClassName -Namespace $Namespace -Property ([ordered]@{})
            Set-ObjectProperty -InputObject $empty -Setting $one
        }
        return
    }
    if ($Namespace.Replace('\', '/') -eq 'root/SecurityCenter2' -and @('FirewallProduct', 'AntiVirusProduct') -contains $ClassName) {
        # The firewall of Windows itself is not on the list.
        return
    }
    $isHostNamespace = $Namespace.Replace('\', '/') -eq 'root/cimv2'
    $known = @{
        Win32_OperatingSystem = { New-OperatingSystemObject }
        Win32_ComputerSystem  = { New-ComputerSystemObject }
        Win32_BIOS            = { New-BiosObject }
        Win32_Service         = { New-ServiceProcessObject }
        Win32_SystemEnclosure = { New-EnclosureObject }
    }
    if ($isHostNamespace -and $known.ContainsKey($ClassName)) {
        return & $known[$ClassName]
    }
    $exception = [System.InvalidOperationException]::new((Get-WindowsText -Key 'InvalidClass'))
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
            $exception, 'HRESULT 0x80041010', 'MetadataError', "$($Namespace.Replace('/', '\')):$ClassName"))
}

# WQL as far as the product uses it: Property = 'text' or number, joined by AND.
function Test-CimFilter {
    param([object] $InputObject, [string] $Filter)

    if (-not $Filter) {
        return $true
    }
    foreach ($condition in [regex]::Split($Filter, '\s+and\s+', 'IgnoreCase')) {
        $match = [regex]::Match($condition, '^\s*(\w+)\s*=\s*[''"]?(.*?)[''"]?\s*$')
        if (-not $match.Success) {
            throw "The lab does not play the filter '$condition'."
        }
        $value = Get-OptionalProperty -InputObject $InputObject -Name $match.Groups[1].Value
        if ([string] $value -ne $match.Groups[2].Value) {
            return $false
        }
    }
    $true
}

# Builds that EFLOW supports: Windows 10 IoT Enterprise LTSC 2021 and Windows Server 2022. Memory is in KB, and the caption is
# Windows' own name in every language; the others are numbers.
function New-OperatingSystemObject {
    $isServer = (Get-OperatingSystemKind) -eq 'server'
    $languages = @{ en = @(1033, '0409', 'en-US'); ja = @(1041, '0411', 'ja-JP'); de = @(1031, '0407', 'de-DE') }
    $language = $languages[[string] (Get-StandInOption -Name 'edition' -Default 'en')]
    $memory = [regex]::Match([System.IO.File]::ReadAllText('/proc/meminfo'), 'MemTotal:\s+(\d+)[\s\S]*MemAvailable:\s+(\d+)')
    $property = [ordered]@{
        Caption                = 'Microsoft Windows 10 IoT Enterprise LTSC'
        Version                = '10.0.19044'
        BuildNumber            = '19044'
        ProductType            = [uint32] 1
        OperatingSystemSKU     = [uint32] 191
        OSArchitecture         = '64-bit'
        CSName                 = Get-HostComputerName
        OSLanguage             = [uint32] $language[0]
        Locale                 = $language[1]
        MUILanguages           = @($language[2])
        LastBootUpTime         = [datetime]::Now.AddHours(-8)
        LocalDateTime          = [datetime]::Now
        TotalVisibleMemorySize = [uint64] $memory.Groups[1].Value
        FreePhysicalMemory     = [uint64] $memory.Groups[2].Value
        SystemDirectory        = 'C:\WINDOWS\system32'
    }
    if ($isServer) {
        $property.Caption = 'Microsoft Windows Server 2022 Standard'
        $property.Version = '10.0.20348'
        $property.BuildNumber = '20348'
        $property.ProductType = [uint32] 3
        $property.OperatingSystemSKU = [uint32] 7
    }
    Complete-CimObject -ClassName 'Win32_OperatingSystem' -Property $property -Setting 'operatingSystem'
}

function New-ComputerSystemObject {
    $property = [ordered]@{
        Name                      = Get-HostComputerName
        Manufacturer              = 'LENOVO'
        Model                     = '30E0S0CG00'
        SystemType                = 'x64-based PC'
        HypervisorPresent         = $true
        PartOfDomain              = $false
        Domain                    = 'WORKGROUP'
        Workgroup                 = 'WORKGROUP'
        DomainRole                = [uint16] 0
        NumberOfLogicalProcessors = [uint32] [Environment]::ProcessorCount
        TotalPhysicalMemory       = [uint64] 17179869184
    }
    Complete-CimObject -ClassName 'Win32_ComputerSystem' -Property $property -Setting 'computerSystem'
}

function New-BiosObject {
    $property = [ordered]@{
        Name              = 'S09KT60A'
        Manufacturer      = 'LENOVO'
        SMBIOSBIOSVersion = 'S09KT60A'
        Version           = 'LENOVO - 1600'
        SerialNumber      = 'LAB00001'
    }
    Complete-CimObject -ClassName 'Win32_BIOS' -Property $property -Setting 'bios'
}

function New-EnclosureObject {
    Complete-CimObject -ClassName 'Win32_SystemEnclosure' -Setting 'enclosure' -Property ([ordered]@{
            Manufacturer = 'LENOVO'; SerialNumber = 'LAB00001'; SMBIOSAssetTag = 'No Asset Information'; ChassisTypes = @([uint16] 3)
        })
}

# The process that serves names on the switch plays the service that does so on Windows: Internet Connection Sharing.
function New-ServiceProcessObject {
    $id = Get-SocketOwner -Line (Read-LabText -ArgumentList @('ss', '-H', '-l', '-n', '-p', '-u', 'sport', '=', ':53')) -Nobody 0
    foreach ($name in @('SharedAccess', 'WSSDAgent')) {
        $process = [uint32] 0
        if ($name -eq 'SharedAccess') {
            $process = $id
        }
        New-CimObject -ClassName 'Win32_Service' -Namespace 'root/cimv2' -Property ([ordered]@{
                Name = $name; ProcessId = $process; State = 'Running'; StartMode = 'Manual'
            })
    }
}

function Complete-CimObject {
    param([string] $ClassName, [System.Collections.IDictionary] $Property, [string] $Setting)

    $object = New-CimObject -ClassName $ClassName -Namespace 'root/cimv2' -Property $Property
    $given = Get-WindowsSetting -Name $Setting
    if ($null -ne $given) {
        $object = Set-ObjectProperty -InputObject $object -Setting $given
    }
    $object
}

# The VM is "<host>-EFLOW" unless the host was renamed since (Azure/iotedge-eflow#314).
function Get-HostComputerName {
    $state = Get-LabState
    $usual = $state.guest.hostName -replace '-EFLOW$', ''
    Get-OptionalProperty -InputObject $state.host -Name 'hostName' -Default $usual
}
