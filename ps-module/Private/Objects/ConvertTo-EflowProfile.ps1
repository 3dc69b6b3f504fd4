function ConvertTo-EflowProfile {
    <#
        .SYNOPSIS
            What -DeviceProfile was given, as an object for the core: a hashtable, an object, or the path of a JSON file.

        .DESCRIPTION
            Whether its properties are those of a profile is decided by the core. Here only plain values pass, so that
            an object which is no profile is not written out whole.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $DeviceProfile
    )

    $source = $DeviceProfile
    if ($source -is [System.IO.FileInfo]) {
        $source = $source.FullName
    }
    if ($source -is [string]) {
        $source = Read-EflowProfileFile -Path $source
    }
    if ($null -eq $source -or ($source -isnot [System.Collections.IDictionary] -and $source -isnot [System.Management.Automation.PSCustomObject])) {
        throw (New-EflowErrorRecord -Id 'ProfileNotValid' -Arguments $DeviceProfile.GetType().Name -Target $DeviceProfile)
    }
    $entries = Get-EflowEntry -Of $source
    $plain = @{}
    foreach ($key in $entries.Keys) {
        if ($key -eq 'Suppressions') {
            # The only part of a profile that has parts of its own.
            $suppressions = @($entries[$key])
            $plain[$key] = [object[]] @(
                for ($i = 0; $i -lt $suppressions.Count; $i++) {
                    ConvertTo-EflowSuppression -Suppression $suppressions[$i] -Name "Suppressions[$i]"
                }
            )
        }
        else {
            $plain[$key] = ConvertTo-EflowProfileValue -Name $key -Value $entries[$key]
        }
    }
    return $plain
}

function Get-EflowEntry {
    <#
        .SYNOPSIS
            The entries of a hashtable, or the properties of an object.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Of
    )

    $entries = @{}
    if ($Of -is [System.Collections.IDictionary]) {
        foreach ($key in $Of.Keys) {
            $entries["$key"] = $Of[$key]
        }
        return $entries
    }
    foreach ($property in $Of.PSObject.Properties) {
        $entries[$property.Name] = $property.Value
    }
    return $entries
}

function ConvertTo-EflowSuppression {
    <#
        .SYNOPSIS
            A suppression of a profile, as an object for the core. A date may be one, or a text.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [AllowNull()]
        [object]
        $Suppression,

        # Which one it is, for an error.
        [string]
        $Name
    )

    if ($Suppression -isnot [System.Collections.IDictionary] -and $Suppression -isnot [System.Management.Automation.PSCustomObject]) {
        throw (New-EflowErrorRecord -Id 'ProfileNotValid' -Arguments $Name -Target $Name)
    }
    $entries = Get-EflowEntry -Of $Suppression
    $plain = @{}
    foreach ($key in $entries.Keys) {
        $value = $entries[$key]
        if ($value -is [datetime]) {
            $value = $value.ToString('yyyy-MM-dd', [System.Globalization.CultureInfo]::InvariantCulture)
        }
        $plain[$key] = ConvertTo-EflowProfileValue -Name "$Name.$key" -Value $value
    }
    return $plain
}

function ConvertTo-EflowProfileValue {
    <#
        .SYNOPSIS
            A text, a number or a truth value, or a list of them; anything else is refused.
    #>
    [CmdletBinding()]
    param (
        [string]
        $Name,

        [AllowNull()]
        [object]
        $Value
    )

    $items = foreach ($item in @($Value)) {
        if ($item -is [string]) {
            # Without what PowerShell may have added to it: a text from a file knows its path.
            [string]::new($item.ToCharArray())
        }
        elseif ($item -is [bool] -or $item -is [int] -or $item -is [long]) {
            $item
        }
        else {
            $where = ConvertTo-EflowPrintable -Text $Name -Length 100
            throw (New-EflowErrorRecord -Id 'ProfileNotValid' -Arguments $where -Target $where)
        }
    }
    if ($Value -is [System.Collections.IList]) {
        return , @($items)
    }
    return $items
}

function Read-EflowProfileFile {
    <#
        .SYNOPSIS
            The object in a JSON file.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    try {
        $info = [System.IO.FileInfo]::new($file)
        if (-not $info.Exists) {
            throw [System.IO.FileNotFoundException]::new($file)
        }
        if ($info.Length -gt 1MB) {
            throw [System.IO.InvalidDataException]::new("$($info.Length) bytes")
        }
        return ConvertFrom-EflowJson -Json ([System.IO.File]::ReadAllText($file))
    }
    catch {
        $reason = ConvertTo-EflowPrintable -Text $_.Exception.GetBaseException().Message
        throw (New-EflowErrorRecord -Id 'ProfileNotRead' -Arguments $file, $reason -Target $file -InnerException $_.Exception)
    }
}
