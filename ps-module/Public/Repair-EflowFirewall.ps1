function Repair-EflowFirewall {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
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
            The port to let in, from 1 to 65535, or a range: 5000-5010.

        .PARAMETER Protocol
            tcp (default) or udp. icmp is ping (-AllowPing); all is refused, for it opens more than anybody listens to.

        .PARAMETER AllowPing
            Lets echo requests in, so that the virtual machine answers ping.

        .PARAMETER Source
            Lets in only this IPv4 address or prefix, such as 192.168.1.0/24. Default: any.

        .PARAMETER Interface
            Only what comes in by this interface of the virtual machine, such as eth0.

        .PARAMETER State
            Only for these states of connection tracking. A rule without NEW lets no new connection in and is refused.

        .PARAMETER Target
            ACCEPT (default) lets the port in; DROP and REJECT keep it out. Alias: Jump.

        .PARAMETER Chain
            The chain that you expect: INPUT or DOCKER-USER. By default the one in which the rule takes effect; another
            one is refused, with the right one named, and so are the container engine's own chains.

        .PARAMETER Table
            filter. Other tables are listed (Get-EflowFirewallRule), not changed.

        .PARAMETER Remove
            Takes out the rule for this port again, live and saved: only a rule that this cmdlet added. Alias: Unset.

        .PARAMETER CustomRule
            Refused, and said why: a rule as text cannot be tried, shown or taken back. It is here for those who come from
            EFLOW-Util, whose -customRule ran any command.

        .PARAMETER InputObject
            Findings of Test-EflowNetwork: those that a rule of ours can mend are mended. A finding of another device, or
            one that is no longer so, is refused.

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
            Test-EflowNetwork | Repair-EflowFirewall

            Mends what a firewall rule can mend of what was found.

        .EXAMPLE
            Repair-EflowFirewall -Port 8883 -Remove

            Takes the rule out again.

        .EXAMPLE
            Repair-EflowFirewall -Port 8883 -Snapshot C:\Temp\eflow.json -WhatIf | Format-List

            Plans for a device that is elsewhere.

        .INPUTS
            System.Object
            Snapshots: paths, files from Get-ChildItem, or objects from ConvertFrom-Json; or findings of Test-EflowNetwork.

        .OUTPUTS
            EflowNetDiag.RepairResult
            What became of it: State is alreadyThere, added, removed, rolledBack, refused or failed; Persisted, Verified and Reason
            say more; Plan is what was meant to be done.

        .OUTPUTS
            EflowNetDiag.RepairPlan
            With -WhatIf: the steps, what they open, what would still block, and what must hold afterwards.

        .NOTES
            Every step is written to a journal before it is done: in ProgramData\EflowNetDiag\journal.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Port', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
    [OutputType('EflowNetDiag.RepairResult', 'EflowNetDiag.RepairPlan')]
    param (
        [Parameter(Mandatory = $true, Position = 0, ParameterSetName = 'Port')]
        [ValidatePattern('^[1-9]\d{0,4}([-:][1-9]\d{0,4})?$')]
        [string]
        $Port,

        [Parameter(ParameterSetName = 'Port')]
        [ValidateSet('tcp', 'udp', 'icmp', 'all')]
        [string]
        $Protocol = 'tcp',

        [Parameter(Mandatory = $true, ParameterSetName = 'Ping')]
        [switch]
        $AllowPing,

        [Parameter(Mandatory = $true, ParameterSetName = 'Finding', ValueFromPipeline = $true)]
        [PSTypeName('EflowNetDiag.Finding')]
        [object[]]
        $InputObject,

        [string]
        $Source,

        [ValidatePattern('^[A-Za-z0-9_.@-]{1,15}$')]
        [string]
        $Interface,

        [ValidateSet('NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'SNAT', 'DNAT')]
        [string[]]
        $State,

        [Alias('Jump')]
        [ValidateSet('ACCEPT', 'DROP', 'REJECT')]
        [string]
        $Target,

        [ValidatePattern('^[A-Za-z0-9][A-Za-z0-9_.-]{0,28}$')]
        [string]
        $Chain,

        [ValidateSet('filter', 'nat', 'mangle', 'raw')]
        [string]
        $Table,

        [Parameter(ParameterSetName = 'Port')]
        [Parameter(ParameterSetName = 'Ping')]
        [Alias('Unset')]
        [switch]
        $Remove,

        [Parameter(ParameterSetName = 'Port', DontShow = $true)]
        [string]
        $CustomRule,

        [switch]
        $LiveOnly,

        [Parameter(ParameterSetName = 'Port', ValueFromPipeline = $true)]
        [Parameter(ParameterSetName = 'Ping', ValueFromPipeline = $true)]
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
        $given = [System.Collections.Generic.List[object]]::new()
        $findings = [System.Collections.Generic.List[object]]::new()
    }

    process {
        foreach ($one in $Snapshot) {
            $given.Add($one)
        }
        foreach ($one in @($InputObject | Select-EflowMendable -Repair 'allow-inbound-port' -Caller $PSCmdlet)) {
            $findings.Add($one)
        }
    }

    end {
        $core, $worker = $null, $null
        $asked = @{}
        foreach ($name in 'Port', 'Protocol', 'Source', 'Interface', 'State', 'Target', 'Chain', 'Table', 'Remove') {
            $asked[$name] = Get-Variable -Name $name -ValueOnly
        }
        if ($AllowPing) {
            $asked['Protocol'] = 'icmp'
        }
        try {
            if ($PSBoundParameters.ContainsKey('CustomRule')) {
                throw (New-EflowErrorRecord -Id 'CustomRuleRefused' -Target 'CustomRule')
            }
            $wishes = @(ConvertTo-EflowWish -Asked $asked -Finding $findings -FromFinding:($PSCmdlet.ParameterSetName -eq 'Finding'))
            $fromSnapshot = $PSBoundParameters.ContainsKey('Snapshot') -or ($MyInvocation.ExpectingInput -and $PSCmdlet.ParameterSetName -ne 'Finding')
            if ($fromSnapshot) {
                if (-not $WhatIfPreference) {
                    throw (New-EflowErrorRecord -Id 'SnapshotNeedsWhatIf' -Target 'Snapshot')
                }
                # An empty pipeline means no snapshot, not this device.
                $from = @{ Snapshot = $given.ToArray(); NodePath = $NodePath }
            }
            elseif ($wishes.Count -gt 0) {
                Assert-EflowLive
                $core = Open-EflowCore -NodePath $NodePath
                $worker = Open-EflowWorker
                $from = @{ Core = $core; Worker = $worker; TimeoutSeconds = $TimeoutSeconds }
                Complete-EflowUnfinished -Caller $PSCmdlet -From $from
            }
            foreach ($one in $wishes) {
                $plans = @(Get-EflowFirewallPlan -Caller $PSCmdlet -From $from -Wish $one.Wish -Finding $one.Finding -LiveOnly:$LiveOnly)
                $plans | ForEach-Object -Process { Invoke-EflowPlan -Caller $PSCmdlet -From $from -Plan $_ }
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
