function ConvertTo-EflowFleetOverview {
    <#
        .SYNOPSIS
            Makes the object that people's scripts depend on from an overview of the core.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.FleetOverview')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Overview
    )

    $causes = foreach ($cause in $Overview.causes) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.FleetCause'
            Rule       = $cause.rule
            Title      = $cause.title
            Severity   = $cause.severity
            Count      = @($cause.devices).Count
            Devices    = [string[]] @($cause.devices)
        }
    }
    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.FleetOverview'
        Looks      = $Overview.looks
        Well       = $Overview.well
        Faulty     = $Overview.faulty
        Unknown    = $Overview.unknown
        Causes     = [object[]] @($causes)
        Devices    = [object[]] @($Overview.devices | ForEach-Object -Process { ConvertTo-EflowFleetDevice -Device $_ })
    }
}

function ConvertTo-EflowFleetDevice {
    <#
        .SYNOPSIS
            Makes the object for one look of many.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.FleetDevice')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Device
    )

    $differences = foreach ($one in $Device.differences) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.FleetDifference'
            What       = $one.what
            Own        = $one.own
            Others     = $one.others
        }
    }
    return [pscustomobject] @{
        PSTypeName  = 'EflowNetDiag.FleetDevice'
        Device      = $Device.device
        CollectedAt = $Device.collectedAt
        State       = $Device.state
        Faults      = $Device.faults
        Unknown     = $Device.unknown
        Suppressed  = $Device.suppressed
        First       = $Device.first
        Message     = $Device.message
        Differences = [object[]] @($differences)
    }
}
