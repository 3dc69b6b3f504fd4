function Confirm-EflowLook {
    <#
        .SYNOPSIS
            Whether a cmdlet may look at this device. With -WhatIf it may not, and is told instead where the look would send
            packets.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        # Those of Invoke-EflowQuestion.
        [Parameter(Mandatory = $true)]
        [hashtable]
        $Options,

        [Parameter(Mandatory = $true)]
        [string]
        $What
    )

    # Asked first, and in words below: PowerShell reads the caller's preference from here when -WhatIf was not written.
    $onlyWhatIf = [bool] $WhatIfPreference
    if ($Caller.ShouldProcess($What, $What, $script:localizedData.LookCaption)) {
        return $true
    }
    if ($onlyWhatIf -and $null -eq $Options['Snapshot'] -and $Options['Probe'] -ne 'None') {
        $request = @{ kind = 'destinations'; probe = $Options['Probe'].ToLowerInvariant(); iotedgeCheck = 'no' }
        if ($Options['IotedgeCheck']) {
            $request['iotedgeCheck'] = Get-EflowCheckScope -Probe $Options['Probe']
        }
        $quiet = @{ Probe = 'None'; TimeoutSeconds = $Options['TimeoutSeconds']; NodePath = $Options['NodePath']; Wishes = $Options['Wishes'] }
        # What is done here to find out changes nothing.
        $WhatIfPreference = $false
        $answer = Invoke-EflowQuestion -Caller $Caller -Request $request -Options $quiet
        $WhatIfPreference = $true
        foreach ($destination in $answer.destinations) {
            $where = $destination.host
            if ($null -ne $destination.port) {
                $where = '{0}:{1}' -f $destination.host, $destination.port
            }
            $action = $script:localizedData.DestinationAction -f $destination.protocol, $destination.why, ($destination.from -join ', ')
            $null = $Caller.ShouldProcess((ConvertTo-EflowPrintable -Text $where), (ConvertTo-EflowPrintable -Text $action))
        }
    }
    return $false
}

function Test-EflowConsent {
    <#
        .SYNOPSIS
            Whether a live look may begin: where a cmdlet says what it does, its caller is asked. Before a deployment there is
            no guest to look at, and nothing to consent to.
    #>
    [CmdletBinding()]
    [OutputType([bool])]
    param (
        [System.Management.Automation.PSCmdlet]
        $Caller,

        [hashtable]
        $Request,

        [hashtable]
        $Options
    )

    if (-not $Options['What'] -or $Request['deployment']) {
        return $true
    }
    return Confirm-EflowLook -Caller $Caller -Options $Options -What $Options['What']
}
