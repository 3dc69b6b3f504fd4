function Measure-EflowFleet {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Says of many snapshots at once which causes there are, which devices have them, and who differs from its siblings.

        .DESCRIPTION
            Judges every snapshot and counts. A cause is a fault that nothing else explains; the most common one comes first. A
            device differs where more than half of the looks have another release, system, kind of switch, way to get an
            address, or protocol than it has.

            The same as a page: Export-EflowNetReport -Path fleet.html. A snapshot that cannot be read is an error of its own.

        .PARAMETER Snapshot
            The snapshots, also from the pipeline: paths or wildcards of files that Save-EflowNetSnapshot wrote, files, or what
            ConvertFrom-Json makes of one.

        .PARAMETER DeviceProfile
            What the devices should be, as for Test-EflowNetwork.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Measure-EflowFleet -Snapshot C:\Fleet\*.json

            Shows how many devices are well, and the causes of the others.

        .EXAMPLE
            (Measure-EflowFleet -Snapshot C:\Fleet\*.json).Devices | Where-Object -Property State -NE -Value ok | Export-Csv -Path faulty.csv -NoTypeInformation

            Writes a table of the devices that are not well, with what to mend first on each.

        .EXAMPLE
            (Get-ChildItem -Path C:\Fleet\*.json | Measure-EflowFleet).Devices | Where-Object -Property Differences

            Shows the devices that are not built as most of their siblings are.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .OUTPUTS
            EflowNetDiag.FleetOverview
            One, with Looks, Well, Faulty, Unknown (counts), Causes (Rule, Title, Severity, Count, Devices) and Devices (Device,
            CollectedAt, State, Faults, Unknown, Suppressed, First, Message, Differences).

        .NOTES
            Works on any machine, without EFLOW and without an elevated session.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.FleetOverview')]
    param (
        [Parameter(Mandatory = $true, Position = 0, ValueFromPipeline = $true)]
        [object[]]
        $Snapshot,

        [object]
        $DeviceProfile,

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
        $core = $null
        try {
            $request = @{ kind = 'assess'; brief = $true }
            if ($null -ne $DeviceProfile) {
                $request['profile'] = ConvertTo-EflowProfile -DeviceProfile $DeviceProfile
            }
            $options = @{ Snapshot = $given.ToArray(); NodePath = $NodePath }
            $devices = [string[]] @(Invoke-EflowQuestion -Caller $PSCmdlet -Request $request -Options $options -AsText)
            $core = Open-EflowCore -NodePath $NodePath
            $answer = Send-EflowCoreRequest -Core $core -Request @{ kind = 'fleet'; devices = $devices }
            ConvertTo-EflowFleetOverview -Overview $answer.overview
        }
        catch {
            $PSCmdlet.ThrowTerminatingError($_)
        }
        finally {
            Close-EflowCore -Core $core
        }
    }
}
