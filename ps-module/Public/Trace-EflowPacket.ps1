function Trace-EflowPacket {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Says what the EFLOW virtual machine does with a packet, and by which rules: live, or in a snapshot.

        .DESCRIPTION
            Walks the first packet of a connection through the rules of both back ends of iptables, the routes and the
            containers of the virtual machine, as they were when they were looked at. Nothing is sent, and no rule is
            changed. The trace has the way hop by hop, what the sender sees, and the rules that look as if they decided
            but do not, each with the reason. Where the snapshot does not tell what decides, Verdict is depends, and
            Branches has each way that things may be.

            With -WithRule, rules are tried in the model: what they would open and close, exactly, and what would still
            be in the way. They are read, and never run.

            Without -Snapshot, AzureEFLOW and an elevated session are needed. The virtual machine then asks its own DNS
            servers for a name that is given, and nothing else leaves it but what Test-EflowNetwork asks beside it.

        .PARAMETER From
            Who sends: host (default), lan, cloud, vm, the name of a container, an IPv4 address, or a name that the
            virtual machine had looked up. With an IPv6 address at either end the rules and policies of ip6tables are
            walked: they decide what they drop, and what they let pass is not followed further.

        .PARAMETER To
            Who is asked: vm (default), host, cloud, hub, the name of a container, an IPv4 address, or a name that the
            virtual machine had looked up. From outside, a container is asked by the port that it publishes.

        .PARAMETER Port
            The port that is asked for. Not for icmp.

        .PARAMETER Protocol
            tcp (default), udp or icmp (an echo request).

        .PARAMETER WithRule
            Changes to try, in the words of iptables, one after the other: -I, -A, -D, -R, -P, -N or -F, with -t for
            another table than filter. Without the name of a program, the back end of the plain iptables is meant;
            iptables-nft and iptables-legacy name one.

        .PARAMETER Snapshot
            Walks in these snapshots instead of this device, also from the pipeline: paths or wildcards of files that
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
            Trace-EflowPacket -From host -To edgeHub -Port 8883

            Shows the way of an MQTT client on the Windows host to the module edgeHub.

        .EXAMPLE
            Trace-EflowPacket -From edgeHub -To hub -Port 5671 -Snapshot C:\Temp\eflow.json

            Shows how far the module edgeHub of a saved device gets on its way to the hub.

        .EXAMPLE
            Trace-EflowPacket -Port 1884 -Snapshot C:\Temp\eflow.json -WithRule '-I INPUT 1 -p tcp --dport 1884 -j ACCEPT'

            Shows what that rule would do, what still stops the packet, and what else would be let in.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .OUTPUTS
            EflowNetDiag.PacketTrace
            One for each device, with From, To, Protocol, Port, Verdict, Sender, Message, DecidedBy, Hops, NearMisses,
            DependsOn, Branches, Complete, Notes, Change, Least, LeastReason, Device and CollectedAt.

        .NOTES
            What lies beyond the virtual machine is not walked: a packet that leaves it may be stopped elsewhere.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live')]
    [OutputType('EflowNetDiag.PacketTrace')]
    param (
        [Parameter(Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string]
        $From = 'host',

        [Parameter(Position = 1)]
        [ValidateNotNullOrEmpty()]
        [string]
        $To = 'vm',

        [Parameter(Position = 2)]
        [ValidateRange(1, 65535)]
        [int]
        $Port,

        [ValidateSet('tcp', 'udp', 'icmp')]
        [string]
        $Protocol = 'tcp',

        [ValidateNotNullOrEmpty()]
        [string[]]
        $WithRule,

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
        # Nothing of a walk depends on what others answer, but the address of a name does.
        $options = @{ Probe = 'None'; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        $names = @($From, $To | Where-Object -FilterScript { $_ -match '^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$' })
        if ($names.Count -gt 0) {
            $options['Probe'] = 'Standard'
            $options['Wishes'] = @{ names = [string[]] $names }
        }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot' -or $MyInvocation.ExpectingInput) {
            # An empty pipeline means no snapshot, not this device.
            $options['Snapshot'] = $given.ToArray()
        }
        $wish = @{ from = $From; to = $To; protocol = $Protocol.ToLowerInvariant(); port = $null; withRules = @() }
        if ($PSBoundParameters.ContainsKey('Port') -and $wish['protocol'] -ne 'icmp') {
            $wish['port'] = $Port
        }
        if ($WithRule) {
            $wish['withRules'] = $WithRule
        }
        Invoke-EflowQuestion -Caller $PSCmdlet -Request @{ kind = 'trace'; wish = $wish } -Options $options | ForEach-Object -Process {
            ConvertTo-EflowPacketTrace -Trace $_.trace
        }
    }
}
