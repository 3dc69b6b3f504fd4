function Get-EflowDnsReport {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Shows name resolution of an EFLOW device layer by layer: which servers, set where, and how they answer.

        .DESCRIPTION
            Names are resolved differently by the Windows host, the virtual machine, the container engine and each
            module. The report has one row for every DNS server at every layer: where it is configured, how it answered
            over UDP and TCP, and what the names that the device needs become there.

            Nothing is changed by looking. Without -Snapshot, AzureEFLOW and an elevated session are needed.

        .PARAMETER Snapshot
            Reports on these snapshots instead of this device, also from the pipeline: paths or wildcards of files that
            Save-EflowNetSnapshot wrote, files, or what ConvertFrom-Json makes of one.

        .PARAMETER Name
            Names of your own, at most three, that every layer is asked for besides those that the device needs. Of a saved
            snapshot, what it says of them: where that look did not ask, the report says so.

        .PARAMETER Probe
            How far the look may reach. None: nothing leaves the device. Standard (default): only what the device is
            configured to use. Deep: also what takes long or is seen by others.

        .PARAMETER TimeoutSeconds
            How long the guest may take for its part. The guest itself keeps to it. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Get-EflowDnsReport

            Shows every layer of this device.

        .EXAMPLE
            Get-EflowDnsReport -Snapshot C:\Temp\eflow.json | Where-Object -Property Verdict -EQ -Value fails

            Shows which servers of a saved device fail.

        .EXAMPLE
            Get-EflowDnsReport -Name files.contoso.com | Format-Table -Property Layer, Scope, Server, Names

            Shows what a name of your own becomes at every layer.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .OUTPUTS
            EflowNetDiag.DnsReportRow
            One for each server at each layer, with Layer, Scope, Server, ConfiguredIn, Udp, Tcp, Names, Verdict, Message,
            Device and CollectedAt.

        .NOTES
            A server that is silent over UDP but answers over TCP is behind a firewall that knows only one of the two.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live')]
    [OutputType('EflowNetDiag.DnsReportRow')]
    param (
        [Parameter(Mandatory = $true, ParameterSetName = 'Snapshot', ValueFromPipeline = $true)]
        [object[]]
        $Snapshot,

        [Parameter(Position = 0)]
        [ValidateCount(1, 3)]
        [ValidatePattern('^(?=.{1,253}\z)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\z')]
        [string[]]
        $Name,

        [Parameter(ParameterSetName = 'Live')]
        [ValidateSet('None', 'Standard', 'Deep')]
        [string]
        $Probe = 'Standard',

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
        $options = @{ Probe = $Probe; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot' -or $MyInvocation.ExpectingInput) {
            # An empty pipeline means no snapshot, not this device.
            $options['Snapshot'] = $given.ToArray()
        }
        $request = @{ kind = 'dnsReport' }
        if ($Name) {
            $request['names'] = [string[]] $Name
            $options['Wishes'] = @{ names = $request['names'] }
        }
        Invoke-EflowQuestion -Caller $PSCmdlet -Request $request -Options $options | ForEach-Object -Process {
            foreach ($row in $_.rows) {
                ConvertTo-EflowDnsReportRow -Row $row
            }
        }
    }
}
