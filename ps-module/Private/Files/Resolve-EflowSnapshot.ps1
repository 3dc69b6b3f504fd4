function Resolve-EflowSnapshot {
    <#
        .SYNOPSIS
            What -Snapshot was given, as sources of requests to the core: files by their paths, which the core itself
            reads, and snapshots that are objects already.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [Parameter(Mandatory = $true)]
        [AllowNull()]
        [object]
        $Snapshot,

        # Where there is room for one only.
        [switch]
        $One
    )

    if ($Snapshot -is [string]) {
        $paths = @(Resolve-EflowSnapshotPath -Path $Snapshot)
    }
    elseif ((Get-EflowMember -Of $Snapshot -Name 'kind') -eq 'EflowNetDiag.Snapshot') {
        return @{ from = 'snapshot'; snapshot = $Snapshot }
    }
    else {
        # A file of Get-ChildItem, also one that came from another machine; or what Save-EflowNetSnapshot emitted.
        $paths = @(Get-EflowMember -Of $Snapshot -Name 'FullName' | Where-Object -FilterScript { $_ })
        if ($paths.Count -eq 0) {
            throw (New-EflowErrorRecord -Id 'SnapshotNotOurs' -Arguments (ConvertTo-EflowPrintable -Text "$Snapshot" -Length 80) -Target 'Snapshot')
        }
    }
    if ($One -and $paths.Count -gt 1) {
        throw (New-EflowErrorRecord -Id 'SnapshotsMany' -Arguments $Snapshot, $paths.Count -Target $Snapshot)
    }
    foreach ($path in $paths) {
        @{ from = 'file'; path = $path }
    }
}

function Get-EflowMember {
    <#
        .SYNOPSIS
            A member of an object or of a dictionary, $null where there is none.
    #>
    [CmdletBinding()]
    param (
        [AllowNull()]
        [object]
        $Of,

        [Parameter(Mandatory = $true)]
        [string]
        $Name
    )

    if ($Of -is [System.Collections.IDictionary]) {
        return $Of[$Name]
    }
    if ($null -ne $Of -and $null -ne $Of.PSObject.Properties[$Name]) {
        return $Of.PSObject.Properties[$Name].Value
    }
}
