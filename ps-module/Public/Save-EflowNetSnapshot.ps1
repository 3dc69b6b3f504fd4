function Save-EflowNetSnapshot {
    <#
        .SYNOPSIS
            Saves all that one look at this EFLOW device sees, to be judged later, on any machine.

        .DESCRIPTION
            Collects the same facts as Test-EflowNetwork, in one guest session, and writes them as one JSON file without
            judging them. The file is complete or it is not there: it is written beside its place and then moved. An
            existing file is kept unless -Force is given.

            AzureEFLOW and an elevated session are needed. Nothing is changed on the device by looking.

        .PARAMETER Path
            The file to write. Its folder must exist.

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

        .EXAMPLE
            Save-EflowNetSnapshot -Path C:\Temp\eflow.json

            Keeps what can be seen now.

        .EXAMPLE
            Save-EflowNetSnapshot -Path before.json; Repair-EflowFirewall -Port 8883; Save-EflowNetSnapshot -Path after.json

            Keeps the state before and after a repair.

        .INPUTS
            None
            Nothing is taken from the pipeline.

        .OUTPUTS
            System.IO.FileInfo
            The file that was written.

        .NOTES
            The file names addresses, names and rules of the device: treat it as confidential.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    [OutputType([System.IO.FileInfo])]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [string]
        $Path,

        [switch]
        $Force,

        [ValidateSet('None', 'Standard', 'Deep')]
        [string]
        $Probe = 'Standard',

        [ValidateRange(5, 600)]
        [int]
        $TimeoutSeconds = 60,

        [string]
        $NodePath
    )

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
        if (-not $PSCmdlet.ShouldProcess($what, $what, $script:localizedData.SnapshotCaption)) {
            return
        }

        $options = @{ Probe = $Probe; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        $line = Invoke-EflowQuestion -Caller $PSCmdlet -Request @{ kind = 'snapshot' } -Options $options -AsText
        Write-EflowSnapshot -Line $line -Path $file
        [System.IO.FileInfo]::new($file)
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}
