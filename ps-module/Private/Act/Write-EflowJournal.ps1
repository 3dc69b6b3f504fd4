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

        [Parameter(Mandatory = $true)]
        [ValidateSet('apply', 'verify', 'commit', 'revert', 'done')]
        [string]
        $Step
    )

    $entry = [ordered] @{
        at   = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
        step = $Step
        plan = $Plan
    }
    $path = [System.IO.Path]::Combine((Get-EflowJournalFolder), "$($Plan.id).jsonl")
    try {
        $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($path))
        $bytes = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-EflowJson -InputObject $entry) + "`n")
        # By their types: .NET Framework has a second constructor in which 'Write' is a right.
        $append, $write = [System.IO.FileMode]::Append, [System.IO.FileAccess]::Write
        $stream = [System.IO.FileStream]::new($path, $append, $write, [System.IO.FileShare]::Read)
        try {
            $stream.Write($bytes, 0, $bytes.Length)
            # To the disk: a journal that is lost with the power says nothing.
            $stream.Flush($true)
        }
        finally {
            $stream.Dispose()
        }
    }
    catch {
        throw (New-EflowErrorRecord -Id 'JournalFailed' -Arguments $path, $_.Exception.GetBaseException().Message -Target $path)
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
