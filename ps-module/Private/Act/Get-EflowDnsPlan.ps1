function Get-EflowDnsPlan {
    <#
        .SYNOPSIS
            Lets the core plan other DNS servers for the virtual machine, or for its container engine: from a look at this
            device, in which the candidates are asked from the guest, or from snapshots, a plan for each.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        # The core and the worker that look at this device, and TimeoutSeconds; or Snapshot and NodePath.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $From,

        # None: those that the virtual machine and this host are set to use.
        [AllowNull()]
        [AllowEmptyCollection()]
        [string[]]
        $Server,

        [switch]
        $ContainerEngine
    )

    $request = @{ kind = 'planDns'; servers = $null; engine = [bool] $ContainerEngine }
    if ($Server) {
        $request['servers'] = [string[]] $Server
    }
    if ($null -ne $From['Snapshot']) {
        return (Invoke-EflowQuestion -Caller $Caller -Request $request -Options $From | ForEach-Object -Process { $_.plan })
    }
    $request['source'] = Get-EflowLiveSource @From -Probe 'Standard'
    $answer = Send-EflowCoreRequest -Core $From.Core -Request $request
    if ($null -ne $answer.ask) {
        Write-EflowProgress -Step 'DnsAsk'
        $said = Invoke-EflowGuest -Worker $From.Worker -Command $answer.ask -TimeoutSeconds $From.TimeoutSeconds
        if ($said.status -ne 'ok') {
            Write-Verbose -Message $said.reason
        }
        $request['nonce'] = $answer.nonce
        $request['reply'] = [string] $said['reply']
        $answer = Send-EflowCoreRequest -Core $From.Core -Request $request
    }
    return $answer.plan
}

function Get-EflowDnsPlanSentence {
    <#
        .SYNOPSIS
            A plan in sentences: for -WhatIf, -Confirm and the verbose stream.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan
    )

    if ($Plan.reason) {
        $Plan.reason
    }
    foreach ($step in $Plan.steps) {
        $step
    }
    if ($Plan.state -eq 'needed') {
        if (-not $Plan.restorable) {
            $script:localizedData.DnsNotRestorable
        }
        $check = $script:localizedData.DnsCheck
        if ($Plan.repair -eq 'set-engine-dns') {
            $check = $script:localizedData.DnsEngineCheck
        }
        $check -f ($Plan.names -join ', ')
    }
}
