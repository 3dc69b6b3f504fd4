function Get-HostProxyFact {
    <#
        .SYNOPSIS
            The proxy settings of this Windows: of its services (WinHTTP), of this user (WinINET), of the environment. Without
            passwords.
    #>
    [CmdletBinding()]
    param ()

    $internet = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings'
    $user = Read-EflowRegistry -Hive 'user' -Key $internet
    $services = Read-EflowRegistry -Key "$internet\Connections"
    $environment = @(
        Get-EflowProxyVariable -Hive 'machine' -Key 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
        Get-EflowProxyVariable -Hive 'user' -Key 'Environment'
    )
    return @{
        winHttp     = ConvertFrom-EflowWinHttp -Bytes $services['WinHttpSettings']
        winInet     = @{
            enabled       = [bool] $user['ProxyEnable']
            server        = Hide-EflowSecret -Text $user['ProxyServer']
            bypass        = $user['ProxyOverride']
            autoConfigUrl = Hide-EflowSecret -Text $user['AutoConfigURL'] -WithoutQuery
        }
        environment = $environment
    }
}

function Get-EflowProxyVariable {
    <#
        .SYNOPSIS
            The environment variables that name a proxy, as programs and services get them at their start.
    #>
    [CmdletBinding()]
    param (
        [string]
        $Hive,

        [string]
        $Key
    )

    $values = Read-EflowRegistry -Hive $Hive -Key $Key
    foreach ($name in @($values.Keys | Sort-Object)) {
        if (@('http_proxy', 'https_proxy', 'all_proxy', 'no_proxy') -contains $name) {
            @{ scope = $Hive; name = [string] $name; value = Hide-EflowSecret -Text $values[$name] }
        }
    }
}

function ConvertFrom-EflowWinHttp {
    <#
        .SYNOPSIS
            Takes WinHttpSettings apart: three numbers, then two texts, each behind its length. What "netsh winhttp show proxy"
            prints is localized.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [AllowNull()]
        [byte[]]
        $Bytes
    )

    $texts = @($null, $null)
    $at = 12
    for ($index = 0; $index -lt 2 -and $null -ne $Bytes -and $at + 4 -le $Bytes.Length; $index++) {
        $length = [System.BitConverter]::ToInt32($Bytes, $at)
        $at += 4
        if ($length -lt 0 -or $length -gt $Bytes.Length - $at) {
            break
        }
        $texts[$index] = [System.Text.Encoding]::ASCII.GetString($Bytes, $at, $length)
        $at += $length
    }
    return @{ proxy = Hide-EflowSecret -Text $texts[0]; bypass = $texts[1] }
}
