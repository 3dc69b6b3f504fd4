function Get-EflowBundleEntry {
    <#
        .SYNOPSIS
            The files of a support bundle, by their names: all texts, all from what is redacted.
    #>
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param (
        [Parameter(Mandatory = $true)]
        [System.Management.Automation.PSCmdlet]
        $Caller,

        # The core's answer: a redacted snapshot, and what was replaced in it.
        [Parameter(Mandatory = $true)]
        [string]
        $Line,

        [string]
        $NodePath
    )

    $answer = Split-EflowSnapshotAnswer -Line $Line -Target 'snapshot.json'
    $options = @{ Snapshot = @(, (ConvertFrom-EflowJson -Json $answer.Json)); NodePath = $NodePath }
    $device = @(Invoke-EflowQuestion -Caller $Caller -Request @{ kind = 'assess' } -Options $options -AsText)
    $report = @{ Device = $device; Finding = @(); NodePath = $NodePath }
    return [ordered] @{
        'snapshot.json'  = $answer.Json
        'report.html'    = Get-EflowReportText -Format 'Html' @report
        'report.md'      = Get-EflowReportText -Format 'Markdown' @report
        'redaction.json' = ConvertTo-EflowJson -InputObject $answer.Report
        'journal.jsonl'  = Get-EflowJournalSummary
        'versions.json'  = ConvertTo-EflowJson -InputObject (Get-EflowVersion -NodePath $NodePath)
    }
}

function Get-EflowJournalSummary {
    <#
        .SYNOPSIS
            What repairs did on this device, a line a step, without what names it: times, steps, ports and protocols.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    $folder = Get-EflowJournalFolder
    if (-not [System.IO.Directory]::Exists($folder) -or (Get-EflowStateDistrust -Path $folder)) {
        return ''
    }
    $lines = foreach ($file in [System.IO.Directory]::GetFiles($folder, '*.jsonl')) {
        if ([System.IO.FileInfo]::new($file).Length -gt $script:longestJournal) {
            ConvertTo-EflowJson -InputObject @{ step = 'unreadable' }
            continue
        }
        foreach ($text in [System.IO.File]::ReadAllLines($file)) {
            try {
                $entry = ConvertFrom-EflowJson -Json $text
                $plan = Get-EflowMember -Of $entry -Name 'plan'
                $wish = Get-EflowMember -Of $plan -Name 'wish'
                ConvertTo-EflowJson -InputObject ([ordered] @{
                        at       = "$(Get-EflowMember -Of $entry -Name 'at')" -replace '[^0-9TZ:.-]'
                        step     = "$(Get-EflowMember -Of $entry -Name 'step')" -replace '[^A-Za-z]'
                        repair   = "$(Get-EflowMember -Of $plan -Name 'repair')" -replace '[^A-Za-z-]'
                        port     = "$(Get-EflowMember -Of $wish -Name 'port')" -replace '[^0-9]'
                        protocol = "$(Get-EflowMember -Of $wish -Name 'protocol')" -replace '[^a-z]'
                    })
            }
            catch {
                # A line that was cut off by a power failure.
                ConvertTo-EflowJson -InputObject @{ step = 'unreadable' }
            }
        }
    }
    return (@($lines) -join "`n")
}

function Get-EflowVersion {
    <#
        .SYNOPSIS
            The versions of all that took part.
    #>
    [CmdletBinding()]
    [OutputType([System.Collections.Specialized.OrderedDictionary])]
    param (
        [string]
        $NodePath
    )

    return [ordered] @{
        module     = $ExecutionContext.SessionState.Module.Version.ToString()
        contract   = $script:contract
        powerShell = $PSVersionTable.PSVersion.ToString()
        edition    = "$($PSVersionTable.PSEdition)"
        system     = [System.Environment]::OSVersion.VersionString
        node       = (Get-EflowNodeVersion -Path (Get-EflowNodePath -NodePath $NodePath)).ToString()
        culture    = [System.Globalization.CultureInfo]::CurrentUICulture.Name
    }
}
