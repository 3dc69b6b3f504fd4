function Get-HostPortProbeFact {
    <#
        .SYNOPSIS
            Whether the ports that the VM offers let this host in.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Questions
    )

    $targets = @($Questions.ports)
    $index = 0
    $probes = foreach ($try in @(Connect-EflowPort -Target $targets)) {
        $one = $targets[$index++]
        @{ address = [string] $one.address; port = [int] $one.port; protocol = 'tcp'; state = $try.state; tookMs = $try.tookMs }
    }
    return , @($probes)
}
