function Save-EflowSupportBundle {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Saves one zip for those who help: a redacted snapshot, reports of it, what repairs did, and versions.

        .DESCRIPTION
            Looks at this device, or takes a saved snapshot, and replaces addresses, names, identifiers and secrets by tokens, as
            Save-EflowNetSnapshot -Redact does. The reports are made from what is redacted, so the same token means the same
            everywhere in the zip. Of the journal of repairs only the times, the steps, the ports and the protocols are taken.

            The zip holds snapshot.json, report.html, report.md, redaction.json, journal.jsonl and versions.json. It is complete
            or it is not there.

        .PARAMETER Path
            The zip to write. Its folder must exist.

        .PARAMETER Snapshot
            Takes this snapshot instead of a look at this device: its path, its file, or what ConvertFrom-Json makes of it.

        .PARAMETER Force
            Replaces an existing file.

        .PARAMETER Probe
            How far the look may reach. None: nothing leaves the device. Standard (default): only what the device is
            configured to use. Deep: also what takes long or is seen by others.

        .PARAMETER TimeoutSeconds
            How long the guest may take for its part. The guest itself keeps to it. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language the reports are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Save-EflowSupportBundle -Path C:\Temp\eflow-support.zip

            Looks at this device and saves what can be given to others.

        .EXAMPLE
            Save-EflowSupportBundle -Path C:\Temp\eflow-support.zip -Snapshot C:\Temp\eflow.json

            Makes the same of what was saved before.

        .INPUTS
            None
            Nothing is taken from the pipeline.

        .OUTPUTS
            System.IO.FileInfo
            The zip that was written.

        .NOTES
            What is in it can be read before it is given away: everything is plain text.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live', SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    [OutputType('System.IO.FileInfo')]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [string]
        $Path,

        [Parameter(Mandatory = $true, ParameterSetName = 'Snapshot')]
        [object]
        $Snapshot,

        [switch]
        $Force,

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

    Set-EflowLanguage -Culture $Culture
    try {
        $file = Resolve-EflowNewFile -Path $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path) -Force:$Force
        $options = @{ Probe = $Probe; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot') {
            $null = Resolve-EflowSnapshot -Snapshot $Snapshot -One
            $options['Snapshot'] = @(, $Snapshot)
        }
        if (-not (Confirm-EflowLook -Caller $PSCmdlet -Options $options -What ($script:localizedData.BundleWhatIf -f $file))) {
            return
        }
        $line = Invoke-EflowQuestion -Caller $PSCmdlet -Request @{ kind = 'snapshot'; redact = $true } -Options $options -AsText
        if (-not $line) {
            return # why not has been written
        }
        $entries = Get-EflowBundleEntry -Caller $PSCmdlet -Line $line -NodePath $NodePath
        Write-EflowZip -Entry $entries -Path $file
        [System.IO.FileInfo]::new($file)
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}
