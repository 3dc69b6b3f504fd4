function ConvertTo-EflowDnsReportRow {
    <#
        .SYNOPSIS
            Makes the object of the DNS report from a row of the core.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsReportRow')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Row
    )

    $names = foreach ($name in $Row.names) {
        [pscustomobject] @{
            PSTypeName = 'EflowNetDiag.DnsName'
            Name       = $name.name
            Addresses  = [string[]] @($name.addresses)
            Asked      = $name.asked
            Agrees     = $name.agrees
        }
    }
    return [pscustomobject] @{
        PSTypeName   = 'EflowNetDiag.DnsReportRow'
        Layer        = $Row.layer
        Scope        = $Row.scope
        Server       = $Row.server
        ConfiguredIn = $Row.configuredIn
        Udp          = ConvertTo-EflowDnsAnswer -Answer $Row.udp
        Tcp          = ConvertTo-EflowDnsAnswer -Answer $Row.tcp
        Names        = [object[]] @($names)
        Verdict      = $Row.verdict
        Message      = $Row.message
        Device       = $Row.device
        CollectedAt  = $Row.collectedAt
    }
}

function ConvertTo-EflowDnsAnswer {
    <#
        .SYNOPSIS
            Makes the object for how a server answered over one transport.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.DnsAnswer')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Answer
    )

    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.DnsAnswer'
        State      = $Answer.state
        TookMs     = $Answer.tookMs
    }
}
