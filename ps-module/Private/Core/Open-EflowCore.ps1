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
    $node = Get-EflowNodePath -NodePath $NodePath
    $version = Get-EflowNodeVersion -Path $node
    if ($version -lt $script:oldestNode) {
        throw (New-EflowErrorRecord -Id 'NodeTooOld' -Arguments $node, $version, $script:oldestNode.Major -Target $node)
    }

    Write-Verbose -Message ($script:localizedData.CoreStarts -f $node, $version)
    $process = Start-EflowNode -Path $node -Arguments 'eflownetdiag-core.cjs' -WorkingDirectory $script:coreFolder
    return [pscustomobject] @{
        PSTypeName    = 'EflowNetDiag.Core'
        Process       = $process
        OutputReading = $null
        ErrorReading  = $null
        LastWords     = [System.Collections.Generic.Queue[string]]::new()
    }
}
