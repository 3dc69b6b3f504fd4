function Repair-EflowFirewall {
    <#
        .SYNOPSIS
            Lets a port in through the firewall of the EFLOW virtual machine, and keeps the change only when it works.

        .DESCRIPTION
            Plans the least rule in the place where it takes effect, shows the plan (-WhatIf, -Confirm), and carries it out
            so that the device cannot be stranded: the guest itself takes the change back after two minutes unless it is
            confirmed; the change is made live only; a new connection from this host shows that packets pass (a refused
            connection proves it where nothing listens yet); only then the rule is persisted, as the only line that is
            added to the saved rules. Anything else, and the change is taken back.

            A rule that is already there is not added again. AzureEFLOW and an elevated session are needed.

        .PARAMETER Port
            The port to let in, from 1 to 65535.

        .PARAMETER Protocol
            tcp (default) or udp.

        .PARAMETER Source
            Lets in only this IPv4 address or prefix, such as 192.168.1.0/24. Default: any.

        .PARAMETER LiveOnly
            Does not persist the rule: it is gone when the virtual machine starts again.

        .PARAMETER Snapshot
            Plans from these snapshots instead of this device, also from the pipeline: paths or wildcards of files that
            Save-EflowNetSnapshot wrote, files, or what ConvertFrom-Json makes of one. Only with -WhatIf, for a plan made
            from an old look is not applied.

        .PARAMETER TimeoutSeconds
            How long the guest may take for each of its parts. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Repair-EflowFirewall -Port 8883 -Protocol tcp -WhatIf

            Shows what would be done, and changes nothing.

        .EXAMPLE
            Repair-EflowFirewall -Port 8883 -Protocol tcp

            Lets MQTT clients reach a module of this device.

        .EXAMPLE
            Repair-EflowFirewall -Port 8883 -Snapshot C:\Temp\eflow.json -WhatIf | Format-List

            Plans for a device that is elsewhere.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json.

        .OUTPUTS
            EflowNetDiag.RepairResult
            What became of it: State is alreadyThere, added, rolledBack, refused or failed; Persisted, Verified and Reason
            say more; Plan is what was meant to be done.

        .OUTPUTS
            EflowNetDiag.RepairPlan
            With -WhatIf: the steps, what they open, what would still block, and what must hold afterwards.

        .NOTES
            Every step is written to a journal before it is done: in ProgramData\EflowNetDiag\journal.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType('EflowNetDiag.RepairResult', 'EflowNetDiag.RepairPlan')]
    param (
        [Parameter(Mandatory = $true, Position = 0)]
        [ValidateRange(1, 65535)]
        [int]
        $Port,

        [ValidateSet('tcp', 'udp')]
        [string]
        $Protocol = 'tcp',

        [string]
        $Source,

        [switch]
        $LiveOnly,

        [Parameter(ValueFromPipeline = $true)]
        [object[]]
        $Snapshot,

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
        $core, $worker = $null, $null
        $wish = @{ protocol = $Protocol.ToLowerInvariant(); port = $Port; source = $null }
        if ($Source) {
            $wish['source'] = $Source
        }
        try {
            if ($PSBoundParameters.ContainsKey('Snapshot') -or $MyInvocation.ExpectingInput) {
                if (-not $WhatIfPreference) {
                    throw (New-EflowErrorRecord -Id 'SnapshotNeedsWhatIf' -Target 'Snapshot')
                }
                # An empty pipeline means no snapshot, not this device.
                $from = @{ Snapshot = $given.ToArray(); NodePath = $NodePath }
            }
            else {
                Assert-EflowLive
                $core = Open-EflowCore -NodePath $NodePath
                $worker = Open-EflowWorker
                $from = @{ Core = $core; Worker = $worker; TimeoutSeconds = $TimeoutSeconds }
            }
            foreach ($plan in @(Get-EflowFirewallPlan -Caller $PSCmdlet -From $from -Wish $wish -LiveOnly:$LiveOnly)) {
                $sentences = @(Get-EflowPlanSentence -Plan $plan) -join [System.Environment]::NewLine
                if ($WhatIfPreference) {
                    $null = $PSCmdlet.ShouldProcess($sentences, $sentences, $script:localizedData.RepairCaption)
                    ConvertTo-EflowRepairPlan -Plan $plan
                }
                elseif ('refused', 'alreadyThere' -contains $plan.state) {
                    $persisted = $plan.state -eq 'alreadyThere' -and -not $LiveOnly
                    New-EflowRepairResult -Plan $plan -State $plan.state -Persisted $persisted -Reason $plan.reason
                }
                elseif ($PSCmdlet.ShouldProcess($sentences, $sentences, $script:localizedData.RepairCaption)) {
                    Invoke-EflowRepair -Core $core -Worker $worker -Plan $plan -TimeoutSeconds $TimeoutSeconds
                }
            }
        }
        catch {
            $PSCmdlet.ThrowTerminatingError($_)
        }
        finally {
            Write-EflowProgress -Completed
            Close-EflowWorker -Worker $worker
            Close-EflowCore -Core $core
        }
    }
}
