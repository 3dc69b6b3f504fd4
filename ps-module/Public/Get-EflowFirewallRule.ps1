function Get-EflowFirewallRule {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Lists the firewall rules of the EFLOW virtual machine: live and saved, in both back ends, ours marked.

        .DESCRIPTION
            Shows every rule and every chain's policy as objects, in the order in which packets meet them. What
            "iptables -L" hides is there: the interfaces, the counters, the other back end, and whether a rule that works
            now stands in the file that is loaded at the next start.

            Nothing is changed by looking, and nothing leaves the device. Without -Snapshot, AzureEFLOW and an elevated
            session are needed.

        .PARAMETER Chain
            Only these chains: names or wildcards, such as INPUT or DOCKER*.

        .PARAMETER Table
            Only these tables. Default: all of them.

        .PARAMETER Protocol
            Only rules that can match this protocol: tcp, udp or icmp. Rules that name no protocol match each.

        .PARAMETER Port
            Only rules that look at this destination port, as it arrives or as it was before a translation.

        .PARAMETER Own
            Only rules that a repair of this module made.

        .PARAMETER Snapshot
            Lists the rules of these snapshots instead of this device, also from the pipeline: paths or wildcards of files that
            Save-EflowNetSnapshot wrote, files, or what ConvertFrom-Json makes of one.

        .PARAMETER TimeoutSeconds
            How long the guest may take for its part. The guest itself keeps to it. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Get-EflowFirewallRule -Chain INPUT

            Shows what may come in to the virtual machine itself.

        .EXAMPLE
            Get-EflowFirewallRule -Port 8883 -Snapshot C:\Temp\eflow.json | Format-Table -Property Chain, Number, Packets, Text

            Shows every rule of a saved device that looks at MQTT's port.

        .EXAMPLE
            Get-EflowFirewallRule | Where-Object -FilterScript { $_.Live -and $_.Saved -eq $false -and $_.Chain -eq 'INPUT' }

            Shows what will be gone after the next start.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .OUTPUTS
            EflowNetDiag.FirewallRule
            One for each rule and each policy, with Kind, BackEnd, Table, Chain, Number, Target, Protocol, Source,
            Destination, Ports, InInterface, OutInterface, Packets, Live, Saved, RepairId, Text, Device and CollectedAt.

        .NOTES
            Saved is empty where the file of saved rules could not be read, and for the back end that it is not loaded into.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live')]
    [OutputType('EflowNetDiag.FirewallRule')]
    param (
        [Parameter(Position = 0)]
        [SupportsWildcards()]
        [string[]]
        $Chain,

        [ValidateSet('filter', 'nat', 'mangle', 'raw', 'security')]
        [string[]]
        $Table,

        [ValidateSet('tcp', 'udp', 'icmp')]
        [string]
        $Protocol,

        [ValidateRange(1, 65535)]
        [int]
        $Port,

        [switch]
        $Own,

        [Parameter(Mandatory = $true, ParameterSetName = 'Snapshot', ValueFromPipeline = $true)]
        [object[]]
        $Snapshot,

        [Parameter(ParameterSetName = 'Live')]
        [ValidateRange(5, 600)]
        [int]
        $TimeoutSeconds = 60,

        [string]
        $NodePath,

        [System.Globalization.CultureInfo]
        $Culture = $PSUICulture
    )

    begin {
        $given = [System.Collections.Generic.List[object]]::new()
    }

    process {
        foreach ($one in $Snapshot) {
            $given.Add($one)
        }
    }

    end {
        Set-EflowLanguage -Culture $Culture
        # The rules do not depend on what others answer: nothing needs to leave the device.
        $options = @{ Probe = 'None'; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot' -or $MyInvocation.ExpectingInput) {
            # An empty pipeline means no snapshot, not this device.
            $options['Snapshot'] = $given.ToArray()
        }
        $where = @{}
        if ($Chain) {
            $where['chains'] = $Chain
        }
        if ($Table) {
            $where['tables'] = @($Table | ForEach-Object -Process { $_.ToLowerInvariant() })
        }
        if ($Protocol) {
            $where['protocol'] = $Protocol.ToLowerInvariant()
        }
        if ($PSBoundParameters.ContainsKey('Port')) {
            $where['port'] = $Port
        }
        if ($Own) {
            $where['ours'] = $true
        }
        Invoke-EflowQuestion -Caller $PSCmdlet -Request @{ kind = 'firewallRules'; where = $where } -Options $options | ForEach-Object -Process {
            foreach ($gap in $_.missing) {
                Write-Warning -Message ($script:localizedData.RulesMissing -f $gap)
            }
            foreach ($rule in $_.rules) {
                ConvertTo-EflowFirewallRule -Rule $rule
            }
        }
    }
}
