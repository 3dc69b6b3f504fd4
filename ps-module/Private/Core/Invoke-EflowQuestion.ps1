function Invoke-EflowQuestion {
    <#
        .SYNOPSIS
            Asks the core one question about this device, or about each of several snapshots, and emits the answers.

        .DESCRIPTION
            One Node.js process serves them all. A snapshot that cannot be read is an error of its own: the others are
            still looked at. Errors are written and thrown as those of the calling cmdlet.
    #>
    [CmdletBinding()]
    [OutputType([System.Management.Automation.PSCustomObject], [string])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        [Parameter(Mandatory = $true)]
        [hashtable]
        $Request,

        # What only some of the cmdlets have: Snapshot, Control, Probe, IotedgeCheck, TimeoutSeconds, NodePath; Wishes, which the guest is
        # asked by; What, for which consent is asked first. Comes back with Unread where a snapshot could not be read.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Options,

        [switch]
        $AsText
    )

    $core, $worker = $null, $null
    try {
        if ($null -ne $Options['Control']) {
            $Request['control'] = Resolve-EflowSnapshot -Snapshot $Options['Control'] -One
        }
        if ($null -ne $Options['Snapshot']) {
            $core = Open-EflowCore -NodePath $Options['NodePath']
            foreach ($given in $Options['Snapshot']) {
                try {
                    foreach ($source in @(Resolve-EflowSnapshot -Snapshot $given)) {
                        Send-EflowCoreRequest -Core $core -Request ($Request + @{ source = $source }) -AsText:$AsText
                    }
                }
                catch {
                    if ($_.FullyQualifiedErrorId -notlike 'EflowNetDiag.Snapshot*') {
                        throw
                    }
                    $Options['Unread'] = $true
                    $Caller.WriteError($_)
                }
            }
        }
        elseif (Test-EflowConsent -Caller $Caller -Request $Request -Options $Options) {
            Assert-EflowLive -HostAlone:([bool] $Request['deployment'])
            $core = Open-EflowCore -NodePath $Options['NodePath']
            $worker = Open-EflowWorker
            $source = Get-EflowDeviceSource -Core $core -Worker $worker -Options $Options -HostAlone:([bool] $Request['deployment'])
            Write-EflowProgress -Step 'Judge'
            Send-EflowCoreRequest -Core $core -Request ($Request + @{ source = $source }) -AsText:$AsText
        }
    }
    catch {
        $Caller.ThrowTerminatingError($_)
    }
    finally {
        Write-EflowProgress -Completed
        Close-EflowWorker -Worker $worker
        Close-EflowCore -Core $core
    }
}

function Get-EflowDeviceSource {
    <#
        .SYNOPSIS
            Looks at this device, or before a deployment at its host alone.
    #>
    [CmdletBinding()]
    [OutputType([hashtable])]
    param (
        [object]
        $Core,

        [object]
        $Worker,

        [hashtable]
        $Options,

        [switch]
        $HostAlone
    )

    if ($HostAlone) {
        return Get-EflowHostSource -Worker $Worker
    }
    $wishes = $Options['Wishes']
    if ($Options['IotedgeCheck']) {
        $wishes = @{ iotedgeCheck = Get-EflowCheckScope -Probe $Options['Probe'] }
        if ($Options['Wishes']) {
            $wishes += $Options['Wishes']
        }
    }
    return Get-EflowLiveSource -Core $Core -Worker $Worker -Probe $Options['Probe'] -TimeoutSeconds $Options['TimeoutSeconds'] -Wishes $wishes
}
