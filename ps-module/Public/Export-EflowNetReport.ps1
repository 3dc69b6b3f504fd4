function Export-EflowNetReport {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Writes a report for people or for programs: of this device, of saved snapshots, or of findings at hand.

        .DESCRIPTION
            Html is one self-contained page that fetches and runs nothing: the verdict, a picture of the path from the host to
            the hub with the broken place marked, findings folded under their cause, DNS by layer; of several devices also an
            overview: which causes, which devices, which differ from their siblings. Markdown is to be pasted into an issue.
            Json and JsonLines hold everything; Csv has a row for each finding and no formulas; JUnit is read by build
            servers: fail is a failure, unknown and error are errors, notApplicable is skipped.

            A report of findings at hand has no addresses in its picture and no DNS table, for findings do not carry them.
            Values of the device are text in every format. The file is complete or it is not there.

        .PARAMETER Path
            The file to write. Its folder must exist.

        .PARAMETER Format
            Html, Markdown, Json, JsonLines, Csv or JUnit. Default: Html.

        .PARAMETER InputObject
            What Test-EflowNetwork emitted, or snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .PARAMETER Snapshot
            Reports these snapshots instead of this device. Wildcards are allowed in paths.

        .PARAMETER DeviceProfile
            What the devices should be, as for Test-EflowNetwork.

        .PARAMETER Redact
            Replaces addresses, names and identifiers by tokens before judging, as Save-EflowNetSnapshot -Redact does. Not for
            findings at hand, which are judged already.

        .PARAMETER Force
            Replaces an existing file.

        .PARAMETER Probe
            How far the look may reach. None: nothing leaves the device. Standard (default): only what the device is
            configured to use. Deep: also what takes long or is seen by others.

        .PARAMETER IotedgeCheck
            Runs IoT Edge's own checks in the guest too (iotedge check), which ask servers of their own.

        .PARAMETER TimeoutSeconds
            How long the guest may take for its part. The guest itself keeps to it. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language the report is, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Export-EflowNetReport -Path C:\Temp\eflow.html

            Looks at this device and writes a page about it.

        .EXAMPLE
            Export-EflowNetReport -Snapshot C:\Temp\eflow.json -Format Markdown -Redact -Path C:\Temp\eflow.md

            Writes what can be pasted into a public issue.

        .EXAMPLE
            Get-ChildItem -Path C:\Fleet\*.json | Export-EflowNetReport -Path C:\Temp\fleet.html

            Makes one overview of many devices.

        .EXAMPLE
            Test-EflowNetwork -All | Export-EflowNetReport -Format JUnit -Path C:\Temp\eflow.xml

            Gives a build server what was found.

        .INPUTS
            System.Object
            Findings, or snapshots: paths, files, objects.

        .OUTPUTS
            System.IO.FileInfo
            The file that was written.

        .NOTES
            Without -Redact the report names addresses and names of the device: treat it as confidential.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live', SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    [OutputType('System.IO.FileInfo')]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [string]
        $Path,

        [ValidateSet('Html', 'Markdown', 'Json', 'JsonLines', 'Csv', 'JUnit')]
        [string]
        $Format = 'Html',

        [Parameter(Mandatory = $true, ParameterSetName = 'Given', ValueFromPipeline = $true)]
        [object[]]
        $InputObject,

        [Parameter(Mandatory = $true, ParameterSetName = 'Snapshot')]
        [object[]]
        $Snapshot,

        [object]
        $DeviceProfile,

        [switch]
        $Redact,

        [switch]
        $Force,

        [Parameter(ParameterSetName = 'Live')]
        [ValidateSet('None', 'Standard', 'Deep')]
        [string]
        $Probe = 'Standard',

        [Parameter(ParameterSetName = 'Live')]
        [switch]
        $IotedgeCheck,

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
        foreach ($one in $InputObject) {
            $given.Add($one)
        }
    }

    end {
        Set-EflowLanguage -Culture $Culture
        try {
            $file = Resolve-EflowNewFile -Path $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path) -Force:$Force
            $findings = @($given | Where-Object -FilterScript { Test-EflowFinding -InputObject $_ })
            $options = @{ Probe = $Probe; IotedgeCheck = $IotedgeCheck; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
            if ($PSCmdlet.ParameterSetName -eq 'Snapshot') {
                $options['Snapshot'] = $Snapshot
            }
            elseif ($PSCmdlet.ParameterSetName -eq 'Given' -or $MyInvocation.ExpectingInput) {
                # An empty pipeline means nothing, not this device.
                $options['Snapshot'] = @($given | Where-Object -FilterScript { -not (Test-EflowFinding -InputObject $_) })
            }
            if ($Redact -and $findings.Count -gt 0) {
                throw (New-EflowErrorRecord -Id 'ReportNotRedacted' -Target 'Redact')
            }
            $request = @{ kind = 'assess'; redact = [bool] $Redact; brief = Test-EflowFleet -Format $Format -Snapshot $options['Snapshot'] }
            if ($null -ne $DeviceProfile) {
                $request['profile'] = ConvertTo-EflowProfile -DeviceProfile $DeviceProfile
                $options['Wishes'] = @{ profile = $request['profile'] }
            }
            if (-not (Confirm-EflowLook -Caller $PSCmdlet -Options $options -What ($script:localizedData.ReportWhatIf -f $file))) {
                return
            }
            $devices = @(Invoke-EflowQuestion -Caller $PSCmdlet -Request $request -Options $options -AsText)
            if ($devices.Count + $findings.Count -eq 0) {
                throw (New-EflowErrorRecord -Id 'ReportEmpty' -Target $file)
            }
            $text = Get-EflowReportText -Format $Format -Device $devices -Finding $findings -NodePath $NodePath
            Write-EflowReport -Text $text -Path $file
        }
        catch {
            $PSCmdlet.ThrowTerminatingError($_)
        }
    }
}
