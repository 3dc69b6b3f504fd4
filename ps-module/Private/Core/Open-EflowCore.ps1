# The contract number that this module speaks; the core has the same in core/src/contract/number.ts.
$script:contract = 1
$script:oldestNode = [version] '20.0.0'

function Open-EflowCore {
    <#
        .SYNOPSIS
            Starts the core: one Node.js process that answers one JSON request a line until it is closed.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Core')]
    param (
        [string]
        $NodePath
    )

    $bundle = [System.IO.Path]::Combine($script:coreFolder, 'eflownetdiag-core.cjs')
    if (-not [System.IO.File]::Exists($bundle)) {
        throw (New-EflowErrorRecord -Id 'CoreNotBuilt' -Arguments $bundle -Target $bundle)
    }
    Assert-EflowCore
    $node = Get-EflowNodePath -NodePath $NodePath
    $version = Get-EflowNodeVersion -Path $node
    if ($version -lt $script:oldestNode) {
        throw (New-EflowErrorRecord -Id 'NodeTooOld' -Arguments $node, $version, $script:oldestNode.Major -Target $node)
    }

    Write-Verbose -Message ($script:localizedData.CoreStarts -f $node, $version)
    # Judging the largest snapshot that is read at all takes less; whatever would take more ends the core, not the host.
    $arguments = '{0} --allow-fs-read=* --max-old-space-size=1024 eflownetdiag-core.cjs' -f (Get-EflowNodePermission -Version $version)
    $core = [pscustomobject] @{
        PSTypeName    = 'EflowNetDiag.Core'
        Process       = $null
        OutputReading = $null
        ErrorReading  = $null
        LastWords     = [System.Collections.Generic.Queue[string]]::new()
    }
    try {
        Start-EflowNode -Path $node -Arguments $arguments -WorkingDirectory $script:coreFolder -Into $core
        return $core
    }
    finally {
        if ($PSCmdlet.Stopping) {
            # It does not come to the caller, who would close it.
            Close-EflowCore -Core $core
        }
    }
}

function Assert-EflowCore {
    <#
        .SYNOPSIS
            Refuses a core that is not the one of this package. In the sources, where it is built again and again, none is named.

        .DESCRIPTION
            It finds a half-copied update, a damaged disk and a core that was exchanged by itself. It finds nobody who can also
            change this module: that is what the signatures and the folder's access list are for.
    #>
    [CmdletBinding()]
    param ()

    # $null where the root module was imported without its manifest.
    $private = $ExecutionContext.SessionState.Module.PrivateData
    if ($null -eq $private) {
        return
    }
    $hashes = $private['CoreHashes']
    foreach ($name in $hashes.Keys) {
        $file = [System.IO.Path]::Combine($script:coreFolder, $name)
        if (-not [System.IO.File]::Exists($file) -or (Get-EflowFileHash -Path $file) -ne $hashes[$name]) {
            throw (New-EflowErrorRecord -Id 'CoreNotTrusted' -Arguments $file -Target $file)
        }
    }
}

function Get-EflowNodePermission {
    <#
        .SYNOPSIS
            What keeps the core from writing files and from starting programs, whatever a snapshot makes of it. Node.js has it
            since 20, under its final name since 22.13 and 23.5 (nodejs.org/api/permissions.html).
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [version]
        $Version
    )

    if ($Version -ge [version] '23.5.0' -or ($Version -ge [version] '22.13.0' -and $Version.Major -eq 22)) {
        return '--permission'
    }
    return '--experimental-permission --no-warnings'
}
