# A repair takes a few lines of a few kilobytes.
$script:longestJournal = 16MB

function Read-EflowJournal {
    <#
        .SYNOPSIS
            The changes of the journal, the newest first. Nothing of it is run: a plan goes to the core, which checks it
            against its schema and renders it anew.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Repair')]
    param ()

    $folder = Get-EflowJournalFolder
    if (-not [System.IO.Directory]::Exists($folder)) {
        return
    }
    $distrust = Get-EflowStateDistrust -Path $folder
    if ($distrust) {
        Write-Warning -Message ($script:localizedData.JournalDistrusted -f $folder, $distrust)
        return
    }
    $repairs = foreach ($path in [System.IO.Directory]::GetFiles($folder, '*.jsonl')) {
        if (Test-EflowElevated) {
            $distrust = Get-EflowWriteDistrust -Path $path
            if ($distrust) {
                Write-Warning -Message ($script:localizedData.JournalDistrusted -f $path, $distrust)
                continue
            }
        }
        $entries = @(Read-EflowJournalEntry -Path $path)
        if ($entries.Count -eq 0) {
            Write-Warning -Message ($script:localizedData.JournalUnread -f $path)
            continue
        }
        ConvertTo-EflowRepair -Entry $entries
    }
    return $repairs | Sort-Object -Property At -Descending
}

function Read-EflowJournalEntry {
    <#
        .SYNOPSIS
            The entries of one file; a last line that was cut off is none. A file that no repair can have made has none.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path
    )

    if ([System.IO.FileInfo]::new($Path).Length -gt $script:longestJournal) {
        return
    }
    $run = [System.IO.Path]::GetFileNameWithoutExtension($Path)
    foreach ($line in [System.IO.File]::ReadAllLines($Path)) {
        try {
            $entry = ConvertFrom-EflowJson -Json $line
            if ($entry.run -ceq $run -and $entry.step -and $entry.plan.id -and $entry.PSObject.Properties['backup'] -and $run -cmatch '^[0-9a-f]{16}$') {
                $entry
            }
        }
        catch {
            Write-Verbose -Message ($script:localizedData.JournalUnread -f $Path)
        }
    }
}

function ConvertTo-EflowRepair {
    <#
        .SYNOPSIS
            Makes the object for one repair of the journal.
    #>
    [CmdletBinding()]
    [OutputType('EflowNetDiag.Repair')]
    param (
        [Parameter(Mandatory = $true)]
        [object[]]
        $Entry
    )

    $last = $Entry[-1]
    $state = 'unfinished'
    if ($last.step -eq 'done') {
        $state = 'rolledBack'
        if ($last.PSObject.Properties['state']) {
            $state = $last.state
        }
    }
    $backup = @($Entry | Where-Object -FilterScript { $_.backup } | Select-Object -Last 1)
    # By itself: an expression that gives nothing is no $null, and Windows PowerShell writes it as {}.
    $hash = $null
    if ($backup.Count -gt 0) {
        $hash = $backup[0].backup
    }
    $wish = @{ protocol = $null; port = $null }
    if ($last.plan.PSObject.Properties['wish']) {
        $wish = $last.plan.wish
    }
    return [pscustomobject] @{
        PSTypeName = 'EflowNetDiag.Repair'
        Id         = $last.run
        At         = $Entry[0].at
        Repair     = $last.plan.repair
        State      = $state
        Protocol   = $wish.protocol
        Port       = $wish.port
        Device     = $last.plan.device
        Step       = $last.step
        Backup     = $hash
        Plan       = $last.plan
    }
}
