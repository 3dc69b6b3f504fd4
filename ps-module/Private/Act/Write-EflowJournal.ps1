function Write-EflowJournal {
    <#
        .SYNOPSIS
            Notes a step of a repair before it is done, so that one that was cut off can be finished or undone later.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [object]
        $Plan,

        # Names this carrying out of the plan, here and in the guest; the plan's id where the plan is carried out under that.
        [string]
        $Run = $Plan.id,

        [Parameter(Mandatory = $true)]
        [ValidateSet('apply', 'verify', 'commit', 'settle', 'revert', 'unapply', 'uncommit', 'done')]
        [string]
        $Step,

        # With done: what became of it.
        [ValidateSet('added', 'removed', 'set', 'rolledBack', 'undone')]
        [string]
        $State,

        # The hash of the backup in the guest, once that is known.
        [object]
        $Backup,

        # Of a change that was begun: a line that cannot be written keeps nobody from ending it. The next cmdlet that changes
        # anything asks the guest how it ended.
        [switch]
        $Optional
    )

    $entry = [ordered] @{
        at     = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
        run    = $Run
        step   = $Step
        plan   = $Plan
        backup = $Backup
    }
    if ($State) {
        $entry['state'] = $State
    }
    $folder = Get-EflowJournalFolder
    $path = [System.IO.Path]::Combine($folder, "$Run.jsonl")
    try {
        Initialize-EflowStateFolder -Path $folder
        try {
            Add-EflowJournalLine -Path $path -Line (ConvertTo-EflowJson -InputObject $entry)
        }
        catch {
            throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
        }
    }
    catch {
        if (-not $Optional) {
            throw
        }
        Write-Verbose -Message $_.Exception.Message
    }
}

function Add-EflowJournalLine {
    <#
        .SYNOPSIS
            Adds a line to a file, or leaves the file as it was: on a full disk no half line is left for the next one to join.
    #>
    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string]
        $Path,

        [Parameter(Mandatory = $true)]
        [string]
        $Line
    )

    # By their types: .NET Framework has a second constructor in which 'Write' is a right.
    $open, $both = [System.IO.FileMode]::OpenOrCreate, [System.IO.FileAccess]::ReadWrite
    $stream = [System.IO.FileStream]::new($Path, $open, $both, [System.IO.FileShare]::Read)
    try {
        $before = $stream.Length
        if ($before -gt 0) {
            $null = $stream.Seek(-1, [System.IO.SeekOrigin]::End)
            if ($stream.ReadByte() -ne 10) {
                # A line that was cut off with the power.
                $Line = "`n$Line"
            }
        }
        $bytes = [System.Text.Encoding]::UTF8.GetBytes("$Line`n")
        try {
            $stream.Write($bytes, 0, $bytes.Length)
            # To the disk: a journal that is lost with the power says nothing.
            $stream.Flush($true)
        }
        catch {
            $stream.SetLength($before)
            throw
        }
    }
    finally {
        $stream.Dispose()
    }
}

function Get-EflowJournalFolder {
    <#
        .SYNOPSIS
            Where the journal of repairs is kept.
    #>
    [CmdletBinding()]
    [OutputType([string])]
    param ()

    if ($script:onWindows) {
        return [System.IO.Path]::Combine($env:ProgramData, 'EflowNetDiag', 'journal')
    }
    $state = $env:XDG_STATE_HOME
    if (-not $state) {
        $state = [System.IO.Path]::Combine($env:HOME, '.local', 'state')
    }
    return [System.IO.Path]::Combine($state, 'eflownetdiag', 'journal')
}

function Open-EflowJournal {
    <#
        .SYNOPSIS
            Takes the journal for one repair at a time; $null where another one has it. To be disposed of.
    #>
    [CmdletBinding()]
    [OutputType([System.IO.FileStream])]
    param ()

    $folder = Get-EflowJournalFolder
    $path = [System.IO.Path]::Combine($folder, 'lock')
    Initialize-EflowStateFolder -Path $folder
    $lock = $null
    try {
        $lock = [System.IO.FileStream]::new($path, [System.IO.FileMode]::OpenOrCreate, [System.IO.FileAccess]::ReadWrite, [System.IO.FileShare]::None)
        return $lock
    }
    catch [System.IO.IOException] {
        if ([System.IO.File]::Exists($path)) {
            return $null
        }
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
    }
    catch {
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
    }
    finally {
        if ($PSCmdlet.Stopping -and $null -ne $lock) {
            # Stopped meanwhile: it does not come to the caller, who would give it back.
            $lock.Dispose()
        }
    }
}
