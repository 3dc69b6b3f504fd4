function ConvertTo-EflowFirewallRule {
    <#
        .SYNOPSIS
            Makes the object of a firewall rule from the core's.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.FirewallRule')]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Rule
    )

    return [pscustomobject] @{
        PSTypeName   = 'EflowNetDiag.FirewallRule'
        Kind         = $Rule.kind
        BackEnd      = $Rule.backEnd
        Table        = $Rule.table
        Chain        = $Rule.chain
        Number       = $Rule.number
        Target       = $Rule.target
        Protocol     = $Rule.protocol
        Source       = $Rule.source
        Destination  = $Rule.destination
        Ports        = $Rule.ports
        InInterface  = $Rule.inInterface
        OutInterface = $Rule.outInterface
        Packets      = $Rule.packets
        Live         = $Rule.live
        Saved        = $Rule.saved
        RepairId     = $Rule.ours
        Text         = $Rule.text
        Device       = $Rule.device
        CollectedAt  = $Rule.collectedAt
    }
}
