# The registry through WMI: Windows' own provider gives the 64-bit view whatever the process, needs no drive, and can be
# played in the lab.
$script:registryHives = @{ machine = [uint32] 2147483650; user = [uint32] 2147483649 }
# REG_SZ, REG_EXPAND_SZ, REG_BINARY, REG_DWORD, REG_MULTI_SZ: the method that reads it, and what of its answer is the value.
$script:registryReaders = @{
    1 = 'GetStringValue', 'sValue'
    2 = 'GetExpandedStringValue', 'sValue'
    3 = 'GetBinaryValue', 'uValue'
    4 = 'GetDWORDValue', 'uValue'
    7 = 'GetMultiStringValue', 'sValue'
}

function Read-EflowRegistry {
    <#
        .SYNOPSIS
            The values of a key by their names; none where there is no such key.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [string]
        $Key,

        [string]
        $Hive = 'machine'
    )

    $values = @{}
    $answer = Invoke-EflowRegistry -Method 'EnumValues' -Hive $Hive -Key $Key
    if ($null -eq $answer -or $null -eq $answer.sNames) {
        return $values
    }
    $names, $types = @($answer.sNames), @($answer.Types)
    for ($index = 0; $index -lt $names.Count; $index++) {
        $reader = $script:registryReaders[[int] $types[$index]]
        if ($null -ne $reader) {
            $value = Invoke-EflowRegistry -Method $reader[0] -Hive $Hive -Key $Key -ValueName $names[$index]
            if ($null -ne $value) {
                $values[$names[$index]] = $value.($reader[1])
            }
        }
    }
    return $values
}

function Get-EflowRegistryKey {
    <#
        .SYNOPSIS
            The names of the keys below a key.
    #>
    [CmdletBinding()]
    [OutputType([string[]])]
    param (
        [string]
        $Key,

        [string]
        $Hive = 'machine'
    )

    $answer = Invoke-EflowRegistry -Method 'EnumKey' -Hive $Hive -Key $Key
    if ($null -ne $answer) {
        @($answer.sNames | Where-Object -FilterScript { $_ })
    }
}

function Invoke-EflowRegistry {
    <#
        .SYNOPSIS
            One question to Windows' registry provider; nothing where there is no such key or value.
    #>
    [CmdletBinding()]
    param (
        [string]
        $Method,

        [ValidateSet('machine', 'user')]
        [string]
        $Hive,

        [string]
        $Key,

        [string]
        $ValueName
    )

    $arguments = @{ hDefKey = $script:registryHives[$Hive]; sSubKeyName = $Key }
    if ($PSBoundParameters.ContainsKey('ValueName')) {
        $arguments['sValueName'] = $ValueName
    }
    $call = @{ Namespace = 'root/cimv2'; ClassName = 'StdRegProv'; MethodName = $Method; Arguments = $arguments }
    $answer = Invoke-CimMethod @call -ErrorAction Stop
    # 1 is for no such value, 2 (ERROR_FILE_NOT_FOUND) for no such key: most of what is asked for is not set on most machines.
    if (1, 2 -contains [int] $answer.ReturnValue) {
        return $null
    }
    if ([int] $answer.ReturnValue -ne 0) {
        throw ($script:reasons.RegistryFailed -f $Key, $answer.ReturnValue)
    }
    return $answer
}
