function Get-EflowNodePath {
    <#
        .SYNOPSIS
            Finds Node.js: where the caller says, then the runtime that came with the module, then EFLOWNETDIAG_NODE, then PATH.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [string]
        $NodePath
    )

    if ($NodePath) {
        $path = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($NodePath)
        if (-not [System.IO.File]::Exists($path)) {
            throw (New-EflowErrorRecord -Id 'NodeNotFound' -Arguments $path -Target $path)
        }
        return $path
    }

    $shipped = Get-EflowShippedNode
    if ($shipped) {
        return $shipped
    }

    $refusal = $null
    foreach ($candidate in @(Find-EflowNode)) {
        # Without administrator's rights there are none that a planted program could take.
        $reason = $null
        if (Test-EflowElevated) {
            $reason = Get-EflowWriteDistrust -Path $candidate
        }
        if (-not $reason) {
            return $candidate
        }
        if (-not $refusal) {
            $refusal = New-EflowErrorRecord -Id 'NodeNotTrusted' -Arguments $candidate, $reason -Target $candidate
        }
    }
    if ($refusal) {
        throw $refusal
    }
    $looked = 'EFLOWNETDIAG_NODE, PATH'
    if ($env:EFLOWNETDIAG_NODE) {
        $looked = $env:EFLOWNETDIAG_NODE
    }
    throw (New-EflowErrorRecord -Id 'NodeNotFound' -Arguments $looked -Target $looked)
}

function Find-EflowNode {
    <#
        .SYNOPSIS
            The programs that EFLOWNETDIAG_NODE names or, where it is not set, that PATH leads to.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    $paths = $env:EFLOWNETDIAG_NODE
    if (-not $paths) {
        # Not by Get-Command: a folder of PATH that is no whole path leads into the current one, where anybody may have laid it.
        # On Windows that is C:\ or a share; not C:, the current folder of that drive, and not \, which is on the current drive.
        $name, $whole = 'node', '^/'
        if ($script:onWindows) {
            $name, $whole = 'node.exe', '^([A-Za-z]:[\\/]|\\\\)'
        }
        $paths = @("$env:PATH".Split([System.IO.Path]::PathSeparator)) -replace '^[\s"]+|[\s"]+$' -match $whole |
            ForEach-Object -Process { '{0}{1}{2}' -f $_, [System.IO.Path]::DirectorySeparatorChar, $name }
    }
    # Whole paths: of a relative one the folders above would not be looked at.
    return $paths | Where-Object -FilterScript { [System.IO.File]::Exists($_) } | ForEach-Object -Process { [System.IO.Path]::GetFullPath($_) }
}

function Get-EflowShippedNode {
    <#
        .SYNOPSIS
            The runtime that a package carries, when it is the very one that the manifest names.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    $path = [System.IO.Path]::Combine($script:moduleFolder, 'runtime', 'node')
    if ($script:onWindows) {
        $path = "$path.exe"
    }
    if (-not [System.IO.File]::Exists($path)) {
        return
    }
    $hash = Get-EflowFileHash -Path $path
    if ($hash -ne $ExecutionContext.SessionState.Module.PrivateData['NodeRuntimeHash']) {
        throw (New-EflowErrorRecord -Id 'NodeNotTrusted' -Arguments $path, $script:localizedData.DistrustHash -Target $path)
    }
    return $path
}

function Get-EflowFileHash {
    <#
        .SYNOPSIS
            The SHA-256 of a file, in capitals. Get-FileHash is a script of another module, which a session can replace.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    $sha = [System.Security.Cryptography.SHA256]::Create()
    $stream = [System.IO.File]::OpenRead($Path)
    try {
        return [System.BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-', '')
    }
    finally {
        $stream.Dispose()
        $sha.Dispose()
    }
}
