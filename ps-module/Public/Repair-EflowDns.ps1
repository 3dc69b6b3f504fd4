function Repair-EflowDns {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Gives the EFLOW virtual machine DNS servers that answer it, and keeps them only when names resolve.

        .DESCRIPTION
            Looks at the device and asks, from within the virtual machine, the DNS servers that the virtual machine and this
            Windows are set to use, or those of -Server, for the names that IoT Edge needs here. Only servers that gave an
            address for every name are set, with Set-EflowVmDnsServers.

            That cmdlet of AzureEFLOW cannot tell what was set before. So the virtual machine first keeps the files that it may
            change, and arms a timer of its own that puts them back after seven minutes, unless the change is confirmed. A
            new look then has to show that every name resolves in the virtual machine, and that whatever resolved before in
            the containers still does. Anything else, and the files are put back, read anew, and compared byte for byte.
            Where the former servers stand in no file, so that they cannot be restored this way, that is said before you
            are asked.

            -ContainerEngine gives the servers to the container engine instead, for the modules: it sets "dns" in daemon.json,
            changes nothing else in that file, and restarts the engine. Every module restarts with it. The former file is
            kept and comes back byte for byte unless every name then resolves from each container network. A file that is
            a link, or no JSON that the engine could have read, is refused. Findings never lead to this.

            Findings of Test-EflowNetwork come by the pipeline: those that this repair mends lead to one repair, others are
            passed over. AzureEFLOW and an elevated session are needed.

        .PARAMETER Server
            The DNS servers to give to the virtual machine, one to three IPv4 addresses, in order. Default: chosen from those
            that the virtual machine and this Windows are set to use.

        .PARAMETER ContainerEngine
            Gives the servers to the container engine, in /etc/docker/daemon.json, and restarts it with every module. Default
            for -Server: those that it has, else those of the virtual machine, else those of this Windows.

        .PARAMETER InputObject
            Findings of Test-EflowNetwork, from the pipeline.

        .PARAMETER Snapshot
            Plans from these snapshots instead of this device: paths or wildcards of files that Save-EflowNetSnapshot wrote,
            files, or what ConvertFrom-Json makes of one. Only with -WhatIf, for a plan made from an old look is not applied.

        .PARAMETER TimeoutSeconds
            How long the guest may take for each of its parts. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Repair-EflowDns -WhatIf

            Asks the servers from the virtual machine and shows which would be set; changes nothing.

        .EXAMPLE
            Test-EflowNetwork | Repair-EflowDns

            Mends what the diagnosis has found, where other DNS servers mend it.

        .EXAMPLE
            Repair-EflowDns -Server 10.0.0.53, 10.0.1.53

            Sets these servers, if both answer the virtual machine.

        .EXAMPLE
            Repair-EflowDns -ContainerEngine -WhatIf

            Shows which servers the modules would get, and what would be changed in daemon.json.

        .INPUTS
            EflowNetDiag.Finding
            Findings of Test-EflowNetwork.

        .OUTPUTS
            EflowNetDiag.DnsRepairResult
            What became of it: State is alreadyThere, set, rolledBack, refused or failed; Servers are those of the virtual
            machine afterwards; Names is what each layer made of each name; Changed are the files that were changed.

        .OUTPUTS
            EflowNetDiag.DnsPlan
            With -WhatIf: the servers that were asked and how they answered, which would be set, and whether the former state
            can be restored.

        .NOTES
            Every step is written to a journal before it is done: in ProgramData\EflowNetDiag\journal. The backup stays in the
            virtual machine, in /var/lib/eflownetdiag.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', DefaultParameterSetName = 'Link')]
    [OutputType('EflowNetDiag.DnsRepairResult', 'EflowNetDiag.DnsPlan')]
    param (
        [Parameter(Position = 0)]
        [ValidateCount(1, 3)]
        [string[]]
        $Server,

        # A set of its own: nothing that comes by the pipeline can be bound beside it.
        [Parameter(Mandatory = $true, ParameterSetName = 'Engine')]
        [switch]
        $ContainerEngine,

        [Parameter(ParameterSetName = 'Link', ValueFromPipeline = $true)]
        [object[]]
        $InputObject,

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
        Set-EflowLanguage -Culture $Culture
        $mendable = [System.Collections.Generic.List[object]]::new()
    }

    process {
        foreach ($finding in @($InputObject | Select-EflowMendable -Repair 'set-dns-servers' -Caller $PSCmdlet)) {
            $mendable.Add($finding)
        }
    }

    end {
        if (($MyInvocation.ExpectingInput -or $PSBoundParameters.ContainsKey('InputObject')) -and $mendable.Count -eq 0) {
            return
        }
        $core, $worker = $null, $null
        try {
            if ($PSBoundParameters.ContainsKey('Snapshot')) {
                if (-not $WhatIfPreference) {
                    throw (New-EflowErrorRecord -Id 'SnapshotNeedsWhatIf' -Target 'Snapshot')
                }
                $from = @{ Snapshot = $Snapshot; NodePath = $NodePath }
            }
            else {
                Assert-EflowLive
                $core = Open-EflowCore -NodePath $NodePath
                $worker = Open-EflowWorker
                $from = @{ Core = $core; Worker = $worker; TimeoutSeconds = $TimeoutSeconds }
                Complete-EflowUnfinished -Caller $PSCmdlet -From $from
            }
            foreach ($plan in @(Get-EflowDnsPlan -Caller $PSCmdlet -From $from -Server $Server -ContainerEngine:$ContainerEngine)) {
                $sentences = @(Get-EflowDnsPlanSentence -Plan $plan) -join [System.Environment]::NewLine
                if ($WhatIfPreference) {
                    $null = $PSCmdlet.ShouldProcess($sentences, $sentences, $script:localizedData.DnsCaption)
                    ConvertTo-EflowDnsPlan -Plan $plan
                }
                elseif ($plan.state -ne 'needed') {
                    New-EflowDnsResult -Plan $plan -State $plan.state -Reason $plan.reason
                }
                elseif (Read-EflowConsent -Caller $PSCmdlet -What $sentences -Caption $script:localizedData.DnsCaption) {
                    Invoke-EflowDnsRepair -Plan $plan -From $from
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
