function Compare-EflowNetSnapshot {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Says what differs between two snapshots: findings that are new, changed, as they were or gone, and what was seen
            otherwise.

        .DESCRIPTION
            Both snapshots are judged by the rules of today, so that a difference is one of the device and not of versions.
            First come the findings that are no pass in one of the two, then the facts that differ, those first that a rule
            read which came out otherwise. What differs on every look, such as counters, times and neighbours, is left out.

        .PARAMETER ReferenceSnapshot
            The earlier snapshot: its path, its file, or what ConvertFrom-Json makes of it.

        .PARAMETER DifferenceSnapshot
            The later snapshot. Without it, this device is looked at now.

        .PARAMETER DeviceProfile
            What the device should be, as for Test-EflowNetwork.

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
            Compare-EflowNetSnapshot -ReferenceSnapshot before.json -DifferenceSnapshot after.json

            Shows what a change of the device did.

        .EXAMPLE
            Compare-EflowNetSnapshot -ReferenceSnapshot C:\Temp\monday.json | Where-Object Change -EQ new

            Shows what is wrong on this device now and was not on Monday.

        .INPUTS
            None
            Nothing is taken from the pipeline.

        .OUTPUTS
            EflowNetDiag.SnapshotChange
            One for each difference, with Change (new, changed, unchanged, gone, fact), What (the rule or the fact), Severity,
            Target, OutcomeBefore, OutcomeAfter, Before, After, Suppressed (of a fault that the profile accepts) and Rules (that
            read the fact and came out otherwise).

        .NOTES
            A finding is the same in both when its rule and its target are.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live')]
    [OutputType('EflowNetDiag.SnapshotChange')]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [object]
        $ReferenceSnapshot,

        [Parameter(Mandatory = $true, Position = 1, ParameterSetName = 'Snapshot')]
        [object]
        $DifferenceSnapshot,

        [object]
        $DeviceProfile,

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
        $request = @{ kind = 'compare'; before = Resolve-EflowSnapshot -Snapshot $ReferenceSnapshot -One }
        $options = @{ Probe = $Probe; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot') {
            $null = Resolve-EflowSnapshot -Snapshot $DifferenceSnapshot -One
            $options['Snapshot'] = @(, $DifferenceSnapshot)
        }
        if ($null -ne $DeviceProfile) {
            $request['profile'] = ConvertTo-EflowProfile -DeviceProfile $DeviceProfile
            $options['Wishes'] = @{ profile = $request['profile'] }
        }
        $answer = Invoke-EflowQuestion -Caller $PSCmdlet -Request $request -Options $options
    }
    catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
    # Without an answer, why not has been written.
    if ($null -ne $answer) {
        $answer.changes | ForEach-Object -Process { ConvertTo-EflowSnapshotChange -Change $_ }
    }
}
