# Only the registry's provider, StdRegProv, over windows.json: registry: { machine: { key: { name: value } }, user: .. } beside what
# an installed EFLOW and the Default Switch leave there. A number is a REG_DWORD, a list of numbers a REG_BINARY, any other list a
# REG_MULTI_SZ. Keys are told apart without regard to case, as in Windows.
function Invoke-CimMethod {
    [CmdletBinding(DefaultParameterSetName = 'ClassNameComputerSet', PositionalBinding = $false)]
    param(
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'ClassNameComputerSet')]
        [Alias('Class')]
        [string] $ClassName,

        [string] $Namespace = 'root/cimv2',

        [Parameter(Mandatory = $true, Position = 2)]
        [Alias('Name')]
        [string] $MethodName,

        [Parameter(Position = 1)]
        [System.Collections.IDictionary] $Arguments,

        [Alias('CN', 'ServerName')]
        [string[]] $ComputerName,

        [object[]] $CimSession,

        [uint32] $OperationTimeoutSec
    )

    process {
        Assert-LabPlays -Cmdlet $PSCmdlet
        Assert-CmdletWorks -Cmdlet $PSCmdlet
        if ($ClassName -ne 'StdRegProv') {
            throw [System.NotSupportedException]::new("The lab does not play methods of $ClassName.")
        }
        $hive = @{ 2147483650 = 'machine'; 2147483649 = 'user' }[[long] $Arguments['hDefKey']]
        $keys = Get-LabRegistry -Hive $hive
        $answer = Read-LabRegistry -Keys $keys -Method $MethodName -Key ([string] $Arguments['sSubKeyName']) -ValueName ([string] $Arguments['sValueName'])
        New-CimObject -ClassName 'StdRegProv' -Namespace $Namespace -Property $answer
    }
}

function Get-LabRegistry {
    param([string] $Hive)

    $keys = @{}
    if ($Hive -eq 'machine') {
        $keys['SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\{6F0F0C9F-5D0D-4E6F-9C1B-0E5D1E1C1D11}'] = @{
            DisplayName = 'Azure IoT Edge LTS'; DisplayVersion = '1.5.1.28104'
        }
        $keys['SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections'] = @{
            WinHttpSettings = @(24, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        }
        $keys['SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters'] = @{ ScopeAddress = '192.168.137.1' }
    }
    $given = Get-OptionalProperty -InputObject (Get-WindowsSetting -Name 'registry') -Name $Hive
    if ($null -ne $given) {
        foreach ($key in $given.PSObject.Properties) {
            $values = @{}
            foreach ($value in $key.Value.PSObject.Properties) {
                $values[$value.Name] = $value.Value
            }
            $keys[$key.Name] = $values
        }
    }
    $keys
}

function Read-LabRegistry {
    param([hashtable] $Keys, [string] $Method, [string] $Key, [string] $ValueName)

    $below = @($Keys.Keys | Where-Object { $_ -like "$Key\*" } | ForEach-Object { $_.Substring($Key.Length + 1).Split('\')[0] } | Sort-Object -Unique)
    if (-not $Keys.ContainsKey($Key) -and $below.Count -eq 0) {
        return [ordered]@{ ReturnValue = [uint32] 2; sNames = $null; Types = $null; sValue = $null; uValue = $null }
    }
    $values = @{}
    if ($Keys.ContainsKey($Key)) {
        $values = $Keys[$Key]
    }
    $answer = [ordered]@{ ReturnValue = [uint32] 0; sNames = $null; Types = $null; sValue = $null; uValue = $null }
    switch ($Method) {
        'EnumKey' {
            $answer.sNames = [string[]] $below
        }
        'EnumValues' {
            $names = @($values.Keys | Sort-Object)
            $answer.sNames = [string[]] $names
            $answer.Types = [int[]] @($names | ForEach-Object { Get-LabRegistryType -Value $values[$_] })
        }
        default {
            if (-not $values.ContainsKey($ValueName)) {
                $answer.ReturnValue = [uint32] 1
            }
            elseif (@('GetBinaryValue', 'GetDWORDValue') -contains $Method) {
                $answer.uValue = $values[$ValueName]
                if ($Method -eq 'GetBinaryValue') {
                    $answer.uValue = [byte[]] @($values[$ValueName])
                }
            }
            else {
                $answer.sValue = $values[$ValueName]
            }
        }
    }
    $answer
}

function Get-LabRegistryType {
    param([AllowNull()] [object] $Value)

    if ($Value -is [array]) {
        if (@($Value | Where-Object { $_ -is [string] }).Count -gt 0) {
            return 7
        }
        return 3
    }
    if ($Value -is [int] -or $Value -is [long]) {
        return 4
    }
    1
}
