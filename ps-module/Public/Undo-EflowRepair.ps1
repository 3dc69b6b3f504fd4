function Undo-EflowRepair {
    # .EXTERNALHELP ../EflowNetDiag-help.xml
    <#
        .SYNOPSIS
            Lists the repairs of this device and takes back any of them, also after a crash or a restart.

        .DESCRIPTION
            Without parameters it lists what the journal of this host knows, the newest first, and changes nothing. With -Id
            it takes a repair back: by the inverse of each of its steps first, so that what others changed since stays;
            only if that fails, by the backup that the guest made, whose hash the journal knows. Rules are taken back live
            only, while the guest keeps a timer that puts them in again; when a new session is let in and what answered this
            host before still does, they go out of the saved rules too. Then rules of both back ends and the saved rules are
            compared with the backup, and the result says in what way they are as before.

            Nothing of the journal is run. Its plan is checked against its schema and rendered anew, and only rules that
            carry the mark of EflowNetDiag are touched. Of a repair of DNS, the files that decided which servers the virtual
            machine or its container engine had are put back and compared byte for byte, on such a timer too: for good when
            the virtual machine has its addresses, gets to what it got to, and resolves the names that had resolved before the
            repair as well; or when the container engine runs, and with it the containers that ran.

        .PARAMETER Id
            The repair to take back, as listed; also from the pipeline.

        .PARAMETER List
            Lists, also where -Id is given: those alone.

        .PARAMETER TimeoutSeconds
            How long the guest may take. Default: 60.

        .PARAMETER NodePath
            The Node.js program (20 or later) to run the core with. By default the one that came with the module, then
            EFLOWNETDIAG_NODE, then PATH; in an elevated session only where administrators alone can change it.

        .PARAMETER Culture
            The culture in whose language messages are, such as ja-JP: Japanese for Japanese cultures, English for all others.
            Default: that of the session's user interface ($PSUICulture).

        .EXAMPLE
            Undo-EflowRepair

            Lists the repairs.

        .EXAMPLE
            Undo-EflowRepair | Where-Object -Property State -EQ -Value unfinished | Undo-EflowRepair

            Takes back what was cut off.

        .INPUTS
            EflowNetDiag.Repair
            What this cmdlet lists.

        .OUTPUTS
            EflowNetDiag.Repair
            A repair of the journal: Id, At, Repair (its kind), State (added, removed, set, rolledBack, undone or unfinished),
            Protocol, Port, Device and Step, the last that was begun.

        .OUTPUTS
            EflowNetDiag.RepairResult
            With -Id: State is undone, refused (nothing of it is there any more) or failed (then the repair is in force as it
            was, or Reason says what is left to be done), and Reason says in what way it is as before.

        .OUTPUTS
            EflowNetDiag.DnsRepairResult
            The same, of a repair of DNS.

        .NOTES
            The journal is in ProgramData\EflowNetDiag\journal, where administrators alone can write.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    [OutputType('EflowNetDiag.Repair', 'EflowNetDiag.RepairResult', 'EflowNetDiag.DnsRepairResult')]
    param (
        [Parameter(Position = 0, ValueFromPipelineByPropertyName = $true)]
        [ValidatePattern('^[0-9a-f]{16}$')]
        [string[]]
        $Id,

        [switch]
        $List,

        [ValidateRange(5, 600)]
        [int]
        $TimeoutSeconds = 60,

        [string]
        $NodePath,

        [System.Globalization.CultureInfo]
        $Culture = $PSUICulture
    )

    begin {
        $wanted = [System.Collections.Generic.List[string]]::new()
    }

    process {
        foreach ($one in $Id) {
            $wanted.Add($one)
        }
    }

    end {
        Set-EflowLanguage -Culture $Culture
        $core, $worker = $null, $null
        try {
            # An experiment with the firewall is no repair: it closes by itself.
            $known = @(Read-EflowJournal | Where-Object -FilterScript { $_.Repair -ne 'firewall-bypass' })
            if ($wanted.Count -eq 0) {
                # An empty pipeline means no repair, not all.
                return $known | Where-Object -FilterScript { -not $MyInvocation.ExpectingInput }
            }
            $repairs = @(foreach ($one in $wanted) { Find-EflowRepair -Repair $known -Id $one })
            if ($List) {
                return $repairs
            }
            foreach ($repair in $repairs) {
                if ('rolledBack', 'undone' -contains $repair.State) {
                    # What stands there since is another's.
                    New-EflowUndoResult -Repair $repair -State 'refused' -Reason ($script:localizedData.UndoNothing -f $repair.Id)
                    continue
                }
                $what = @(Get-EflowUndoSentence -Repair $repair) -join [System.Environment]::NewLine
                if (Read-EflowConsent -Caller $PSCmdlet -What $what -Caption $script:localizedData.RepairCaption) {
                    if ($null -eq $core) {
                        Assert-EflowLive
                        $core = Open-EflowCore -NodePath $NodePath
                        $worker = Open-EflowWorker
                    }
                    Invoke-EflowUndo -From @{ Core = $core; Worker = $worker; TimeoutSeconds = $TimeoutSeconds } -Repair $repair
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
