function Get-EflowGuestScript {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Prints the script that looks at the EFLOW virtual machine, to be read, or run in any other Linux VM.

        .DESCRIPTION
            The script is what Test-EflowNetwork runs in the guest, word for word, with its comments: it reads and asks, and
            changes nothing. How to run it stands at its beginning.

            Run in a second Linux VM on the same virtual switch, it tells whether a fault is the switch's or EFLOW's: save
            what it prints, and give it to Test-EflowNetwork -ControlSnapshot. With -Snapshot it asks there what the EFLOW
            virtual machine asked: the same DNS servers, names and ports. Needs no EFLOW device.

        .PARAMETER Snapshot
            The device with whose virtual machine the other one is to be compared: the path of its snapshot, its file, or
            what ConvertFrom-Json makes of it. Without it, the script asks what the machine that it runs on is configured
            to use.

        .PARAMETER Probe
            How far the look may reach. None: nothing leaves the machine. Standard (default): only what it is configured to
            use, or what -Snapshot asked. Deep: also what takes long or is seen by others.

        .PARAMETER TimeoutSeconds
            How long the script may take. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Get-EflowGuestScript

            Shows what runs in the guest.

        .EXAMPLE
            Get-EflowGuestScript -Snapshot eflow.json | Set-Content -Path look.sh -Encoding ascii -NoNewline

            Writes the script for a second VM on the switch. There: sudo bash look.sh > control.txt

        .EXAMPLE
            Get-EflowGuestScript | Out-Null; Test-EflowNetwork -ControlSnapshot control.txt

            Compares this device with what the script printed in the second VM.

        .INPUTS
            None
            Nothing is taken from the pipeline.

        .OUTPUTS
            System.String
            The script, as one string with line feeds.

        .NOTES
            With -Snapshot the script names the servers and hosts of that device.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param (
        [object]
        $Snapshot,

        [ValidateSet('None', 'Standard', 'Deep')]
        [string]
        $Probe = 'Standard',

        [ValidateRange(5, 600)]
        [int]
        $TimeoutSeconds = 60,

        [string]
        $NodePath,

        [System.Globalization.CultureInfo]
        $Culture = $PSUICulture
    )

    Set-EflowLanguage -Culture $Culture
    $core = $null
    try {
        $request = @{ kind = 'guestScript'; probe = $Probe.ToLowerInvariant(); timeoutSeconds = $TimeoutSeconds }
        if ($null -ne $Snapshot) {
            $request['like'] = Resolve-EflowSnapshot -Snapshot $Snapshot -One
        }
        $core = Open-EflowCore -NodePath $NodePath
        (Send-EflowCoreRequest -Core $core -Request $request).script
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
    finally {
        Close-EflowCore -Core $core
    }
}
