function Test-EflowNetwork {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Finds the network faults of an EFLOW device and says what mends them.

        .DESCRIPTION
            Looks at the Windows host, the EFLOW virtual machine and its containers in one guest session, or at snapshots
            that were saved earlier, and judges what it saw by rules.

            The first finding for each device is the verdict (DEV001, of severity information): what this device is,
            which finding to mend first, how many checks are well, how many are not known, and what was not looked at.
            Its outcome is the device's: fail where a check fails, unknown where none fails and something is not known,
            else pass. What is wrong follows, each fault with its evidence and the command that mends it; what a fault
            explains stands behind it.

            Nothing is changed by looking. Without -Snapshot, AzureEFLOW and an elevated session are needed.

            Outcomes: pass (looked at and well), fail (a fault), notApplicable (does not concern this device), unknown (a
            fact is missing: the message says which and why), error (a bug of this module). By default those that need
            attention are shown: fail, unknown, error. The verdict is always shown, whatever the other parameters choose,
            so that there is an answer for each device; -ExcludeRule DEV001 leaves it out.

        .PARAMETER Snapshot
            Judges these snapshots instead of this device, also from the pipeline: paths or wildcards of files that
            Save-EflowNetSnapshot wrote, files, or what ConvertFrom-Json makes of one. Works on any machine, without
            EFLOW and without an elevated session.

        .PARAMETER ControlSnapshot
            What a second Linux VM on the same virtual switch saw: the path of what the script of Get-EflowGuestScript
            printed there, its file, or a snapshot. Two rules more then say whether what fails is the switch's or EFLOW's.

        .PARAMETER Rule
            Only these rules are asked, and counted in the verdict: ids or wildcards, such as IP001 or DNS*.
            Get-EflowNetworkRule lists them. One that fits no rule is an error.

        .PARAMETER ExcludeRule
            These rules are not asked: ids or wildcards.

        .PARAMETER Deployment
            Judges the host before Deploy-Eflow is called: its parameters as a hashtable or an object, or the path of an
            eflowAutoDeploy JSON file, of which the section "network" counts. Only what the host shows is judged, with the VM as
            it would be; no VM is asked, and there need be none. With -Snapshot the host of the snapshot is judged.

        .PARAMETER DeviceProfile
            What this device should be: a hashtable, an object, or the path of a JSON file, with any of Protocol (Amqp,
            AmqpWs, Mqtt, MqttWs), Gateway ($true, $false), InboundPorts and ClosedPorts (8883, '5353/udp'),
            InternalNetworks ('10.1.0.0/16'), Proxy (empty where there must be none) and Names ('files.contoso.com:443',
            at most three). What it leaves out is inferred from the device's configuration; a property that it does not
            have is an error. It is not kept in snapshots: the same snapshot can be judged by another wish.

            Suppressions are faults that are known and accepted, each with Rule, Target (* and ? stand for anything),
            Reason and Expires, the last day: @{ Rule = 'NF019'; Target = '1883/tcp'; Reason = 'Until the new firmware';
            Expires = '2027-03-31' }. Such a finding is still shown, with Suppressed; the verdict and -Quiet count it as no
            fault. The verdict names suppressions that have expired, which hold for nothing, and those that are not used.

        .PARAMETER Category
            Only findings of these categories: the letters that a rule's id begins with. All rules are asked, so that
            causes of another category are still told apart.

        .PARAMETER Severity
            Only findings of these severities: critical, warning, information.

        .PARAMETER Outcome
            Only findings with these outcomes. Default: fail, unknown, error.

        .PARAMETER All
            Findings of every outcome, those that passed too.

        .PARAMETER Quiet
            Returns only $true or $false, one for all that was looked at: $true when no finding chosen by the other
            parameters failed, is unknown or is an error. A snapshot that cannot be read, or none at all, is not well.

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
            Test-EflowNetwork -WhatIf

            Lists where a look would send packets. To find that out, the device is looked at with -Probe None: nothing
            leaves it.

        .EXAMPLE
            Test-EflowNetwork

            Judges this device and shows what needs attention.

        .EXAMPLE
            Test-EflowNetwork -Rule DNS*, IP* -All | Format-List

            Shows all that is known about names and addresses, with evidence and remedies.

        .EXAMPLE
            Get-ChildItem -Path *.json | Test-EflowNetwork -Severity critical | Sort-Object -Property Device

            Judges a folder of saved snapshots.

        .EXAMPLE
            Test-EflowNetwork -Snapshot C:\Fleet\*.json | Sort-Object -Property SeverityRank, Device

            Shows the gravest first: SeverityRank is 1 for critical, 2 for warning and 3 for information.

        .EXAMPLE
            Test-EflowNetwork -DeviceProfile @{ Protocol = 'Mqtt'; Gateway = $true; ClosedPorts = 1883 }

            Judges this device by what it should be, not only by how it is configured.

        .EXAMPLE
            Test-EflowNetwork -DeviceProfile C:\ProgramData\Contoso\eflow-profile.json | Where-Object -Property Suppressed

            Shows what the profile accepts, and until when.

        .EXAMPLE
            if (-not (Test-EflowNetwork -Quiet)) { Save-EflowNetSnapshot -Path C:\Temp\eflow.json }

            Keeps a snapshot when something is wrong.

        .EXAMPLE
            Test-EflowNetwork -ControlSnapshot control.txt

            Says besides whether another VM on the switch, in which Get-EflowGuestScript was run, has the same faults.

        .EXAMPLE
            Test-EflowNetwork -Deployment @{ vSwitchType = 'Internal'; vSwitchName = 'EFLOW'; ip4Address = '172.20.0.5'; ip4GatewayAddress = '172.20.0.1'; ip4PrefixLength = 24 }

            Says before the deployment what would not work, with the corrected line.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .OUTPUTS
            EflowNetDiag.Finding
            One for each rule and target, with Rule, Outcome, Severity, Category, Title, Message, Target, Evidence, Remedy,
            CausedBy, Suppressed, Repair, Page, Device and CollectedAt; SeverityRank to sort by; EvidenceText, RemedyText and
            SuppressedText for Export-Csv.

        .OUTPUTS
            System.Boolean
            With -Quiet.

        .NOTES
            The page of a rule is in the module's folder, for reading without a network.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Live', SupportsShouldProcess = $true, ConfirmImpact = 'Low')]
    [OutputType('EflowNetDiag.Finding', [bool])]
    param (
        [Parameter(Mandatory = $true, ParameterSetName = 'Snapshot', ValueFromPipeline = $true)]
        [object[]]
        $Snapshot,

        [object]
        $ControlSnapshot,

        [SupportsWildcards()]
        [string[]]
        $Rule,

        [SupportsWildcards()]
        [string[]]
        $ExcludeRule,

        [object]
        $DeviceProfile,

        [object]
        $Deployment,

        [ValidateSet('DEV', 'HOST', 'SW', 'IP', 'RT', 'DNS', 'FW', 'NF', 'PX', 'TLS', 'NTP', 'EP', 'MTU', 'MOD')]
        [string[]]
        $Category,

        [ValidateSet('critical', 'warning', 'information')]
        [string[]]
        $Severity,

        [ValidateSet('pass', 'fail', 'notApplicable', 'unknown', 'error')]
        [string[]]
        $Outcome = @('fail', 'unknown', 'error'),

        [switch]
        $All,

        [switch]
        $Quiet,

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
        foreach ($one in $Snapshot) {
            $given.Add($one)
        }
    }

    end {
        Set-EflowLanguage -Culture $Culture
        $options = @{ Probe = $Probe; IotedgeCheck = $IotedgeCheck; TimeoutSeconds = $TimeoutSeconds; NodePath = $NodePath; Control = $ControlSnapshot; What = $script:localizedData.LookWhatIf -f $Probe }
        if ($PSCmdlet.ParameterSetName -eq 'Snapshot' -or $MyInvocation.ExpectingInput) {
            # An empty pipeline means no snapshot, not this device.
            $options['Snapshot'] = $given.ToArray()
        }
        $request = @{ kind = 'diagnose' }
        if ($Rule) {
            $request['rules'] = $Rule
        }
        if ($ExcludeRule) {
            $request['excludeRules'] = $ExcludeRule
        }
        try {
            if ($null -ne $DeviceProfile) {
                $request['profile'] = ConvertTo-EflowProfile -DeviceProfile $DeviceProfile
                $options['Wishes'] = @{ profile = $request['profile'] }
            }
            if ($null -ne $Deployment) {
                $request['deployment'] = ConvertTo-EflowDeployment -Deployment $Deployment
            }
        }
        catch {
            $PSCmdlet.ThrowTerminatingError($_)
        }
        $wanted = @{ Category = $Category; Severity = $Severity; Counted = $Quiet; Outcome = @(Get-EflowOutcome -Outcome $Outcome -All:$All -Quiet:$Quiet) }
        if ($wanted['Outcome']) {
            # What is not shown need not come.
            $request['outcomes'] = [string[]] $wanted['Outcome']
        }
        $devices, $faults = 0, 0
        Invoke-EflowQuestion -Caller $PSCmdlet -Request $request -Options $options | ForEach-Object -Process {
            $count = $_.counts
            Write-Verbose -Message ($script:localizedData.Judged -f $_.device, $count.fail, $count.unknown, $count.error, $count.pass, $count.notApplicable, $count.suppressed)
            $chosen = @(Select-EflowFinding -Finding $_.findings @wanted)
            $devices += 1
            $faults += $chosen.Count
            if (-not $Quiet) {
                $chosen | ForEach-Object -Process { ConvertTo-EflowFinding -Finding $_ }
            }
        }
        if ($Quiet) {
            # Nothing seen is nothing proved.
            $devices -gt 0 -and $faults -eq 0 -and -not $options['Unread']
        }
    }
}
