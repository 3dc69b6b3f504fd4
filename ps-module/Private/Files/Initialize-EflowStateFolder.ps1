function Initialize-EflowStateFolder {
    <#
        .SYNOPSIS
            Makes a folder of the module's own in which only administrators can write, or refuses the one that is there.

        .DESCRIPTION
            The one place that makes folders. Every user may add a folder to ProgramData: one that lies there already may be
            a trap, so its owner, its access list and whether it is a link are looked at each time.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    try {
        foreach ($folder in [System.IO.Path]::GetDirectoryName($Path), $Path) {
            if (-not [System.IO.Directory]::Exists($folder)) {
                New-EflowPrivateFolder -Path $folder
            }
        }
        $distrust = Get-EflowStateDistrust -Path $Path
    }
    catch {
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $Path, $_.Exception.GetBaseException().Message -Target $Path)
    }
    if ($distrust) {
        throw (New-EflowErrorRecord -Id 'StateNotTrusted' -Arguments $Path, $distrust -Target $Path)
    }
}

function New-EflowPrivateFolder {
    <#
        .SYNOPSIS
            Makes a folder that is closed from its first moment on, and takes nothing from the folder above.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    if (-not $script:onWindows) {
        # Not with -p for the folder itself: whoever was quicker is found out.
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($Path))
        $said = [string] (& '/bin/mkdir' '-m' '700' '--' $Path 2>&1)
        if (-not [System.IO.Directory]::Exists($Path)) {
            throw $said
        }
        return
    }
    # Not run on Windows.
    $security = New-EflowPrivateSecurity
    if ($PSVersionTable.PSEdition -eq 'Core') {
        $null = [System.IO.FileSystemAclExtensions]::CreateDirectory($security, $Path)
    }
    else {
        $null = [System.IO.Directory]::CreateDirectory($Path, $security)
    }
}

function New-EflowPrivateSecurity {
    <#
        .SYNOPSIS
            A protected access list for SYSTEM and Administrators alone, who also own what has it.
    #>
    [CmdletBinding()]
    param ()

    $security = [System.Security.AccessControl.DirectorySecurity]::new()
    $security.SetSecurityDescriptorSddlForm($script:privateSddl)
    return $security
}

# Owner Administrators; protected (P); full access (FA), also for all that is made inside (OICI), for SYSTEM and Administrators.
$script:privateSddl = 'O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)'

function Get-EflowStateDistrust {
    <#
        .SYNOPSIS
            Says why a folder of the module's own, or the one around it, is not used; nothing where it is sound.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    foreach ($place in [System.IO.Path]::GetDirectoryName($Path), $Path) {
        if ([System.IO.File]::GetAttributes($place) -band [System.IO.FileAttributes]::ReparsePoint) {
            return $script:localizedData.DistrustLink -f $place
        }
    }
    # Without administrator's rights it is the user's own, and nothing is changed from it.
    if (Test-EflowElevated) {
        return Get-EflowWriteDistrust -Path $Path
    }
}
