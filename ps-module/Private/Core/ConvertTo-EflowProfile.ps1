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
    $entries = @{}
    if ($source -is [System.Collections.IDictionary]) {
        foreach ($key in $source.Keys) {
            $entries["$key"] = $source[$key]
        }
    }
    elseif ($source -is [System.Management.Automation.PSCustomObject]) {
        foreach ($property in $source.PSObject.Properties) {
            $entries[$property.Name] = $property.Value
        }
    }
    else {
        throw (New-EflowErrorRecord -Id 'ProfileNotValid' -Arguments $source.GetType().Name -Target $DeviceProfile)
    }
    $plain = @{}
    foreach ($key in $entries.Keys) {
        $plain[$key] = ConvertTo-EflowProfileValue -Name $key -Value $entries[$key]
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
            throw (New-EflowErrorRecord -Id 'ProfileNotValid' -Arguments $Name -Target $Name)
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
