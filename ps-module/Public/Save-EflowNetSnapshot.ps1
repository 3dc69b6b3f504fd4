function Save-EflowNetSnapshot {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Saves all that one look at this EFLOW device sees, to be judged later, on any machine; with -Redact so that
            it can be given to others.

        .DESCRIPTION
            Collects the same facts as Test-EflowNetwork, in one guest session, and writes them as one JSON file without
            judging them. The file is complete or it is not there: it is written beside its place and then moved. An
            existing file is kept unless -Force is given.

            With -Redact, addresses, names, MACs, identifiers and secrets are replaced by tokens: the same value by the
            same token throughout the file, prefixes and special ranges kept, so that the same findings come out. The key
            that makes the tokens is random and is not kept. What is not wholly understood is left out. The result is
            searched for every original value before it is written, and a report says what was replaced and left out.

            Without -Snapshot, AzureEFLOW and an elevated session are needed. Nothing is changed on the device by looking.

        .PARAMETER Path
            The file to write. Its folder must exist.

        .PARAMETER Redact
            Replaces whatever names the device, its network and its owner by tokens.

        .PARAMETER Snapshot
            Writes this snapshot instead of a look at this device: its path, its file, or what ConvertFrom-Json makes of
            it. For redacting what was saved before, and for bringing a snapshot of an earlier version up to date.

        .PARAMETER Force
            Replaces an existing file.

        .PARAMETER Probe
            How far the look may reach. None: nothing leaves the device. Standard (default): only what the device is
            configured to use. Deep: also what takes long or is seen by others.

        .PARAMETER IotedgeCheck
            Runs IoT Edge's own checks in the guest too (iotedge check). They ask servers of their own, such as pool.ntp.org
            and aka.ms. Those that run containers and pull an image run only with -Probe Deep. They take longer: give them
            time with -TimeoutSeconds.

        .PARAMETER TimeoutSeconds
            How long the guest may take for its part. The guest itself keeps to it. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Save-EflowNetSnapshot -Path C:\Temp\eflow.json

            Keeps what can be seen now.

        .EXAMPLE
            Save-EflowNetSnapshot -Path before.json; Repair-EflowFirewall -Port 8883; Save-EflowNetSnapshot -Path after.json

            Keeps the state before and after a repair.

        .EXAMPLE
            Save-EflowNetSnapshot -Snapshot C:\Temp\eflow.json -Path C:\Temp\eflow.redacted.json -Redact | Format-List

            Redacts what was saved, and shows what was replaced.

        .INPUTS
            None
            Nothing is taken from the pipeline.

        .OUTPUTS
            System.IO.FileInfo
            The file that was written.

        .OUTPUTS
            EflowNetDiag.RedactionReport
            With -Redact: FullName, the file that was written; Replaced, how many values of each kind in how many places;
            Dropped, what was left out; ChangedRules, the rules that judge the result otherwise than the original: none
            as a rule.

        .NOTES
            Without -Redact the file names addresses, names and rules of the device: treat it as confidential.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live', SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    [OutputType('System.IO.FileInfo', 'EflowNetDiag.RedactionReport')]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [string]
        $Path,

        [switch]
        $Force,

        [switch]
        $Redact,

        [Parameter(Mandatory = $true, ParameterSetName = 'Snapshot')]
        [object]
        $Snapshot,

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

    Set-EflowLanguage -Culture $Culture
    try {
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
        $folder = [System.IO.Path]::GetDirectoryName($file)
        if (-not [System.IO.Directory]::Exists($folder)) {
            throw (New-EflowErrorRecord -Id 'FolderNotFound' -Arguments $folder -Target $folder)
        }
        if ([System.IO.File]::Exists($file) -and -not $Force) {
            throw (New-EflowErrorRecord -Id 'SnapshotExists' -Arguments $file -Target $file)
        }
        $what = $script:localizedData.SnapshotWhatIf -f $file
        $options = @{ Probe = $Probe; IotedgeCheck = $IotedgeCheck; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot') {
            $what = $script:localizedData.SnapshotCopyWhatIf -f $file
            $null = Resolve-EflowSnapshot -Snapshot $Snapshot -One
            $options['Snapshot'] = @(, $Snapshot)
        }
        if (-not (Confirm-EflowLook -Caller $PSCmdlet -Options $options -What $what)) {
            return
        }

        $line = Invoke-EflowQuestion -Caller $PSCmdlet -Request @{ kind = 'snapshot'; redact = [bool] $Redact } -Options $options -AsText
        if (-not $line) {
            return # why not has been written
        }
        $report = Write-EflowSnapshot -Line $line -Path $file
        if ($Redact) {
            ConvertTo-EflowRedactionReport -Report $report -Path $file
        }
        else {
            [System.IO.FileInfo]::new($file)
        }
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}
